import { parentPort, workerData } from 'node:worker_threads';
import { initWasm, Resvg } from '@resvg/resvg-wasm';

const { wasm, svg, pixels } = workerData;
await initWasm(wasm);
const { width, height } = new Resvg(svg);
const picture = new Resvg(svg, { fitTo: { mode: width > height ? 'width' : 'height', value: pixels } }).render();
// What is broken in a picture is passed over, down to nothing.
const isBlank = picture.pixels.every((value) => value === 0);
parentPort.postMessage(isBlank ? undefined : picture.asPng());
