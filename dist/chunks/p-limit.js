import { t as __commonJSMin } from "./rolldown-runtime.js";

// node_modules/yocto-queue/index.js
var require_yocto_queue=__commonJSMin(((e,t)=>{var Node=class{constructor(e){this.value=e,this.next=void 0}},Queue=class{constructor(){this.clear()}enqueue(e){let t=new Node(e);this._head?(this._tail.next=t,this._tail=t):(this._head=t,this._tail=t),this._size++}dequeue(){let e=this._head;if(e)return this._head=this._head.next,this._size--,e.value}clear(){this._head=void 0,this._tail=void 0,this._size=0}get size(){return this._size}*[Symbol.iterator](){let e=this._head;for(;e;)yield e.value,e=e.next}};t.exports=Queue}));

// node_modules/p-limit/index.js
var require_p_limit=__commonJSMin(((e,t)=>{let n=require_yocto_queue(),pLimit=e=>{if(!((Number.isInteger(e)||e===1/0)&&e>0))throw TypeError("Expected `concurrency` to be a number from 1 and up");let t=new n,r=0,next=()=>{r--,t.size>0&&t.dequeue()()},run=async(e,t,...n)=>{r++;let i=(async()=>e(...n))();t(i);try{await i}catch{}next()},enqueue=(n,i,...a)=>{t.enqueue(run.bind(null,n,i,...a)),(async()=>{await Promise.resolve(),r<e&&t.size>0&&t.dequeue()()})()},generator=(e,...t)=>new Promise(n=>{enqueue(e,n,...t)});return Object.defineProperties(generator,{activeCount:{get:()=>r},pendingCount:{get:()=>t.size},clearQueue:{value:()=>{t.clear()}}}),generator};t.exports=pLimit}));

export default require_p_limit();

export {  };