// What a client was told, printed step by step. Replies and events stand apart, since a client may
// hand on a reply later than an event that came after it.
export class Transcript {
  #events = [];
  #more = () => {};
  #resetting = false;

  // The client has handed on an event. Firmware resets a machine once more when it comes up from a
  // reset, as SeaBIOS does; only one of the two machines has firmware, and when it gets there is
  // its own affair: what counts is the reset that was asked for.
  event(...event) {
    if (event[0] === 'RESET' && !this.#resetting) {
      return;
    }
    this.#events.push(event);
    this.#more();
  }

  // Waits for a reply, or a refusal, and for as many events.
  async step(name, reply, events = 0) {
    this.#resetting = name === 'reset';
    const answer = await Promise.resolve(reply).catch(String);
    while (this.#events.length < events) {
      await new Promise((resolve) => (this.#more = resolve));
    }
    console.log(name, JSON.stringify(answer));
    this.#events.splice(0).forEach((event) => console.log('  event', JSON.stringify(event)));
  }
}
