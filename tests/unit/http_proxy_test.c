#include "http/server.h"
#include "test.h"

#include <arpa/inet.h>

static const struct {
    const char *network, *address;
    bool has;
} cases[] = {
    {"10.0.0.0/8", "10.255.0.1", true},
    {"10.0.0.0/8", "11.0.0.0", false},
    {"10.0.0.0/8", "::ffff:10.1.1.1", true},
    {"192.168.64.0/18", "192.168.127.255", true},
    {"192.168.64.0/18", "192.168.128.0", false},
    {"192.0.2.7", "192.0.2.7", true},
    {"192.0.2.7", "192.0.2.6", false},
    {"0.0.0.0/0", "8.8.8.8", true},
    {"0.0.0.0/0", "2001:db8::1", false},
    {"::/0", "8.8.8.8", true},
    {"::1", "::1", true},
    {"2001:db8::/33", "2001:db8:7fff::1", true},
    {"2001:db8::/33", "2001:db8:8000::1", false},
    {"fe80::/10", "febf::1", true},
    {"fe80::/10", "fec0::1", false},
};

static const char *const bad[] = {
    "",      "x",          "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1",
    "10/8",  "10.0.0.0/a", "::/129",      "1.2.3.4.5", "/8",
    ":::::", "10.0.0.256", "1.2.3.4 ",    "[::1]",     "2001:db8::/33/1",
};

static void address(const char *text, unsigned char bytes[16])
{
    struct sockaddr_storage from = {.ss_family = AF_INET6};
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&from;
    struct sockaddr_in *v4 = (struct sockaddr_in *)&from;
    if (inet_pton(AF_INET6, text, &v6->sin6_addr) != 1) {
        from.ss_family = AF_INET;
        inet_pton(AF_INET, text, &v4->sin_addr);
    }
    address_of(&from, bytes);
}

int main(void)
{
    Error error = {0};
    Network network;
    unsigned char bytes[16];
    char text[INET6_ADDRSTRLEN];
    for (isize i = 0; i < countof(cases); i++) {
        check(networks_parse(STRS(str_of(cases[i].network)), &network, &error));
        address(cases[i].address, bytes);
        check(networks_have(&network, 1, bytes) == cases[i].has);
    }
    for (isize i = 0; i < countof(bad); i++) {
        check(!networks_parse(STRS(str_of(bad[i])), &network, &error));
        check_str(error.details, str_of(bad[i]));
    }
    address("::ffff:192.0.2.1", bytes);
    address_text(bytes, text);
    check_str(str_of(text), S("192.0.2.1"));
    address("2001:DB8::1", bytes);
    address_text(bytes, text);
    check_str(str_of(text), S("2001:db8::1"));
    return done();
}
