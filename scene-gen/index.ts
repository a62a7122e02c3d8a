// The door to sets: words become what stands behind a host.
export {}
