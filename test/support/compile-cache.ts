// Node's modules, compiled once for all tests and for every process that they start.
import { join } from 'node:path'

process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, '../../node_modules/.cache/changming/modules')
