// People without the sign-up: an account in the database, and a token that says who she is.
import { createHmac, randomUUID } from "node:crypto";
import { client } from "./server.js";

export const secret = "the-secret-of-every-test-server-0123456789";

const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

export function token(claims, key = secret) {
  const now = Math.floor(Date.now() / 1000);
  const text = `${part({ alg: "HS256", typ: "JWT" })}.${part({ iat: now, exp: now + 3600, ...claims })}`;
  return `${text}.${createHmac("sha256", key).update(text).digest("base64url")}`;
}

// [what, token, code, message]: tokens that nobody takes, and what PostgREST says of them; `token` signs for that server.
export const refusedTokens = (token) => [
  ["no JWT", "abc", "PGRST301", "Expected 3 parts in JWT; got 1"],
  ["a foreign signature", token({ role: "anon" }, "another secret of sufficient length"), "PGRST301", "No suitable key or wrong key type"],
  ["an unsigned one", `${part({ alg: "none" })}.${part({})}.`, "PGRST301", "Wrong or unsupported encoding algorithm"],
  ["one that expired", token({ role: "anon", exp: 1 }), "PGRST303", "JWT expired"],
  ["one from tomorrow", token({ role: "anon", iat: 4102444800 }), "PGRST303", "JWT issued at future"],
  ["one that begins tomorrow", token({ role: "anon", nbf: 4102444800 }), "PGRST303", "JWT not yet valid"],
  ["letters at random", "quifquirnds.fonvoienqh.iuqvnvho", "PGRST301", "JWT cryptographic operation failed"],
  ["an odd time", token({ role: "anon", exp: "soon" }), "PGRST303", "The JWT 'exp' claim must be a number"],
  ["an odd audience", token({ role: "anon", aud: 1 }), "PGRST303", "The JWT 'aud' claim must be a string or an array of strings"],
];

// Returns { id, token, client }; the server must run with `secret` as RUNG_JWT_SECRET.
export async function person(server, name, { role = "authenticated" } = {}) {
  const id = randomUUID();
  await server.query(`insert into auth.users (id, email) values ('${id}', '${name}-${id}@example.org')`);
  const jwt = token({ sub: id, role });
  return { id, token: jwt, client: client(server, { accessToken: async () => jwt }) };
}
