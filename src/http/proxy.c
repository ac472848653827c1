/* proxy.c — addresses: the peer's, and what a trusted proxy says of its client. */
#include "http/server.h"

#include <arpa/inet.h>
#include <string.h>

static const ErrorKind bad_network = {500, "bad_network",
                                      "not an address or a network like 10.0.0.0/8"};
static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};

void address_of(const struct sockaddr_storage *from, unsigned char address[16])
{
    if (from->ss_family == AF_INET6) {
        memcpy(address, &((const struct sockaddr_in6 *)from)->sin6_addr, 16);
        return;
    }
    memcpy(address, mapped, 12);
    memcpy(address + 12, &((const struct sockaddr_in *)from)->sin_addr, 4);
}

void address_text(const unsigned char address[16], char text[INET6_ADDRSTRLEN])
{
    bool v4 = memcmp(address, mapped, 12) == 0;
    inet_ntop(v4 ? AF_INET : AF_INET6, v4 ? address + 12 : address, text,
              INET6_ADDRSTRLEN);
}

static bool read_address(Str text, unsigned char address[16], bool *v4)
{
    char z[INET6_ADDRSTRLEN];
    if (text.len == 0 || text.len >= (isize)sizeof z)
        return false;
    memcpy(z, text.s, (size_t)text.len);
    z[text.len] = 0;
    memcpy(address, mapped, 12);
    *v4 = inet_pton(AF_INET, z, address + 12) == 1;
    return *v4 || inet_pton(AF_INET6, z, address) == 1;
}

static bool read_network(Str text, Network *network)
{
    StrPair parts = str_cut(text, '/');
    bool v4;
    if (!read_address(parts.head, network->address, &v4))
        return false;
    int64_t bits = v4 ? 32 : 128;
    if (parts.found && (!str_to_int(parts.tail, &bits) || bits > (v4 ? 32 : 128)))
        return false;
    network->bits = (int)bits + (v4 ? 96 : 0);
    return true;
}

bool networks_parse(Strs texts, Network *networks, Error *error)
{
    for (isize i = 0; i < texts.n; i++)
        if (!read_network(texts.v[i], &networks[i])) {
            *error = (Error){.kind = &bad_network, .details = texts.v[i]};
            return false;
        }
    return true;
}

static bool network_has(const Network *network, const unsigned char address[16])
{
    int bytes = network->bits / 8, rest = network->bits % 8;
    if (memcmp(network->address, address, (size_t)bytes) != 0)
        return false;
    unsigned mask = 0xffu << (8 - rest) & 0xff;
    return rest == 0 || ((network->address[bytes] ^ address[bytes]) & mask) == 0;
}

bool networks_have(const Network *networks, isize n, const unsigned char address[16])
{
    for (isize i = 0; i < n; i++)
        if (network_has(&networks[i], address))
            return true;
    return false;
}

/* "192.0.2.1", "192.0.2.1:80", "2001:db8::1", "[2001:db8::1]:80" */
static bool read_hop(Str hop, unsigned char address[16])
{
    bool v4;
    while (hop.len && hop.s[0] == ' ')
        hop = str_skip(hop, 1);
    while (hop.len && hop.s[hop.len - 1] == ' ')
        hop.len--;
    if (str_starts(hop, S("[")))
        hop = str_cut(str_skip(hop, 1), ']').head;
    else if (!str_cut(str_cut(hop, ':').tail, ':').found)
        hop = str_cut(hop, ':').head;
    return read_address(hop, address, &v4);
}

static Str last_hop(Str *list)
{
    isize at = list->len;
    while (at > 0 && list->s[at - 1] != ',')
        at--;
    Str hop = str_skip(*list, at);
    list->len = at > 0 ? at - 1 : 0;
    return hop;
}

/* A hop that cannot be read ends the walk: what lies left of it is hearsay. */
bool forwarded_for(const HttpServer *s, const Request *req, char text[INET6_ADDRSTRLEN])
{
    unsigned char address[16];
    bool known = false;
    for (int i = req->n_headers - 1; i >= 0; i--) {
        if (!str_eq(req->headers[i].name, S("x-forwarded-for")))
            continue;
        for (Str list = req->headers[i].value; list.len > 0;) {
            if (!read_hop(last_hop(&list), address))
                return known;
            address_text(address, text);
            known = true;
            if (!networks_have(s->trusted, s->n_trusted, address))
                return true;
        }
    }
    return known;
}
