// The usual Node service for the same question: Fastify, node-postgres, a verified token, role and claims per transaction.
import Fastify from "fastify";
import pg from "pg";
import { createVerifier } from "fast-jwt";

const { SOCKET, PORT, SECRET, COLUMNS } = process.env;
const pool = new pg.Pool({ host: SOCKET, user: "authenticator", database: "rung", max: 16 });
const verify = createVerifier({ key: SECRET, algorithms: ["HS256"], cache: 16384 });
const query = { name: "c", text: `select ${COLUMNS} from public.jobs order by updated_at desc limit 20` };
const app = Fastify();

app.get("/jobs", async (request) => {
  const claims = verify(request.headers.authorization.slice(7));
  const db = await pool.connect();
  try {
    await db.query("begin");
    await db.query({
      name: "who",
      text: "select set_config('role', $1, true), set_config('request.jwt.claims', $2, true)",
      values: [claims.role, JSON.stringify(claims)],
    });
    const { rows } = await db.query(query);
    await db.query("commit");
    return rows;
  } finally {
    db.release();
  }
});

await app.listen({ host: "127.0.0.1", port: Number(PORT) });
console.log("ready");
