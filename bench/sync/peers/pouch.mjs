// PouchDB at the same work: node pouch.mjs FOLDER ROWS PUSHES EDITS -> one line of JSON with milliseconds.
// Server (express-pouchdb) and clients are processes of their own on leveldb; started by bench/sync/peers.
import { createRequire } from "node:module";
import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import path from "node:path";
import { performance } from "node:perf_hooks";

const require = createRequire(path.join(process.env.PEERS, "package.json"));
const PouchDB = require("pouchdb");

function booking(n) {
  const hex = n.toString(16).padStart(12, "0");
  return {
    _id: `${hex.slice(0, 8)}-0000-4000-8000-${hex}`, room_id: `room-${n % 300}`, title: `第 ${n} 次全市工作协调会议`,
    state: "confirmed", starts_at: 1781070120000 + n * 1800000, ends_at: 1781073720000 + n * 1800000,
    held_from: 1781070120000 + n * 1800000, held_to: 1781073720000 + n * 1800000, expected: n % 90, unit: "办公厅",
  };
}

async function serve(folder) {
  const app = require("express")();
  app.use("/", require("express-pouchdb")(PouchDB.defaults({ prefix: `${folder}/server-` }), {
    configPath: `${folder}/config.json`, logPath: `${folder}/log.txt`, mode: "minimumForPouchDB",
  }));
  const server = createServer(app);
  server.listen(0, "127.0.0.1", () => process.send(server.address().port));
}

const timed = async (work) => { const began = performance.now(); await work(); return performance.now() - began; };
const done = (replication) => new Promise((resolve, reject) => replication.on("complete", resolve).on("error", reject));

async function live(folder, remote, edits) {
  const [a, b] = ["a", "b"].map((name) => new PouchDB(`${folder}/live-${name}`));
  const links = [a, b].map((db) => db.sync(remote, { live: true, retry: true, heartbeat: 10000 }));
  const feed = b.changes({ live: true, since: "now" });
  const times = [];
  for (let n = 0; n < edits; n += 1) {
    const id = `live-${String(n).padStart(6, "0")}`;
    const arrived = new Promise((resolve) => {
      const look = (change) => { if (change.id === id) { feed.removeListener("change", look); resolve(); } };
      feed.on("change", look);
    });
    const began = performance.now();
    await a.put({ ...booking(n), _id: id });
    await arrived;
    times.push(performance.now() - began);
  }
  feed.cancel();
  links.forEach((link) => link.cancel());
  times.sort((x, y) => x - y);
  return times;
}

async function main(folder, rows, pushes, edits) {
  const child = fork(process.argv[1], ["serve", folder]);
  const [port] = await once(child, "message");
  const remote = `http://127.0.0.1:${port}/site`;
  const source = new PouchDB(remote);
  await source.info();
  for (let start = 0; start < rows; start += 1000) {
    await source.bulkDocs(Array.from({ length: Math.min(1000, rows - start) }, (_, n) => booking(start + n)));
  }
  const found = { initial: {}, push: {} };
  for (const size of [100, 1000]) {
    const fresh = new PouchDB(`${folder}/pull-${size}`);
    found.initial[size] = await timed(() => done(fresh.replicate.from(remote, { batch_size: size })));
    const first = Array.from({ length: 10 }, (_, n) => ({ ...booking(n), _id: `warm-${size}-${n}` }));
    await fresh.bulkDocs(first);
    await done(fresh.replicate.to(remote, { batch_size: size }));
    const more = Array.from({ length: pushes }, (_, n) => ({ ...booking(n), _id: `push-${size}-${n}` }));
    await fresh.bulkDocs(more);
    found.push[size] = await timed(() => done(fresh.replicate.to(remote, { batch_size: size })));
  }
  const empty = new PouchDB(`http://127.0.0.1:${port}/live`);
  await empty.info();
  const times = await live(folder, `http://127.0.0.1:${port}/live`, edits);
  found.live = { p50: times[times.length >> 1], p95: times[Math.floor(times.length * 0.95)] };
  console.log(JSON.stringify(found));
  child.kill();
  process.exit(0);
}

const [mode, ...rest] = process.argv.slice(2);
if (mode === "serve") await serve(rest[0]);
else await main(mode, ...rest.map(Number));
