// PostGraphile, told who asks by the same token: GraphQL over the same tables and policies.
import { createServer } from "node:http";
import pg from "pg";
import { createVerifier } from "fast-jwt";
import { postgraphile } from "postgraphile";

const { SOCKET, PORT, SECRET } = process.env;
const pool = new pg.Pool({ host: SOCKET, user: "authenticator", database: "rung", max: 16 });
const verify = createVerifier({ key: SECRET, algorithms: ["HS256"], cache: 16384 });
const handler = postgraphile(pool, "public", {
  graphiql: false, disableQueryLog: true, bodySizeLimit: "4MB",
  pgSettings: (request) => {
    const claims = verify(request.headers.authorization.slice(7));
    return { role: claims.role, "request.jwt.claims": JSON.stringify(claims) };
  },
});
await handler.getGraphQLSchema();
createServer(handler).listen(Number(PORT), "127.0.0.1", () => console.log("ready"));
