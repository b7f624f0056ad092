/** Of the clouds' hosts that tests have a stand-in for, signed by itself, good until 2120. It guards nothing: the key is for all the world to see. */
export const certificate = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgIMJ/CCmVj0c76r0a
RCDg0Jx6+GSnO0rJrZ/FjsPrt+WhRANCAAREPkUWd5KQfsY28F0ZcF68gksq9LAG
i8rLLVA3GXvKVrp8d90gV2ssNgj3JGeXnUsiTGGxyz8R97Snc0onPTG4
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIICcDCCAhagAwIBAgIBAjAKBggqhkjOPQQDAjAeMRwwGgYDVQQDDBNzdGVwb3Bz
IHRlc3QgY2xvdWRzMCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAe
MRwwGgYDVQQDDBNzdGVwb3BzIHRlc3QgY2xvdWRzMFkwEwYHKoZIzj0CAQYIKoZI
zj0DAQcDQgAERD5FFneSkH7GNvBdGXBevIJLKvSwBovKyy1QNxl7yla6fHfdIFdr
LDYI9yRnl51LIkxhscs/Efe0p3NKJz0xuKOCAUEwggE9MA8GA1UdEwEB/wQFMAMB
Af8wggEJBgNVHREEggEAMIH9giEqLmRrci5lY3IuZXUtd2VzdC0xLmFtYXpvbmF3
cy5jb22CJiouZGtyLmVjci1maXBzLnVzLWVhc3QtMS5hbWF6b25hd3MuY29tgh9h
cGkuZWNyLmV1LXdlc3QtMS5hbWF6b25hd3MuY29tgiRhcGkuZWNyLWZpcHMudXMt
ZWFzdC0xLmFtYXpvbmF3cy5jb22CG3N0cy5ldS13ZXN0LTEuYW1hem9uYXdzLmNv
bYIQKi5nb29nbGVhcGlzLmNvbYIJKi5wa2cuZGV2ghlsb2dpbi5taWNyb3NvZnRv
bmxpbmUuY29tggwqLmF6dXJlY3IuaW+CBmdjci5pbzAdBgNVHQ4EFgQU21rCuxKU
wIgDrMlPadZSMt7BnbcwCgYIKoZIzj0EAwIDSAAwRQIhAI+1wg8nbi1GGrbXIZ44
pmKJyMYgy+HUWXrwB4b2boQbAiBE9WlWs3K7/IRmzonU3eAQiFpwcijIr1bUVByo
wRjiAQ==
-----END CERTIFICATE-----
`,
};
