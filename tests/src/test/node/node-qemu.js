// node-qemu: starts the emulator that its argument names, in the current folder, and manages it.
import { once } from 'node:events';
import { QemuProcess, QMPClient } from 'node-qemu';
import { Console, writeFirmware } from './guest.js';
import { Transcript } from './transcript.js';

writeFirmware('rom');
const emulator = new QemuProcess({
  binary: process.argv[2],
  config: {
    machine: { type: 'pc', accel: 'tcg' },
    memory: { size: 256 },
    smp: { cpus: 2, sockets: 1, cores: 2, threads: 1 },
    noShutdown: true,
    pidfile: 'pid',
    qmp: { socketPath: 'qmp' },
    serial: 'unix:serial,server=on,wait=off',
    extraArgs: [
      '-S', '-nodefaults', '-display', 'none', '-bios', 'rom',
      '-name', 'guest=crashdummy', '-uuid', '6b1f0c7e-6a4e-4f57-9d0e-0c5a7f0b0001',
      '-device', 'pvpanic,id=panic0',
    ],
  },
});
emulator.on('stdout', (text) => console.log('stdout', text));
let errors = '';
emulator.on('stderr', (text) => (errors += text));
process.on('exit', () => emulator.kill()); // were this to fail
await emulator.start();

// The socket is not there at first: the client tries again by itself.
const client = new QMPClient({
  socketPath: emulator.socketPath,
  reconnect: true,
  reconnectDelay: 20,
  oob: true,
});
const transcript = new Transcript();
client.on('rawEvent', ({ event, data }) => transcript.event(event, data));
client.on('error', () => {});
client.connect().catch(() => {});
await new Promise((resolve) => client.once('connected', resolve));
const step = transcript.step.bind(transcript);

await step('version', client.queryVersion());
await step('name', client.queryName());
await step('uuid', client.queryUuid());
await step('kvm', client.queryKvm());
await step('memory', client.queryMemorySizeSummary());
await step('chardevs', client.queryChardev());
await step('status', client.queryStatus());
await step('panic device', client.qomGet('/machine/peripheral/panic0', 'ioport'));
await step('unknown command', client.execute('query-bogus'));
await step('unknown argument', client.execute('stop', { bogus: 1 }));
await step('out of band, in the way of old', client.executeOob('query-status'));

const serial = new Console('serial');
await step('cont', client.cont(), 1);
await step('the guest panics', serial.crash(), 2);
await step('status', client.queryStatus());
await step('reset', client.systemReset(), 1);
await step('status', client.queryStatus());
await step('cont', client.cont(), 1);
await step('port write', client.humanMonitorCommand('o /b 0x505 1'), 2);
await step('info status', client.humanMonitorCommand('info status'));
await step('port read', client.humanMonitorCommand('i /b 0x505'));
await step('cont', client.cont(), 1);
await step('stop', client.stop(), 1);
await step('set-action', client.setAction({ panic: 'none' }));
await step('cont', client.cont(), 1);
await step('port write', client.humanMonitorCommand('o /b 0x505 1'), 1);
await step('set-action', client.setAction({ panic: 'exit' }));
await step('powerdown', client.systemPowerdown(), 1);
serial.close();
const exit = once(emulator, 'exit');
await step('SIGTERM', emulator.stop(), 1);
await client.close();
console.log('exit', await exit);
while (!errors.endsWith('\n')) {
  await once(emulator, 'stderr');
}
console.log(errors.trim().replace(/ from pid .*/, '')); // an emulator in Java cannot know the sender
