import { Load } from './load.js';
import { PinnedServer, pinLoad } from './pinned.js';
import { RecordedClicks } from './recorded-clicks.js';
import { Visits } from './visits.js';
pinLoad();
const links = Number(process.argv[2] ?? 1), rounds = Number(process.argv[3] ?? 3);
const bare = await PinnedServer.start<{ url: string }>('bare');
const trim = await PinnedServer.start<{ url: string }>('redirects');
const clicks = new RecordedClicks(trim);
for (const s of [bare, trim]) await s.order(links);
const visits = new Visits(links, 300000 * (rounds + 1));
const med = (a: number[]) => a.toSorted((x, y) => x - y)[a.length >> 1]!;
const r: number[] = [], c: number[] = [], p: number[] = [], b: number[] = [];
for (let i = 0; i <= rounds; i++) {
  const mb = await Load.run(bare.ready.url, visits, i * 300000, 2);
  const mt = await Load.run(trim.ready.url, visits, i * 300000, 2);
  const s = await clicks.settle(mt.answered);
  if (i === 0) continue;
  b.push(mb.perSecond); r.push(mt.perSecond / mb.perSecond); p.push(mt.p99 / mb.p99); c.push(mt.answered / (mt.answered / mt.perSecond + s) / mb.perSecond);
}
console.log('bare', med(b).toFixed(0), 'ratio', med(r).toFixed(2), r.map((x) => x.toFixed(2)).join(' '), 'p99x', med(p).toFixed(2), p.map((x) => x.toFixed(1)).join(' '), 'counted', med(c).toFixed(2), clicks.areComplete);
await Promise.all([bare.stop(), trim.stop()]);
