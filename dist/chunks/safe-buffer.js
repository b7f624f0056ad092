import { i as __require, t as __commonJSMin } from "./rolldown-runtime.js";

// node_modules/safe-buffer/index.js
var require_safe_buffer=__commonJSMin(((e,t)=>{
/*! safe-buffer. MIT License. Feross Aboukhadijeh <https://feross.org/opensource> */
var n=__require(`buffer`),r=n.Buffer;function copyProps(e,t){for(var n in e)t[n]=e[n]}r.from&&r.alloc&&r.allocUnsafe&&r.allocUnsafeSlow?t.exports=n:(copyProps(n,e),e.Buffer=SafeBuffer);function SafeBuffer(e,t,n){return r(e,t,n)}SafeBuffer.prototype=Object.create(r.prototype),copyProps(r,SafeBuffer),SafeBuffer.from=function(e,t,n){if(typeof e==`number`)throw TypeError(`Argument must not be a number`);return r(e,t,n)},SafeBuffer.alloc=function(e,t,n){if(typeof e!=`number`)throw TypeError(`Argument must be a number`);var i=r(e);return t===void 0?i.fill(0):typeof n==`string`?i.fill(t,n):i.fill(t),i},SafeBuffer.allocUnsafe=function(e){if(typeof e!=`number`)throw TypeError(`Argument must be a number`);return r(e)},SafeBuffer.allocUnsafeSlow=function(e){if(typeof e!=`number`)throw TypeError(`Argument must be a number`);return n.SlowBuffer(e)}}));

export { require_safe_buffer as t };