// The door to the virtual hosts: scripts, voices, lips, drawn and composed pictures, and the worker that plays them.
export {}
