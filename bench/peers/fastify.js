// The usual Node service for the same questions: Fastify, node-postgres, a verified token, role and claims per transaction.
import Fastify from "fastify";
import pg from "pg";
import { createVerifier } from "fast-jwt";

const { SOCKET, PORT, SECRET } = process.env;
const pool = new pg.Pool({ host: SOCKET, user: "authenticator", database: "rung", max: 16 });
const verify = createVerifier({ key: SECRET, algorithms: ["HS256"], cache: 16384 });
const app = Fastify({ bodyLimit: 4 << 20 });

// A route whose statement is one prepared query, of the request's values.
function answer(method, url, name, text, values = () => []) {
  app.route({
    method, url,
    handler: async (request, reply) => {
      const claims = verify(request.headers.authorization.slice(7));
      const db = await pool.connect();
      try {
        await db.query("begin");
        await db.query({
          name: "who",
          text: "select set_config('role', $1, true), set_config('request.jwt.claims', $2, true)",
          values: [claims.role, JSON.stringify(claims)],
        });
        const { rows } = await db.query({ name, text, values: values(request) });
        await db.query("commit");
        if (method === "POST" && !rows.length) return reply.code(201).send();
        return rows;
      } catch (error) {
        await db.query("rollback");
        throw error;
      } finally {
        db.release();
      }
    },
  });
}

answer("GET", "/jobs", "newest", `select id, job_title, company, status, location, salary, date_applied, created_at, updated_at
  from public.jobs order by updated_at desc limit 20`);
answer("GET", "/lists/:id", "key", "select id, user_id, title, at from public.bench_lists where id = $1", (request) => [request.params.id]);
answer("GET", "/lists", "embed", `select l.id, l.title, coalesce(i.list, '[]') as bench_items from public.bench_lists l
  left join lateral (select json_agg(json_build_object('id', i.id, 'body', i.body, 'done', i.done)) as list from public.bench_items i where i.list_id = l.id) i on true
  order by l.at desc limit 20`);
answer("POST", "/notes", "insert", "insert into public.bench_notes (title, body) values ($1, $2)", ({ body }) => [body.title, body.body]);
answer("POST", "/notes/bulk", "bulk", `insert into public.bench_notes (title, body)
  select title, body from json_to_recordset($1::json) as x(title text, body text)`, ({ body }) => [JSON.stringify(body)]);
answer("POST", "/rpc/bench_recent", "rpc", "select id, user_id, title, at from public.bench_recent($1)", ({ body }) => [body.most]);

await app.listen({ host: "127.0.0.1", port: Number(PORT) });
console.log("ready");
