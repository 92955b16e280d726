// What runs on the machine, seen from its serial port: a login, a shell, and a kernel that panics.
import { connect } from 'node:net';
import { writeFileSync } from 'node:fs';

const CRASH = 'echo c > /proc/sysrq-trigger\r';

// Firmware for an emulator with a CPU, which does as if: it says what the dialogue below waits for,
// and writes 1 to the pvpanic port when it is sent a dash. An emulator that brings its own guest
// does not run it.
const PRETENDER = [
  0xbe, 0x00, 0xff,             // start: mov si, text
  0xba, 0xf8, 0x03,             //        mov dx, 0x3f8     the serial port's data register
  0xb9, 0x09, 0x00,             //        mov cx, 9
  0x2e, 0xac,                   // say:   cs lodsb
  0xee,                         //        out dx, al
  0xe2, 0xfb,                   //        loop say
  0xba, 0xfd, 0x03,             // wait:  mov dx, 0x3fd     its line status
  0xec,                         //        in al, dx
  0xa8, 0x01,                   //        test al, 1
  0x74, 0xf8,                   //        jz wait
  0xba, 0xf8, 0x03,             //        mov dx, 0x3f8
  0xec,                         //        in al, dx
  0x3c, 0x2d,                   //        cmp al, '-'
  0x75, 0xf0,                   //        jnz wait
  0xba, 0x05, 0x05,             //        mov dx, 0x505
  0xb0, 0x01,                   //        mov al, 1
  0xee,                         //        out dx, al
  0xeb, 0xe8,                   //        jmp wait
];
const TEXT = 0xff00;
const START = 0xff10;
const RESET_VECTOR = 0xfff0;

// Writes the firmware to a file.
export function writeFirmware(file) {
  const rom = Buffer.alloc(0x10000);
  rom.write('login: # ', TEXT, 'latin1');
  rom.set(PRETENDER, START);
  rom.set([0xe9, 0x1d, 0xff], RESET_VECTOR); // jmp start
  writeFileSync(file, rom);
}

// The other end of the serial port.
export class Console {
  #socket;
  #text = '';
  #more = () => {};

  constructor(path) {
    this.#socket = connect(path).setEncoding('latin1');
    this.#socket.on('data', (text) => {
      this.#text += text;
      this.#more();
    });
  }

  async #expect(wanted) {
    while (!this.#text.includes(wanted)) {
      await new Promise((resolve) => (this.#more = resolve));
    }
    this.#text = this.#text.slice(this.#text.indexOf(wanted) + wanted.length);
  }

  // Logs in and crashes the kernel.
  async crash() {
    await this.#expect('login: ');
    this.#socket.write('root\r');
    await this.#expect('# ');
    this.#socket.write(CRASH);
  }

  close() {
    this.#socket.destroy();
  }
}
