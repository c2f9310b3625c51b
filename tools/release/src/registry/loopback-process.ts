// A registry in a process of its own: verdaccio keeps state in its modules, and two may run side by side.
import { runServer } from 'verdaccio'

const [, , config = ''] = process.argv
const server = await runServer(config)
server.listen(0, '127.0.0.1', () => process.send?.({ port: server.address().port }))
// Its parent is gone, however it ended.
process.on('disconnect', () => process.exit())
