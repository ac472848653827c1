// What PostgreSQL says only at the end of a transaction: a deferred constraint's or trigger's error comes behind the
// statements' results, and must reach the request that it belongs to, and no other.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { startServer } from "./server.js";

let server;

before(async () => {
  server = await startServer({ own: true });
  await server.query(`
    create table public.seats (number int, unique (number) deferrable initially immediate);
    create table public.places (number int, unique (number) deferrable initially deferred);
    grant all on public.seats, public.places to service_role;
    create function public.take_seat(number int, late bool) returns int language plpgsql as $$
      begin
        if late then set constraints all deferred; end if;
        insert into public.seats values (number), (number);
        return number;
      end $$;
    create function public.echo(number int) returns int language sql immutable as 'select number';`);
});
after(() => server?.stop());

async function post(path, body, prefer = "return=representation") {
  const res = await fetch(`${server.url}/rest/v1/${path}`, {
    method: "POST",
    headers: { apikey: server.serviceRoleKey, "content-type": "application/json", prefer },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20000),
  });
  const text = await res.text();
  return { status: res.status, body: text && JSON.parse(text) };
}

test("a function whose insert is refused at the end answers with that error", async () => {
  for (const late of [false, true]) {
    const { status, body } = await post("rpc/take_seat", { number: 1, late });
    assert.equal(status, 409);
    assert.equal(body.code, "23505");
  }
  assert.equal(await server.query("select count(*) from public.seats"), "0");
});

test("so does an insert into a table whose constraint waits for the end", async () => {
  for (const prefer of ["return=representation", "return=minimal", "return=representation,tx=commit"]) {
    const { status, body } = await post("places", [{ number: 2 }, { number: 2 }], prefer);
    assert.equal(status, 409, prefer);
    assert.equal(body.code, "23505");
  }
  assert.equal(await server.query("select count(*) from public.places"), "0");
});

test("among many others each request gets its own answer", async () => {
  let number = 10;
  const ask = async () => {
    for (; number < 250;) {
      const mine = number++;
      if (mine % 3 === 0) {
        const { status, body } = await post("places", [{ number: mine }, { number: mine }]);
        assert.equal(status, 409);
        assert.match(body.details, new RegExp(`\\(number\\)=\\(${mine}\\)`));
      } else if (mine % 3 === 1) {
        assert.deepEqual(await post("places", { number: mine }), { status: 201, body: [{ number: mine }] });
      } else {
        assert.deepEqual(await post("rpc/echo", { number: mine }), { status: 200, body: mine });
      }
    }
  };
  await Promise.all(Array.from({ length: 30 }, ask));
  assert.equal(await server.query("select count(*) from public.places"), "80");
});
