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

// Returns { id, token, client }; the server must run with `secret` as RUNG_JWT_SECRET.
export async function person(server, name, { role = "authenticated" } = {}) {
  const id = randomUUID();
  await server.query(`insert into auth.users (id, email) values ('${id}', '${name}-${id}@example.org')`);
  const jwt = token({ sub: id, role });
  return { id, token: jwt, client: client(server, { accessToken: async () => jwt }) };
}
