// qemu-qmp: a client library. It sends commands without newlines, and does not wait for one reply
// before the next command.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import QMP from 'qemu-qmp';
import { Console, writeFirmware } from './guest.js';
import { Transcript } from './transcript.js';

// As it calls them; as a Socket it has a nameless 'resume' of its own.
const EVENTS = ['guest_panicked', 'stop', 'resume', 'reset', 'powerdown', 'shutdown'];

writeFirmware('rom');
const emulator = spawn(process.argv[2], [
  '-M', 'pc', '-accel', 'tcg', '-m', '256', '-S', '-no-shutdown', '-nodefaults', '-display', 'none', '-bios', 'rom',
  '-device', 'pvpanic', '-serial', 'unix:serial,server=on,wait=off', '-qmp', 'unix:qmp,server=on',
], { stdio: ['ignore', 'inherit', 'pipe'] });
process.on('exit', () => emulator.kill('SIGKILL')); // were this to fail
const exit = once(emulator, 'exit');
const errors = createInterface({ input: emulator.stderr });
errors.on('line', (line) => console.log(line));
await once(errors, 'line'); // it listens

const transcript = new Transcript();
const step = transcript.step.bind(transcript);
let client;

function promise(start) {
  return new Promise((resolve, reject) => start((error, value) => (error ? reject(error) : resolve(value))));
}

async function connect() {
  client = new QMP();
  EVENTS.forEach((name) => client.on(name, (event) => event && transcript.event(event)));
  await promise((done) => client.connect('qmp', done));
  console.log('greeting', JSON.stringify([client.version, client.capabilities]));
}

function execute(command, args) {
  return promise((done) => client.execute(command, args, done));
}

await connect();
await step('status', execute('query-status'));
await step('unknown command', execute('query-bogus'));
const serial = new Console('serial');
await step('cont', execute('cont'), 1);
await step('the guest panics', serial.crash(), 2);
const queries = ['query-status', 'query-version', 'query-bogus', 'query-name', 'query-status'];
await step('many at once', Promise.allSettled(queries.map((query) => execute(query))));
await step('info status', execute('human-monitor-command', { 'command-line': 'info status' }));
await step('reset', execute('system_reset'), 1);
await step('cont', execute('cont'), 1);
await step('powerdown', execute('system_powerdown'), 1);

// It does not take the empty text that a port write returns for a reply, and would pair every later
// reply with the command before; so it leaves, and comes back.
client.execute('human-monitor-command', { 'command-line': 'o /b 0x505 1' });
await step('port write', null, 2);
client.end();
await once(client, 'close');
await connect();
await step('status', execute('query-status'));
await step('cont', execute('cont'), 1);
await step('stop', execute('stop'), 1);
await step('status', execute('query-status'));
serial.close();
await step('quit', execute('quit'), 1);
console.log('exit', await exit);
