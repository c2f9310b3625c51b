/** The part of Lua's C interface that is used. */
declare module 'fengari' {
  /** A Lua state. */
  export type State = { readonly __state: unique symbol }
  type LuaString = Uint8Array
  interface Fengari {
    readonly lua: {
      readonly LUA_OK: number
      readonly LUA_TNUMBER: number
      readonly LUA_TSTRING: number
      readonly LUA_TTABLE: number
      lua_error(state: State): number
      lua_getglobal(state: State, name: LuaString): number
      lua_geti(state: State, index: number, position: number): number
      lua_gettop(state: State): number
      lua_newtable(state: State): void
      lua_pcall(state: State, parameters: number, results: number, handler: number): number
      lua_pop(state: State, count: number): void
      lua_pushboolean(state: State, value: boolean): void
      lua_pushcfunction(state: State, call: (state: State) => number): void
      lua_pushnumber(state: State, value: number): void
      lua_pushstring(state: State, value: LuaString): void
      lua_setfield(state: State, index: number, name: LuaString): void
      lua_setglobal(state: State, name: LuaString): void
      lua_seti(state: State, index: number, position: number): void
      lua_tonumber(state: State, index: number): number
      lua_tostring(state: State, index: number): LuaString
      lua_type(state: State, index: number): number
    }
    readonly lauxlib: {
      luaL_newstate(): State
      luaL_loadstring(state: State, text: LuaString): number
      luaL_len(state: State, index: number): number
    }
    readonly lualib: { luaL_openlibs(state: State): void }
    to_luastring(text: string): LuaString
    to_jsstring(bytes: LuaString): string
  }
  const fengari: Fengari
  // biome-ignore lint/style/noDefaultExport: it is a CommonJS module.
  export default fengari
}
