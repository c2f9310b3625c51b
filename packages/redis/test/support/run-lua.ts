import fengari, { type State } from 'fengari'

const { lua, lauxlib, lualib, to_luastring: encode, to_jsstring: decode } = fengari

/** What a command answers: as a client of Redis gets it. */
export type Reply = string | number | null | readonly Reply[]

/** What scripts find beside Lua: `call` is what `redis.call` does, `digestOf` `redis.sha1hex`. */
export interface LuaHost {
  readonly call: (parts: readonly string[]) => Reply
  readonly digestOf: (text: string) => string
}

export type RunLua = (script: string, keys: readonly string[], values: readonly string[]) => Reply

/** Runs scripts as Redis does: in one state for all of them, each compiled once. */
export function createLua({ call, digestOf }: LuaHost): RunLua {
  const state = lauxlib.luaL_newstate()
  lualib.luaL_openlibs(state)
  lua.lua_newtable(state)
  setFunction(state, 'call', (own) => push(own, call(parametersOf(own))))
  setFunction(state, 'pcall', (own) => {
    try {
      return push(own, call(parametersOf(own)))
    } catch {
      return push(own, [])
    }
  })
  setFunction(state, 'sha1hex', (own) => {
    const [text = ''] = parametersOf(own)
    return push(own, digestOf(text))
  })
  lua.lua_setglobal(state, encode('redis'))
  const compiled = new Map<string, Uint8Array>()

  function load(script: string): void {
    const name = compiled.get(script) ?? encode(`script ${compiled.size}`)
    if (!compiled.has(script)) {
      const whole = `local unpack = table.unpack\n${script}`
      if (lauxlib.luaL_loadstring(state, encode(whole)) !== lua.LUA_OK) throw problemOf(state)
      lua.lua_setglobal(state, name)
      compiled.set(script, name)
    }
    lua.lua_getglobal(state, name)
  }

  return (script, keys, values) => {
    setList(state, 'KEYS', keys)
    setList(state, 'ARGV', values)
    load(script)
    if (lua.lua_pcall(state, 0, 1, 0) !== lua.LUA_OK) throw problemOf(state)
    const reply = valueAt(state, -1)
    lua.lua_pop(state, 1)
    return reply
  }
}

function problemOf(state: State): Error {
  const text = decode(lua.lua_tostring(state, -1))
  lua.lua_pop(state, 1)
  return new Error(text)
}

function parametersOf(state: State): string[] {
  return Array.from({ length: lua.lua_gettop(state) }, (_, index) => String(valueAt(state, index + 1)))
}

function setFunction(state: State, name: string, run: (state: State) => number): void {
  lua.lua_pushcfunction(state, (own) => {
    try {
      return run(own)
    } catch (error) {
      lua.lua_pushstring(own, encode(error instanceof Error ? error.message : String(error)))
      return lua.lua_error(own)
    }
  })
  lua.lua_setfield(state, -2, encode(name))
}

function setList(state: State, name: string, list: readonly string[]): void {
  push(state, list)
  lua.lua_setglobal(state, encode(name))
}

/** As Redis turns replies into values of Lua: nothing is `false`. */
function push(state: State, value: Reply): 1 {
  if (value === null) lua.lua_pushboolean(state, false)
  // Whole numbers have 32 bits here, and 64 in Redis.
  else if (typeof value === 'number') lua.lua_pushnumber(state, value)
  else if (typeof value === 'string') lua.lua_pushstring(state, encode(value))
  else {
    lua.lua_newtable(state)
    for (const [index, item] of value.entries()) {
      push(state, item)
      lua.lua_seti(state, -2, index + 1)
    }
  }
  return 1
}

/** As Redis turns values of Lua into replies: a number loses its fraction. */
function valueAt(state: State, index: number): Reply {
  const type = lua.lua_type(state, index)
  if (type === lua.LUA_TNUMBER) return Math.trunc(lua.lua_tonumber(state, index))
  if (type === lua.LUA_TSTRING) return decode(lua.lua_tostring(state, index))
  if (type !== lua.LUA_TTABLE) return null
  return Array.from({ length: lauxlib.luaL_len(state, index) }, (_, position) => {
    lua.lua_geti(state, index, position + 1)
    const item = valueAt(state, -1)
    lua.lua_pop(state, 1)
    return item
  })
}
