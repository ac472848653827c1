/* The published vectors of SipHash-2-4-128: key 00..0f, input 00, 00 01, ... */
#include "base/hash.h"
#include "test.h"

#include <string.h>

int main(void)
{
    static const struct {
        isize len;
        unsigned char out[16];
    } vectors[] = {
        {0,
         {0xa3, 0x81, 0x7f, 0x04, 0xba, 0x25, 0xa8, 0xe6, 0x6d, 0xf6, 0x72, 0x14, 0xc7,
          0x55, 0x02, 0x93}},
        {1,
         {0xda, 0x87, 0xc1, 0xd8, 0x6b, 0x99, 0xaf, 0x44, 0x34, 0x76, 0x59, 0x11, 0x9b,
          0x22, 0xfc, 0x45}},
        {15,
         {0x54, 0x93, 0xe9, 0x99, 0x33, 0xb0, 0xa8, 0x11, 0x7e, 0x08, 0xec, 0x0f, 0x97,
          0xcf, 0xc3, 0xd9}},
    };
    char input[16];
    for (int i = 0; i < 16; i++)
        input[i] = (char)i;
    uint64_t key[2];
    memcpy(key, input, 16);
    for (isize i = 0; i < countof(vectors); i++) {
        Hash h = hash_with_key(key, (Str){input, vectors[i].len});
        check(memcmp(&h, vectors[i].out, 16) == 0);
    }
    check(hash_eq(hash_of(S("a")), hash_of(S("a"))));
    check(!hash_eq(hash_of(S("a")), hash_of(S("b"))));
    check(!hash_eq(hash_more(hash_of(S("a")), S("bc")),
                   hash_more(hash_of(S("ab")), S("c"))));
    return done();
}
