import { i as __require, t as __commonJSMin } from "./rolldown-runtime.js";
import { isDeepStrictEqual } from "node:util";
import { basename, dirname, isAbsolute, join, normalize, relative, resolve, sep } from "node:path";
import { runInNewContext } from "node:vm";

// src/host/young-generation.ts
/**
* Keeps V8's young generation at its first size. Grown by the garbage of a file's check, it would keep that memory for
* the rest of a run: with 10,000 steps 270 MB instead of 160, and each fork of a step copies the page tables of all of it.
* Call it before the file is parsed. Not worth it for the check of a small file: node:v8 loads Node's streams.
*/
function keepYoungGenerationSmall() {
	process.getBuiltinModule("node:v8").setFlagsFromString("--semi-space-growth-factor=1");
}

// node_modules/yaml/dist/nodes/identity.js
var require_identity=__commonJSMin((e=>{let t=Symbol.for(`yaml.alias`),n=Symbol.for(`yaml.document`),r=Symbol.for(`yaml.map`),i=Symbol.for(`yaml.pair`),a=Symbol.for(`yaml.scalar`),o=Symbol.for(`yaml.seq`),s=Symbol.for(`yaml.node.type`),isAlias=e=>!!e&&typeof e==`object`&&e[s]===t,isDocument=e=>!!e&&typeof e==`object`&&e[s]===n,isMap=e=>!!e&&typeof e==`object`&&e[s]===r,isPair=e=>!!e&&typeof e==`object`&&e[s]===i,isScalar=e=>!!e&&typeof e==`object`&&e[s]===a,isSeq=e=>!!e&&typeof e==`object`&&e[s]===o;function isCollection(e){if(e&&typeof e==`object`)switch(e[s]){case r:case o:return!0}return!1}function isNode(e){if(e&&typeof e==`object`)switch(e[s]){case t:case r:case a:case o:return!0}return!1}let hasAnchor=e=>(isScalar(e)||isCollection(e))&&!!e.anchor;e.ALIAS=t,e.DOC=n,e.MAP=r,e.NODE_TYPE=s,e.PAIR=i,e.SCALAR=a,e.SEQ=o,e.hasAnchor=hasAnchor,e.isAlias=isAlias,e.isCollection=isCollection,e.isDocument=isDocument,e.isMap=isMap,e.isNode=isNode,e.isPair=isPair,e.isScalar=isScalar,e.isSeq=isSeq}));

// node_modules/yaml/dist/visit.js
var require_visit=__commonJSMin((e=>{var t=require_identity();let n=Symbol(`break visit`),r=Symbol(`skip children`),i=Symbol(`remove node`);function visit(e,n){let r=initVisitor(n);t.isDocument(e)?visit_(null,e.contents,r,Object.freeze([e]))===i&&(e.contents=null):visit_(null,e,r,Object.freeze([]))}visit.BREAK=n,visit.SKIP=r,visit.REMOVE=i;function visit_(e,r,a,o){let s=callVisitor(e,r,a,o);if(t.isNode(s)||t.isPair(s))return replaceNode(e,o,s),visit_(e,s,a,o);if(typeof s!=`symbol`){if(t.isCollection(r)){o=Object.freeze(o.concat(r));for(let e=0;e<r.items.length;++e){let t=visit_(e,r.items[e],a,o);if(typeof t==`number`)e=t-1;else if(t===n)return n;else t===i&&(r.items.splice(e,1),--e)}}else if(t.isPair(r)){o=Object.freeze(o.concat(r));let e=visit_(`key`,r.key,a,o);if(e===n)return n;e===i&&(r.key=null);let t=visit_(`value`,r.value,a,o);if(t===n)return n;t===i&&(r.value=null)}}return s}async function visitAsync(e,n){let r=initVisitor(n);t.isDocument(e)?await visitAsync_(null,e.contents,r,Object.freeze([e]))===i&&(e.contents=null):await visitAsync_(null,e,r,Object.freeze([]))}visitAsync.BREAK=n,visitAsync.SKIP=r,visitAsync.REMOVE=i;async function visitAsync_(e,r,a,o){let s=await callVisitor(e,r,a,o);if(t.isNode(s)||t.isPair(s))return replaceNode(e,o,s),visitAsync_(e,s,a,o);if(typeof s!=`symbol`){if(t.isCollection(r)){o=Object.freeze(o.concat(r));for(let e=0;e<r.items.length;++e){let t=await visitAsync_(e,r.items[e],a,o);if(typeof t==`number`)e=t-1;else if(t===n)return n;else t===i&&(r.items.splice(e,1),--e)}}else if(t.isPair(r)){o=Object.freeze(o.concat(r));let e=await visitAsync_(`key`,r.key,a,o);if(e===n)return n;e===i&&(r.key=null);let t=await visitAsync_(`value`,r.value,a,o);if(t===n)return n;t===i&&(r.value=null)}}return s}function initVisitor(e){return typeof e==`object`&&(e.Collection||e.Node||e.Value)?Object.assign({Alias:e.Node,Map:e.Node,Scalar:e.Node,Seq:e.Node},e.Value&&{Map:e.Value,Scalar:e.Value,Seq:e.Value},e.Collection&&{Map:e.Collection,Seq:e.Collection},e):e}function callVisitor(e,n,r,i){if(typeof r==`function`)return r(e,n,i);if(t.isMap(n))return r.Map?.(e,n,i);if(t.isSeq(n))return r.Seq?.(e,n,i);if(t.isPair(n))return r.Pair?.(e,n,i);if(t.isScalar(n))return r.Scalar?.(e,n,i);if(t.isAlias(n))return r.Alias?.(e,n,i)}function replaceNode(e,n,r){let i=n[n.length-1];if(t.isCollection(i))i.items[e]=r;else if(t.isPair(i))e===`key`?i.key=r:i.value=r;else if(t.isDocument(i))i.contents=r;else{let e=t.isAlias(i)?`alias`:`scalar`;throw Error(`Cannot replace node with ${e} parent`)}}e.visit=visit,e.visitAsync=visitAsync}));

// node_modules/yaml/dist/doc/directives.js
var require_directives=__commonJSMin((e=>{var t=require_identity(),n=require_visit();let r={"!":`%21`,",":`%2C`,"[":`%5B`,"]":`%5D`,"{":`%7B`,"}":`%7D`},escapeTagName=e=>e.replace(/[!,[\]{}]/g,e=>r[e]);var i=class Directives{constructor(e,t){this.docStart=null,this.docEnd=!1,this.yaml=Object.assign({},Directives.defaultYaml,e),this.tags=Object.assign({},Directives.defaultTags,t)}clone(){let e=new Directives(this.yaml,this.tags);return e.docStart=this.docStart,e}atDocument(){let e=new Directives(this.yaml,this.tags);switch(this.yaml.version){case`1.1`:this.atNextDocument=!0;break;case`1.2`:this.atNextDocument=!1,this.yaml={explicit:Directives.defaultYaml.explicit,version:`1.2`},this.tags=Object.assign({},Directives.defaultTags)}return e}add(e,t){this.atNextDocument&&=(this.yaml={explicit:Directives.defaultYaml.explicit,version:`1.1`},this.tags=Object.assign({},Directives.defaultTags),!1);let n=e.trim().split(/[ \t]+/),r=n.shift();switch(r){case`%TAG`:{if(n.length!==2&&(t(0,`%TAG directive should contain exactly two parts`),n.length<2))return!1;let[e,r]=n;return this.tags[e]=r,!0}case`%YAML`:{if(this.yaml.explicit=!0,n.length!==1)return t(0,`%YAML directive should contain exactly one part`),!1;let[e]=n;if(e===`1.1`||e===`1.2`)return this.yaml.version=e,!0;{let n=/^\d+\.\d+$/.test(e);return t(6,`Unsupported YAML version ${e}`,n),!1}}default:return t(0,`Unknown directive ${r}`,!0),!1}}tagName(e,t){if(e===`!`)return`!`;if(e[0]!==`!`)return t(`Not a valid tag: ${e}`),null;if(e[1]===`<`){let n=e.slice(2,-1);return n===`!`||n===`!!`?(t(`Verbatim tags aren't resolved, so ${e} is invalid.`),null):(e[e.length-1]!==`>`&&t(`Verbatim tags must end with a >`),n)}let[,n,r]=e.match(/^(.*!)([^!]*)$/s);r||t(`The ${e} tag has no suffix`);let i=this.tags[n];if(i)try{return i+decodeURIComponent(r)}catch(e){return t(String(e)),null}return n===`!`?e:(t(`Could not resolve tag: ${e}`),null)}tagString(e){for(let[t,n]of Object.entries(this.tags))if(e.startsWith(n))return t+escapeTagName(e.substring(n.length));return e[0]===`!`?e:`!<${e}>`}toString(e){let r=this.yaml.explicit?[`%YAML ${this.yaml.version||`1.2`}`]:[],i=Object.entries(this.tags),a;if(e&&i.length>0&&t.isNode(e.contents)){let r={};n.visit(e.contents,(e,n)=>{t.isNode(n)&&n.tag&&(r[n.tag]=!0)}),a=Object.keys(r)}else a=[];for(let[t,n]of i)t===`!!`&&n===`tag:yaml.org,2002:`||e&&!a.some(e=>e.startsWith(n))||r.push(`%TAG ${t} ${n}`);return r.join(`
`)}};i.defaultYaml={explicit:!1,version:`1.2`},i.defaultTags={"!!":`tag:yaml.org,2002:`},e.Directives=i}));

// node_modules/yaml/dist/doc/anchors.js
var require_anchors=__commonJSMin((e=>{var t=require_identity(),n=require_visit();function anchorIsValid(e){if(/[\x00-\x19\s,[\]{}]/.test(e)){let t=`Anchor must not contain whitespace or control characters: ${JSON.stringify(e)}`;throw Error(t)}return!0}function anchorNames(e){let t=new Set;return n.visit(e,{Value(e,n){n.anchor&&t.add(n.anchor)}}),t}function findNewAnchor(e,t){for(let n=1;;++n){let r=`${e}${n}`;if(!t.has(r))return r}}function createNodeAnchors(e,n){let r=[],i=new Map,a=null;return{onAnchor:t=>{r.push(t),a??=anchorNames(e);let i=findNewAnchor(n,a);return a.add(i),i},setAnchors:()=>{for(let e of r){let n=i.get(e);if(typeof n==`object`&&n.anchor&&(t.isScalar(n.node)||t.isCollection(n.node)))n.node.anchor=n.anchor;else{let t=Error(`Failed to resolve repeated object (this should not happen)`);throw t.source=e,t}}},sourceObjects:i}}e.anchorIsValid=anchorIsValid,e.anchorNames=anchorNames,e.createNodeAnchors=createNodeAnchors,e.findNewAnchor=findNewAnchor}));

// node_modules/yaml/dist/doc/applyReviver.js
var require_applyReviver=__commonJSMin((e=>{function applyReviver(e,t,n,r){if(r&&typeof r==`object`){if(Array.isArray(r))for(let t=0,n=r.length;t<n;++t){let n=r[t],i=applyReviver(e,r,String(t),n);i===void 0?delete r[t]:i!==n&&(r[t]=i)}else if(r instanceof Map)for(let t of Array.from(r.keys())){let n=r.get(t),i=applyReviver(e,r,t,n);i===void 0?r.delete(t):i!==n&&r.set(t,i)}else if(r instanceof Set)for(let t of Array.from(r)){let n=applyReviver(e,r,t,t);n===void 0?r.delete(t):n!==t&&(r.delete(t),r.add(n))}else for(let[t,n]of Object.entries(r)){let i=applyReviver(e,r,t,n);i===void 0?delete r[t]:i!==n&&(r[t]=i)}}return e.call(t,n,r)}e.applyReviver=applyReviver}));

// node_modules/yaml/dist/nodes/toJS.js
var require_toJS=__commonJSMin((e=>{var t=require_identity();function toJS(e,n,r){if(Array.isArray(e))return e.map((e,t)=>toJS(e,String(t),r));if(e&&typeof e.toJSON==`function`){if(!r||!t.hasAnchor(e))return e.toJSON(n,r);let i={aliasCount:0,count:1,res:void 0};r.anchors.set(e,i),r.onCreate=e=>{i.res=e,delete r.onCreate};let a=e.toJSON(n,r);return r.onCreate&&r.onCreate(a),a}return typeof e==`bigint`&&!r?.keep?Number(e):e}e.toJS=toJS}));

// node_modules/yaml/dist/nodes/Node.js
var require_Node=__commonJSMin((e=>{var t=require_applyReviver(),n=require_identity(),r=require_toJS(),NodeBase=class{constructor(e){Object.defineProperty(this,n.NODE_TYPE,{value:e})}clone(){let e=Object.create(Object.getPrototypeOf(this),Object.getOwnPropertyDescriptors(this));return this.range&&(e.range=this.range.slice()),e}toJS(e,{mapAsMap:i,maxAliasCount:a,onAnchor:o,reviver:s}={}){if(!n.isDocument(e))throw TypeError(`A document argument is required`);let c={anchors:new Map,doc:e,keep:!0,mapAsMap:i===!0,mapKeyWarned:!1,maxAliasCount:typeof a==`number`?a:100},l=r.toJS(this,``,c);if(typeof o==`function`)for(let{count:e,res:t}of c.anchors.values())o(t,e);return typeof s==`function`?t.applyReviver(s,{"":l},``,l):l}};e.NodeBase=NodeBase}));

// node_modules/yaml/dist/nodes/Alias.js
var require_Alias=__commonJSMin((e=>{var t=require_anchors(),n=require_visit(),r=require_identity(),i=require_Node(),a=require_toJS(),Alias=class extends i.NodeBase{constructor(e){super(r.ALIAS),this.source=e,Object.defineProperty(this,"tag",{set(){throw Error(`Alias nodes cannot have tags`)}})}resolve(e,t){if(t?.maxAliasCount===0)throw ReferenceError(`Alias resolution is disabled`);let i;t?.aliasResolveCache?i=t.aliasResolveCache:(i=[],n.visit(e,{Node:(e,t)=>{(r.isAlias(t)||r.hasAnchor(t))&&i.push(t)}}),t&&(t.aliasResolveCache=i));let o;for(let e of i){if(e===this)break;e.anchor===this.source&&(o=e)}if(o&&t){let{anchors:e,doc:n,maxAliasCount:r}=t,i=e.get(o);if(i||=(a.toJS(o,null,t),e.get(o)),i?.res===void 0)throw ReferenceError(`This should not happen: Alias anchor was not resolved?`);if(r>=0&&(i.count+=1,i.aliasCount===0&&(i.aliasCount=getAliasCount(n,o,e)),i.count*i.aliasCount>r))throw ReferenceError(`Excessive alias count indicates a resource exhaustion attack`)}return o}toJSON(e,t){if(!t)return{source:this.source};let n=this.resolve(t.doc,t);if(!n){let e=`Unresolved alias (the anchor must be set before the alias): ${this.source}`;throw ReferenceError(e)}return t.anchors.get(n).res}toString(e,n,r){let i=`*${this.source}`;if(e){if(t.anchorIsValid(this.source),e.options.verifyAliasOrder&&!e.anchors.has(this.source)){let e=`Unresolved alias (the anchor must be set before the alias): ${this.source}`;throw Error(e)}if(e.implicitKey)return`${i} `}return i}};function getAliasCount(e,t,n){if(r.isAlias(t)){let r=t.resolve(e),i=n&&r&&n.get(r);return i?i.count*i.aliasCount:0}if(r.isCollection(t)){let r=0;for(let i of t.items){let t=getAliasCount(e,i,n);t>r&&(r=t)}return r}if(r.isPair(t)){let r=getAliasCount(e,t.key,n),i=getAliasCount(e,t.value,n);return Math.max(r,i)}return 1}e.Alias=Alias}));

// node_modules/yaml/dist/nodes/Scalar.js
var require_Scalar=__commonJSMin((e=>{var t=require_identity(),n=require_Node(),r=require_toJS();let isScalarValue=e=>!e||typeof e!=`function`&&typeof e!=`object`;var Scalar=class extends n.NodeBase{constructor(e){super(t.SCALAR),this.value=e}toJSON(e,t){return t?.keep?this.value:r.toJS(this.value,e,t)}toString(){return String(this.value)}};Scalar.BLOCK_FOLDED=`BLOCK_FOLDED`,Scalar.BLOCK_LITERAL=`BLOCK_LITERAL`,Scalar.PLAIN=`PLAIN`,Scalar.QUOTE_DOUBLE=`QUOTE_DOUBLE`,Scalar.QUOTE_SINGLE=`QUOTE_SINGLE`,e.Scalar=Scalar,e.isScalarValue=isScalarValue}));

// node_modules/yaml/dist/doc/createNode.js
var require_createNode=__commonJSMin((e=>{var t=require_Alias(),n=require_identity(),r=require_Scalar();function findTagObject(e,t,n){if(t){let e=n.filter(e=>e.tag===t),r=e.find(e=>!e.format)??e[0];if(!r)throw Error(`Tag ${t} not found`);return r}return n.find(t=>t.identify?.(e)&&!t.format)}function createNode(e,i,a){if(n.isDocument(e)&&(e=e.contents),n.isNode(e))return e;if(n.isPair(e)){let t=a.schema[n.MAP].createNode?.(a.schema,null,a);return t.items.push(e),t}(e instanceof String||e instanceof Number||e instanceof Boolean||typeof BigInt<`u`&&e instanceof BigInt)&&(e=e.valueOf());let{aliasDuplicateObjects:o,onAnchor:s,onTagObj:c,schema:l,sourceObjects:u}=a,d;if(o&&e&&typeof e==`object`){if(d=u.get(e),d)return d.anchor??(d.anchor=s(e)),new t.Alias(d.anchor);d={anchor:null,node:null},u.set(e,d)}i?.startsWith(`!!`)&&(i=`tag:yaml.org,2002:`+i.slice(2));let f=findTagObject(e,i,l.tags);if(!f){if(e&&typeof e.toJSON==`function`&&(e=e.toJSON()),!e||typeof e!=`object`){let t=new r.Scalar(e);return d&&(d.node=t),t}f=e instanceof Map?l[n.MAP]:Symbol.iterator in Object(e)?l[n.SEQ]:l[n.MAP]}c&&(c(f),delete a.onTagObj);let p=f?.createNode?f.createNode(a.schema,e,a):typeof f?.nodeClass?.from==`function`?f.nodeClass.from(a.schema,e,a):new r.Scalar(e);return i?p.tag=i:f.default||(p.tag=f.tag),d&&(d.node=p),p}e.createNode=createNode}));

// node_modules/yaml/dist/nodes/Collection.js
var require_Collection=__commonJSMin((e=>{var t=require_createNode(),n=require_identity(),r=require_Node();function collectionFromPath(e,n,r){let i=r;for(let e=n.length-1;e>=0;--e){let t=n[e];if(typeof t==`number`&&Number.isInteger(t)&&t>=0){let e=[];e[t]=i,i=e}else i=new Map([[t,i]])}return t.createNode(i,void 0,{aliasDuplicateObjects:!1,keepUndefined:!1,onAnchor:()=>{throw Error(`This should not happen, please report a bug.`)},schema:e,sourceObjects:new Map})}let isEmptyPath=e=>e==null||typeof e==`object`&&!!e[Symbol.iterator]().next().done;var Collection=class extends r.NodeBase{constructor(e,t){super(e),Object.defineProperty(this,"schema",{value:t,configurable:!0,enumerable:!1,writable:!0})}clone(e){let t=Object.create(Object.getPrototypeOf(this),Object.getOwnPropertyDescriptors(this));return e&&(t.schema=e),t.items=t.items.map(t=>n.isNode(t)||n.isPair(t)?t.clone(e):t),this.range&&(t.range=this.range.slice()),t}addIn(e,t){if(isEmptyPath(e))this.add(t);else{let[r,...i]=e,a=this.get(r,!0);if(n.isCollection(a))a.addIn(i,t);else if(a===void 0&&this.schema)this.set(r,collectionFromPath(this.schema,i,t));else throw Error(`Expected YAML collection at ${r}. Remaining path: ${i}`)}}deleteIn(e){let[t,...r]=e;if(r.length===0)return this.delete(t);let i=this.get(t,!0);if(n.isCollection(i))return i.deleteIn(r);throw Error(`Expected YAML collection at ${t}. Remaining path: ${r}`)}getIn(e,t){let[r,...i]=e,a=this.get(r,!0);return i.length===0?!t&&n.isScalar(a)?a.value:a:n.isCollection(a)?a.getIn(i,t):void 0}hasAllNullValues(e){return this.items.every(t=>{if(!n.isPair(t))return!1;let r=t.value;return r==null||e&&n.isScalar(r)&&r.value==null&&!r.commentBefore&&!r.comment&&!r.tag})}hasIn(e){let[t,...r]=e;if(r.length===0)return this.has(t);let i=this.get(t,!0);return n.isCollection(i)?i.hasIn(r):!1}setIn(e,t){let[r,...i]=e;if(i.length===0)this.set(r,t);else{let e=this.get(r,!0);if(n.isCollection(e))e.setIn(i,t);else if(e===void 0&&this.schema)this.set(r,collectionFromPath(this.schema,i,t));else throw Error(`Expected YAML collection at ${r}. Remaining path: ${i}`)}}};e.Collection=Collection,e.collectionFromPath=collectionFromPath,e.isEmptyPath=isEmptyPath}));

// node_modules/yaml/dist/stringify/stringifyComment.js
var require_stringifyComment=__commonJSMin((e=>{let stringifyComment=e=>e.replace(/^(?!$)(?: $)?/gm,`#`);function indentComment(e,t){return/^\n+$/.test(e)?e.substring(1):t?e.replace(/^(?! *$)/gm,t):e}let lineComment=(e,t,n)=>e.endsWith(`
`)?indentComment(n,t):n.includes(`
`)?`
`+indentComment(n,t):(e.endsWith(` `)?``:` `)+n;e.indentComment=indentComment,e.lineComment=lineComment,e.stringifyComment=stringifyComment}));

// node_modules/yaml/dist/stringify/foldFlowLines.js
var require_foldFlowLines=__commonJSMin((e=>{let t=`block`,n=`quoted`;function foldFlowLines(e,r,i=`flow`,{indentAtStart:a,lineWidth:o=80,minContentWidth:s=20,onFold:c,onOverflow:l}={}){if(!o||o<0)return e;o<s&&(s=0);let u=Math.max(1+s,1+o-r.length);if(e.length<=u)return e;let d=[],f={},p=o-r.length;typeof a==`number`&&(a>o-Math.max(2,s)?d.push(0):p=o-a);let m,h,g=!1,_=-1,v=-1,y=-1;i===t&&(_=consumeMoreIndentedLines(e,_,r.length),_!==-1&&(p=_+u));for(let a;a=e[_+=1];){if(i===n&&a===`\\`){switch(v=_,e[_+1]){case`x`:_+=3;break;case`u`:_+=5;break;case`U`:_+=9;break;default:_+=1}y=_}if(a===`
`)i===t&&(_=consumeMoreIndentedLines(e,_,r.length)),p=_+r.length+u,m=void 0;else{if(a===` `&&h&&h!==` `&&h!==`
`&&h!==`	`){let t=e[_+1];t&&t!==` `&&t!==`
`&&t!==`	`&&(m=_)}if(_>=p){if(m)d.push(m),p=m+u,m=void 0;else if(i===n){for(;h===` `||h===`	`;)h=a,a=e[_+=1],g=!0;let t=_>y+1?_-2:v-1;if(f[t])return e;d.push(t),f[t]=!0,p=t+u,m=void 0}else g=!0}}h=a}if(g&&l&&l(),d.length===0)return e;c&&c();let b=e.slice(0,d[0]);for(let t=0;t<d.length;++t){let a=d[t],o=d[t+1]||e.length;a===0?b=`\n${r}${e.slice(0,o)}`:(i===n&&f[a]&&(b+=`${e[a]}\\`),b+=`\n${r}${e.slice(a+1,o)}`)}return b}function consumeMoreIndentedLines(e,t,n){let r=t,i=t+1,a=e[i];for(;a===` `||a===`	`;)if(t<i+n)a=e[++t];else{do a=e[++t];while(a&&a!==`
`);r=t,i=t+1,a=e[i]}return r}e.FOLD_BLOCK=t,e.FOLD_FLOW=`flow`,e.FOLD_QUOTED=n,e.foldFlowLines=foldFlowLines}));

// node_modules/yaml/dist/stringify/stringifyString.js
var require_stringifyString=__commonJSMin((e=>{var t=require_Scalar(),n=require_foldFlowLines();let getFoldOptions=(e,t)=>({indentAtStart:t?e.indent.length:e.indentAtStart,lineWidth:e.options.lineWidth,minContentWidth:e.options.minContentWidth}),containsDocumentMarker=e=>/^(%|---|\.\.\.)/m.test(e);function lineLengthOverLimit(e,t,n){if(!t||t<0)return!1;let r=t-n,i=e.length;if(i<=r)return!1;for(let t=0,n=0;t<i;++t)if(e[t]===`
`){if(t-n>r)return!0;if(n=t+1,i-n<=r)return!1}return!0}function doubleQuotedString(e,t){let r=JSON.stringify(e);if(t.options.doubleQuotedAsJSON)return r;let{implicitKey:i}=t,a=t.options.doubleQuotedMinMultiLineLength,o=t.indent||(containsDocumentMarker(e)?`  `:``),s=``,c=0;for(let e=0,t=r[e];t;t=r[++e])if(t===` `&&r[e+1]===`\\`&&r[e+2]===`n`&&(s+=r.slice(c,e)+`\\ `,e+=1,c=e,t=`\\`),t===`\\`)switch(r[e+1]){case`u`:{s+=r.slice(c,e);let t=r.substr(e+2,4);switch(t){case`0000`:s+=`\\0`;break;case`0007`:s+=`\\a`;break;case`000b`:s+=`\\v`;break;case`001b`:s+=`\\e`;break;case`0085`:s+=`\\N`;break;case`00a0`:s+=`\\_`;break;case`2028`:s+=`\\L`;break;case`2029`:s+=`\\P`;break;default:t.substr(0,2)===`00`?s+=`\\x`+t.substr(2):s+=r.substr(e,6)}e+=5,c=e+1}break;case`n`:if(i||r[e+2]===`"`||r.length<a)e+=1;else{for(s+=r.slice(c,e)+`

`;r[e+2]===`\\`&&r[e+3]===`n`&&r[e+4]!==`"`;)s+=`
`,e+=2;s+=o,r[e+2]===` `&&(s+=`\\`),e+=1,c=e+1}break;default:e+=1}return s=c?s+r.slice(c):r,i?s:n.foldFlowLines(s,o,n.FOLD_QUOTED,getFoldOptions(t,!1))}function singleQuotedString(e,t){if(t.options.singleQuote===!1||t.implicitKey&&e.includes(`
`)||/[ \t]\n|\n[ \t]/.test(e))return doubleQuotedString(e,t);let r=t.indent||(containsDocumentMarker(e)?`  `:``),i=`'`+e.replace(/'/g,`''`).replace(/\n+/g,`$&\n${r}`)+`'`;return t.implicitKey?i:n.foldFlowLines(i,r,n.FOLD_FLOW,getFoldOptions(t,!1))}function quotedString(e,t){let{singleQuote:n}=t.options,r;if(n===!1)r=doubleQuotedString;else{let t=e.includes(`"`),i=e.includes(`'`);r=t&&!i?singleQuotedString:i&&!t?doubleQuotedString:n?singleQuotedString:doubleQuotedString}return r(e,t)}let r;try{r=RegExp(`(^|(?<!
))
+(?!
|$)`,`g`)}catch{r=/\n+(?!\n|$)/g}function blockString({comment:e,type:i,value:a},o,s,c){let{blockQuote:l,commentString:u,lineWidth:d}=o.options;if(!l||/\n[\t ]+$/.test(a))return quotedString(a,o);let f=o.indent||(o.forceBlockIndent||containsDocumentMarker(a)?`  `:``),p=l===`literal`?!0:l===`folded`||i===t.Scalar.BLOCK_FOLDED?!1:i===t.Scalar.BLOCK_LITERAL||!lineLengthOverLimit(a,d,f.length);if(!a)return p?`|
`:`>
`;let m,h;for(h=a.length;h>0;--h){let e=a[h-1];if(e!==`
`&&e!==`	`&&e!==` `)break}let g=a.substring(h),_=g.indexOf(`
`);_===-1?m=`-`:a===g||_!==g.length-1?(m=`+`,c&&c()):m=``,g&&=(a=a.slice(0,-g.length),g[g.length-1]===`
`&&(g=g.slice(0,-1)),g.replace(r,`$&${f}`));let v=!1,y,b=-1;for(y=0;y<a.length;++y){let e=a[y];if(e===` `)v=!0;else if(e===`
`)b=y;else break}let x=a.substring(0,b<y?b+1:y);x&&=(a=a.substring(x.length),x.replace(/\n+/g,`$&${f}`));let S=(v?f?`2`:`1`:``)+m;if(e&&(S+=` `+u(e.replace(/ ?[\r\n]+/g,` `)),s&&s()),!p){let e=a.replace(/\n+/g,`
$&`).replace(/(?:^|\n)([\t ].*)(?:([\n\t ]*)\n(?![\n\t ]))?/g,`$1$2`).replace(/\n+/g,`$&${f}`),r=!1,s=getFoldOptions(o,!0);l!==`folded`&&i!==t.Scalar.BLOCK_FOLDED&&(s.onOverflow=()=>{r=!0});let c=n.foldFlowLines(`${x}${e}${g}`,f,n.FOLD_BLOCK,s);if(!r)return`>${S}\n${f}${c}`}return a=a.replace(/\n+/g,`$&${f}`),`|${S}\n${f}${x}${a}${g}`}function plainString(e,r,i,a){let{type:o,value:s}=e,{actualString:c,implicitKey:l,indent:u,indentStep:d,inFlow:f}=r;if(l&&s.includes(`
`)||f&&/[[\]{},]/.test(s))return quotedString(s,r);if(/^[\n\t ,[\]{}#&*!|>'"%@`]|^[?-]$|^[?-][ \t]|[\n:][ \t]|[ \t]\n|[\n\t ]#|[\n\t :]$/.test(s))return l||f||!s.includes(`
`)?quotedString(s,r):blockString(e,r,i,a);if(!l&&!f&&o!==t.Scalar.PLAIN&&s.includes(`
`))return blockString(e,r,i,a);if(containsDocumentMarker(s)){if(u===``)return r.forceBlockIndent=!0,blockString(e,r,i,a);if(l&&u===d)return quotedString(s,r)}let p=s.replace(/\n+/g,`$&\n${u}`);if(c){let test=e=>e.default&&e.tag!==`tag:yaml.org,2002:str`&&e.test?.test(p),{compat:e,tags:t}=r.doc.schema;if(t.some(test)||e?.some(test))return quotedString(s,r)}return l?p:n.foldFlowLines(p,u,n.FOLD_FLOW,getFoldOptions(r,!1))}function stringifyString(e,n,r,i){let{implicitKey:a,inFlow:o}=n,s=typeof e.value==`string`?e:Object.assign({},e,{value:String(e.value)}),{type:c}=e;c!==t.Scalar.QUOTE_DOUBLE&&/[\x00-\x08\x0b-\x1f\x7f-\x9f\u{D800}-\u{DFFF}]/u.test(s.value)&&(c=t.Scalar.QUOTE_DOUBLE);let _stringify=e=>{switch(e){case t.Scalar.BLOCK_FOLDED:case t.Scalar.BLOCK_LITERAL:return a||o?quotedString(s.value,n):blockString(s,n,r,i);case t.Scalar.QUOTE_DOUBLE:return doubleQuotedString(s.value,n);case t.Scalar.QUOTE_SINGLE:return singleQuotedString(s.value,n);case t.Scalar.PLAIN:return plainString(s,n,r,i);default:return null}},l=_stringify(c);if(l===null){let{defaultKeyType:e,defaultStringType:t}=n.options,r=a&&e||t;if(l=_stringify(r),l===null)throw Error(`Unsupported default string type ${r}`)}return l}e.stringifyString=stringifyString}));

// node_modules/yaml/dist/stringify/stringify.js
var require_stringify=__commonJSMin((e=>{var t=require_anchors(),n=require_identity(),r=require_stringifyComment(),i=require_stringifyString();function createStringifyContext(e,t){let n=Object.assign({blockQuote:!0,commentString:r.stringifyComment,defaultKeyType:null,defaultStringType:`PLAIN`,directives:null,doubleQuotedAsJSON:!1,doubleQuotedMinMultiLineLength:40,falseStr:`false`,flowCollectionPadding:!0,indentSeq:!0,lineWidth:80,minContentWidth:20,nullStr:`null`,simpleKeys:!1,singleQuote:null,trailingComma:!1,trueStr:`true`,verifyAliasOrder:!0},e.schema.toStringOptions,t),i;switch(n.collectionStyle){case`block`:i=!1;break;case`flow`:i=!0;break;default:i=null}return{anchors:new Set,doc:e,flowCollectionPadding:n.flowCollectionPadding?` `:``,indent:``,indentStep:typeof n.indent==`number`?` `.repeat(n.indent):`  `,inFlow:i,options:n}}function getTagObject(e,t){if(t.tag){let n=e.filter(e=>e.tag===t.tag);if(n.length>0)return n.find(e=>e.format===t.format)??n[0]}let r,i;if(n.isScalar(t)){i=t.value;let n=e.filter(e=>e.identify?.(i));if(n.length>1){let e=n.filter(e=>e.test);e.length>0&&(n=e)}r=n.find(e=>e.format===t.format)??n.find(e=>!e.format)}else i=t,r=e.find(e=>e.nodeClass&&i instanceof e.nodeClass);if(!r){let e=i?.constructor?.name??(i===null?`null`:typeof i);throw Error(`Tag not resolved for ${e} value`)}return r}function stringifyProps(e,r,{anchors:i,doc:a}){if(!a.directives)return``;let o=[],s=(n.isScalar(e)||n.isCollection(e))&&e.anchor;s&&t.anchorIsValid(s)&&(i.add(s),o.push(`&${s}`));let c=e.tag??(r.default?null:r.tag);return c&&o.push(a.directives.tagString(c)),o.join(` `)}function stringify(e,t,r,a){if(n.isPair(e))return e.toString(t,r,a);if(n.isAlias(e)){if(t.doc.directives)return e.toString(t);if(t.resolvedAliases?.has(e))throw TypeError(`Cannot stringify circular structure without alias nodes`);t.resolvedAliases?t.resolvedAliases.add(e):t.resolvedAliases=new Set([e]),e=e.resolve(t.doc)}let o,s=n.isNode(e)?e:t.doc.createNode(e,{onTagObj:e=>o=e});o??=getTagObject(t.doc.schema.tags,s);let c=stringifyProps(s,o,t);c.length>0&&(t.indentAtStart=(t.indentAtStart??0)+c.length+1);let l=typeof o.stringify==`function`?o.stringify(s,t,r,a):n.isScalar(s)?i.stringifyString(s,t,r,a):s.toString(t,r,a);return c?n.isScalar(s)||l[0]===`{`||l[0]===`[`?`${c} ${l}`:`${c}\n${t.indent}${l}`:l}e.createStringifyContext=createStringifyContext,e.stringify=stringify}));

// node_modules/yaml/dist/stringify/stringifyPair.js
var require_stringifyPair=__commonJSMin((e=>{var t=require_identity(),n=require_Scalar(),r=require_stringify(),i=require_stringifyComment();function stringifyPair({key:e,value:a},o,s,c){let{allNullValues:l,doc:u,indent:d,indentStep:f,options:{commentString:p,indentSeq:m,simpleKeys:h}}=o,g=t.isNode(e)&&e.comment||null;if(h){if(g)throw Error(`With simple keys, key nodes cannot have comments`);if(t.isCollection(e)||!t.isNode(e)&&typeof e==`object`)throw Error(`With simple keys, collection cannot be used as a key value`)}let _=!h&&(!e||g&&a==null&&!o.inFlow||t.isCollection(e)||(t.isScalar(e)?e.type===n.Scalar.BLOCK_FOLDED||e.type===n.Scalar.BLOCK_LITERAL:typeof e==`object`));o=Object.assign({},o,{allNullValues:!1,implicitKey:!_&&(h||!l),indent:d+f});let v=!1,y=!1,b=r.stringify(e,o,()=>v=!0,()=>y=!0);if(!_&&!o.inFlow&&b.length>1024){if(h)throw Error(`With simple keys, single line scalar must not span more than 1024 characters`);_=!0}if(o.inFlow){if(l||a==null)return v&&s&&s(),b===``?`?`:_?`? ${b}`:b}else if(l&&!h||a==null&&_)return b=`? ${b}`,g&&!v?b+=i.lineComment(b,o.indent,p(g)):y&&c&&c(),b;v&&(g=null),_?(g&&(b+=i.lineComment(b,o.indent,p(g))),b=`? ${b}\n${d}:`):(b=`${b}:`,g&&(b+=i.lineComment(b,o.indent,p(g))));let x,S,C;t.isNode(a)?(x=!!a.spaceBefore,S=a.commentBefore,C=a.comment):(x=!1,S=null,C=null,a&&typeof a==`object`&&(a=u.createNode(a))),o.implicitKey=!1,!_&&!g&&t.isScalar(a)&&(o.indentAtStart=b.length+1),y=!1,!m&&f.length>=2&&!o.inFlow&&!_&&t.isSeq(a)&&!a.flow&&!a.tag&&!a.anchor&&(o.indent=o.indent.substring(2));let w=!1,T=r.stringify(a,o,()=>w=!0,()=>y=!0),E=` `;if(g||x||S){if(E=x?`
`:``,S){let e=p(S);E+=`\n${i.indentComment(e,o.indent)}`}T===``&&!o.inFlow?E===`
`&&C&&(E=`

`):E+=`\n${o.indent}`}else if(!_&&t.isCollection(a)){let e=T[0],t=T.indexOf(`
`),n=t!==-1,r=o.inFlow??a.flow??a.items.length===0;if(n||!r){let r=!1;if(n&&(e===`&`||e===`!`)){let n=T.indexOf(` `);e===`&`&&n!==-1&&n<t&&T[n+1]===`!`&&(n=T.indexOf(` `,n+1)),(n===-1||t<n)&&(r=!0)}r||(E=`\n${o.indent}`)}}else(T===``||T[0]===`
`)&&(E=``);return b+=E+T,o.inFlow?w&&s&&s():C&&!w?b+=i.lineComment(b,o.indent,p(C)):y&&c&&c(),b}e.stringifyPair=stringifyPair}));

// node_modules/yaml/dist/log.js
var require_log=__commonJSMin((e=>{var t=__require(`process`);function debug(e,...t){e===`debug`&&console.log(...t)}function warn(e,n){(e===`debug`||e===`warn`)&&(typeof t.emitWarning==`function`?t.emitWarning(n):console.warn(n))}e.debug=debug,e.warn=warn}));

// node_modules/yaml/dist/schema/yaml-1.1/merge.js
var require_merge=__commonJSMin((e=>{var t=require_identity(),n=require_Scalar();let r={identify:e=>e===`<<`||typeof e==`symbol`&&e.description===`<<`,default:`key`,tag:`tag:yaml.org,2002:merge`,test:/^<<$/,resolve:()=>Object.assign(new n.Scalar(Symbol(`<<`)),{addToJSMap:addMergeToJSMap}),stringify:()=>`<<`},isMergeKey=(e,i)=>(r.identify(i)||t.isScalar(i)&&(!i.type||i.type===n.Scalar.PLAIN)&&r.identify(i.value))&&e?.doc.schema.tags.some(e=>e.tag===r.tag&&e.default);function addMergeToJSMap(e,n,r){let i=resolveAliasValue(e,r);if(t.isSeq(i))for(let t of i.items)mergeValue(e,n,t);else if(Array.isArray(i))for(let t of i)mergeValue(e,n,t);else mergeValue(e,n,i)}function mergeValue(e,n,r){let i=resolveAliasValue(e,r);if(!t.isMap(i))throw Error(`Merge sources must be maps or map aliases`);let a=i.toJSON(null,e,Map);for(let[e,t]of a)n instanceof Map?n.has(e)||n.set(e,t):n instanceof Set?n.add(e):Object.prototype.hasOwnProperty.call(n,e)||Object.defineProperty(n,e,{value:t,writable:!0,enumerable:!0,configurable:!0});return n}function resolveAliasValue(e,n){return e&&t.isAlias(n)?n.resolve(e.doc,e):n}e.addMergeToJSMap=addMergeToJSMap,e.isMergeKey=isMergeKey,e.merge=r}));

// node_modules/yaml/dist/nodes/addPairToJSMap.js
var require_addPairToJSMap=__commonJSMin((e=>{var t=require_log(),n=require_merge(),r=require_stringify(),i=require_identity(),a=require_toJS();function addPairToJSMap(e,t,{key:r,value:o}){if(i.isNode(r)&&r.addToJSMap)r.addToJSMap(e,t,o);else if(n.isMergeKey(e,r))n.addMergeToJSMap(e,t,o);else{let n=a.toJS(r,``,e);if(t instanceof Map)t.set(n,a.toJS(o,n,e));else if(t instanceof Set)t.add(n);else{let i=stringifyKey(r,n,e),s=a.toJS(o,i,e);i in t?Object.defineProperty(t,i,{value:s,writable:!0,enumerable:!0,configurable:!0}):t[i]=s}}return t}function stringifyKey(e,n,a){if(n===null)return``;if(typeof n!=`object`)return String(n);if(i.isNode(e)&&a?.doc){let n=r.createStringifyContext(a.doc,{});n.anchors=new Set;for(let e of a.anchors.keys())n.anchors.add(e.anchor);n.inFlow=!0,n.inStringifyKey=!0;let i=e.toString(n);if(!a.mapKeyWarned){let e=JSON.stringify(i);e.length>40&&(e=e.substring(0,36)+`..."`),t.warn(a.doc.options.logLevel,`Keys with collection values will be stringified due to JS Object restrictions: ${e}. Set mapAsMap: true to use object keys.`),a.mapKeyWarned=!0}return i}return JSON.stringify(n)}e.addPairToJSMap=addPairToJSMap}));

// node_modules/yaml/dist/nodes/Pair.js
var require_Pair=__commonJSMin((e=>{var t=require_createNode(),n=require_stringifyPair(),r=require_addPairToJSMap(),i=require_identity();function createPair(e,n,r){return new a(t.createNode(e,void 0,r),t.createNode(n,void 0,r))}var a=class Pair{constructor(e,t=null){Object.defineProperty(this,i.NODE_TYPE,{value:i.PAIR}),this.key=e,this.value=t}clone(e){let{key:t,value:n}=this;return i.isNode(t)&&(t=t.clone(e)),i.isNode(n)&&(n=n.clone(e)),new Pair(t,n)}toJSON(e,t){let n=t?.mapAsMap?new Map:{};return r.addPairToJSMap(t,n,this)}toString(e,t,r){return e?.doc?n.stringifyPair(this,e,t,r):JSON.stringify(this)}};e.Pair=a,e.createPair=createPair}));

// node_modules/yaml/dist/stringify/stringifyCollection.js
var require_stringifyCollection=__commonJSMin((e=>{var t=require_identity(),n=require_stringify(),r=require_stringifyComment();function stringifyCollection(e,t,n){return(t.inFlow??e.flow?stringifyFlowCollection:stringifyBlockCollection)(e,t,n)}function stringifyBlockCollection({comment:e,items:i},a,{blockItemPrefix:o,flowChars:s,itemIndent:c,onChompKeep:l,onComment:u}){let{indent:d,options:{commentString:f}}=a,p=Object.assign({},a,{indent:c,type:null}),m=!1,h=[];for(let e=0;e<i.length;++e){let s=i[e],l=null;if(t.isNode(s))!m&&s.spaceBefore&&h.push(``),addCommentBefore(a,h,s.commentBefore,m),s.comment&&(l=s.comment);else if(t.isPair(s)){let e=t.isNode(s.key)?s.key:null;e&&(!m&&e.spaceBefore&&h.push(``),addCommentBefore(a,h,e.commentBefore,m))}m=!1;let u=n.stringify(s,p,()=>l=null,()=>m=!0);l&&(u+=r.lineComment(u,c,f(l))),m&&l&&(m=!1),h.push(o+u)}let g;if(h.length===0)g=s.start+s.end;else{g=h[0];for(let e=1;e<h.length;++e){let t=h[e];g+=t?`\n${d}${t}`:`
`}}return e?(g+=`
`+r.indentComment(f(e),d),u&&u()):m&&l&&l(),g}function stringifyFlowCollection({items:e},i,{flowChars:a,itemIndent:o}){let{indent:s,indentStep:c,flowCollectionPadding:l,options:{commentString:u}}=i;o+=c;let d=Object.assign({},i,{indent:o,inFlow:!0,type:null}),f=!1,p=0,m=[];for(let a=0;a<e.length;++a){let s=e[a],c=null;if(t.isNode(s))s.spaceBefore&&m.push(``),addCommentBefore(i,m,s.commentBefore,!1),s.comment&&(c=s.comment);else if(t.isPair(s)){let e=t.isNode(s.key)?s.key:null;e&&(e.spaceBefore&&m.push(``),addCommentBefore(i,m,e.commentBefore,!1),e.comment&&(f=!0));let n=t.isNode(s.value)?s.value:null;n?(n.comment&&(c=n.comment),n.commentBefore&&(f=!0)):s.value==null&&e?.comment&&(c=e.comment)}c&&(f=!0);let l=n.stringify(s,d,()=>c=null);f||=m.length>p||l.includes(`
`),a<e.length-1?l+=`,`:i.options.trailingComma&&(i.options.lineWidth>0&&(f||=m.reduce((e,t)=>e+t.length+2,2)+(l.length+2)>i.options.lineWidth),f&&(l+=`,`)),c&&(l+=r.lineComment(l,o,u(c))),m.push(l),p=m.length}let{start:h,end:g}=a;if(m.length===0)return h+g;if(!f){let e=m.reduce((e,t)=>e+t.length+2,2);f=i.options.lineWidth>0&&e>i.options.lineWidth}if(f){let e=h;for(let t of m)e+=t?`\n${c}${s}${t}`:`
`;return`${e}\n${s}${g}`}return`${h}${l}${m.join(` `)}${l}${g}`}function addCommentBefore({indent:e,options:{commentString:t}},n,i,a){if(i&&a&&(i=i.replace(/^\n+/,``)),i){let a=r.indentComment(t(i),e);n.push(a.trimStart())}}e.stringifyCollection=stringifyCollection}));

// node_modules/yaml/dist/nodes/YAMLMap.js
var require_YAMLMap=__commonJSMin((e=>{var t=require_stringifyCollection(),n=require_addPairToJSMap(),r=require_Collection(),i=require_identity(),a=require_Pair(),o=require_Scalar();function findPair(e,t){let n=i.isScalar(t)?t.value:t;for(let r of e)if(i.isPair(r)&&(r.key===t||r.key===n||i.isScalar(r.key)&&r.key.value===n))return r}var YAMLMap=class extends r.Collection{static get tagName(){return`tag:yaml.org,2002:map`}constructor(e){super(i.MAP,e),this.items=[]}static from(e,t,n){let{keepUndefined:r,replacer:i}=n,o=new this(e),add=(e,s)=>{if(typeof i==`function`)s=i.call(t,e,s);else if(Array.isArray(i)&&!i.includes(e))return;(s!==void 0||r)&&o.items.push(a.createPair(e,s,n))};if(t instanceof Map)for(let[e,n]of t)add(e,n);else if(t&&typeof t==`object`)for(let e of Object.keys(t))add(e,t[e]);return typeof e.sortMapEntries==`function`&&o.items.sort(e.sortMapEntries),o}add(e,t){let n;n=i.isPair(e)?e:!e||typeof e!=`object`||!(`key`in e)?new a.Pair(e,e?.value):new a.Pair(e.key,e.value);let r=findPair(this.items,n.key),s=this.schema?.sortMapEntries;if(r){if(!t)throw Error(`Key ${n.key} already set`);i.isScalar(r.value)&&o.isScalarValue(n.value)?r.value.value=n.value:r.value=n.value}else if(s){let e=this.items.findIndex(e=>s(n,e)<0);e===-1?this.items.push(n):this.items.splice(e,0,n)}else this.items.push(n)}delete(e){let t=findPair(this.items,e);return t?this.items.splice(this.items.indexOf(t),1).length>0:!1}get(e,t){let n=findPair(this.items,e)?.value;return(!t&&i.isScalar(n)?n.value:n)??void 0}has(e){return!!findPair(this.items,e)}set(e,t){this.add(new a.Pair(e,t),!0)}toJSON(e,t,r){let i=r?new r:t?.mapAsMap?new Map:{};t?.onCreate&&t.onCreate(i);for(let e of this.items)n.addPairToJSMap(t,i,e);return i}toString(e,n,r){if(!e)return JSON.stringify(this);for(let e of this.items)if(!i.isPair(e))throw Error(`Map items must all be pairs; found ${JSON.stringify(e)} instead`);return!e.allNullValues&&this.hasAllNullValues(!1)&&(e=Object.assign({},e,{allNullValues:!0})),t.stringifyCollection(this,e,{blockItemPrefix:``,flowChars:{start:`{`,end:`}`},itemIndent:e.indent||``,onChompKeep:r,onComment:n})}};e.YAMLMap=YAMLMap,e.findPair=findPair}));

// node_modules/yaml/dist/schema/common/map.js
var require_map=__commonJSMin((e=>{var t=require_identity(),n=require_YAMLMap();e.map={collection:`map`,default:!0,nodeClass:n.YAMLMap,tag:`tag:yaml.org,2002:map`,resolve(e,n){return t.isMap(e)||n(`Expected a mapping for this tag`),e},createNode:(e,t,r)=>n.YAMLMap.from(e,t,r)}}));

// node_modules/yaml/dist/nodes/YAMLSeq.js
var require_YAMLSeq=__commonJSMin((e=>{var t=require_createNode(),n=require_stringifyCollection(),r=require_Collection(),i=require_identity(),a=require_Scalar(),o=require_toJS(),YAMLSeq=class extends r.Collection{static get tagName(){return`tag:yaml.org,2002:seq`}constructor(e){super(i.SEQ,e),this.items=[]}add(e){this.items.push(e)}delete(e){let t=asItemIndex(e);return typeof t==`number`&&this.items.splice(t,1).length>0}get(e,t){let n=asItemIndex(e);if(typeof n!=`number`)return;let r=this.items[n];return!t&&i.isScalar(r)?r.value:r}has(e){let t=asItemIndex(e);return typeof t==`number`&&t<this.items.length}set(e,t){let n=asItemIndex(e);if(typeof n!=`number`)throw Error(`Expected a valid index, not ${e}.`);let r=this.items[n];i.isScalar(r)&&a.isScalarValue(t)?r.value=t:this.items[n]=t}toJSON(e,t){let n=[];t?.onCreate&&t.onCreate(n);let r=0;for(let e of this.items)n.push(o.toJS(e,String(r++),t));return n}toString(e,t,r){return e?n.stringifyCollection(this,e,{blockItemPrefix:`- `,flowChars:{start:`[`,end:`]`},itemIndent:(e.indent||``)+`  `,onChompKeep:r,onComment:t}):JSON.stringify(this)}static from(e,n,r){let{replacer:i}=r,a=new this(e);if(n&&Symbol.iterator in Object(n)){let e=0;for(let o of n){if(typeof i==`function`){let t=n instanceof Set?o:String(e++);o=i.call(n,t,o)}a.items.push(t.createNode(o,void 0,r))}}return a}};function asItemIndex(e){let t=i.isScalar(e)?e.value:e;return t&&typeof t==`string`&&(t=Number(t)),typeof t==`number`&&Number.isInteger(t)&&t>=0?t:null}e.YAMLSeq=YAMLSeq}));

// node_modules/yaml/dist/schema/common/seq.js
var require_seq=__commonJSMin((e=>{var t=require_identity(),n=require_YAMLSeq();e.seq={collection:`seq`,default:!0,nodeClass:n.YAMLSeq,tag:`tag:yaml.org,2002:seq`,resolve(e,n){return t.isSeq(e)||n(`Expected a sequence for this tag`),e},createNode:(e,t,r)=>n.YAMLSeq.from(e,t,r)}}));

// node_modules/yaml/dist/schema/common/string.js
var require_string=__commonJSMin((e=>{var t=require_stringifyString();e.string={identify:e=>typeof e==`string`,default:!0,tag:`tag:yaml.org,2002:str`,resolve:e=>e,stringify(e,n,r,i){return n=Object.assign({actualString:!0},n),t.stringifyString(e,n,r,i)}}}));

// node_modules/yaml/dist/schema/common/null.js
var require_null=__commonJSMin((e=>{var t=require_Scalar();let n={identify:e=>e==null,createNode:()=>new t.Scalar(null),default:!0,tag:`tag:yaml.org,2002:null`,test:/^(?:~|[Nn]ull|NULL)?$/,resolve:()=>new t.Scalar(null),stringify:({source:e},t)=>typeof e==`string`&&n.test.test(e)?e:t.options.nullStr};e.nullTag=n}));

// node_modules/yaml/dist/schema/core/bool.js
var require_bool$1=__commonJSMin((e=>{var t=require_Scalar();let n={identify:e=>typeof e==`boolean`,default:!0,tag:`tag:yaml.org,2002:bool`,test:/^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/,resolve:e=>new t.Scalar(e[0]===`t`||e[0]===`T`),stringify({source:e,value:t},r){return e&&n.test.test(e)&&t===(e[0]===`t`||e[0]===`T`)?e:t?r.options.trueStr:r.options.falseStr}};e.boolTag=n}));

// node_modules/yaml/dist/stringify/stringifyNumber.js
var require_stringifyNumber=__commonJSMin((e=>{function stringifyNumber({format:e,minFractionDigits:t,tag:n,value:r}){if(typeof r==`bigint`)return String(r);let i=typeof r==`number`?r:Number(r);if(!isFinite(i))return isNaN(i)?`.nan`:i<0?`-.inf`:`.inf`;let a=Object.is(r,-0)?`-0`:JSON.stringify(r);if(!e&&t&&(!n||n===`tag:yaml.org,2002:float`)&&/^-?\d/.test(a)&&!a.includes(`e`)){let e=a.indexOf(`.`);e<0&&(e=a.length,a+=`.`);let n=t-(a.length-e-1);for(;n-->0;)a+=`0`}return a}e.stringifyNumber=stringifyNumber}));

// node_modules/yaml/dist/schema/core/float.js
var require_float$1=__commonJSMin((e=>{var t=require_Scalar(),n=require_stringifyNumber();let r={identify:e=>typeof e==`number`,default:!0,tag:`tag:yaml.org,2002:float`,test:/^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,resolve:e=>e.slice(-3).toLowerCase()===`nan`?NaN:e[0]===`-`?-1/0:1/0,stringify:n.stringifyNumber};e.float={identify:e=>typeof e==`number`,default:!0,tag:`tag:yaml.org,2002:float`,test:/^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)$/,resolve(e){let n=new t.Scalar(parseFloat(e)),r=e.indexOf(`.`);return r!==-1&&e[e.length-1]===`0`&&(n.minFractionDigits=e.length-r-1),n},stringify:n.stringifyNumber},e.floatExp={identify:e=>typeof e==`number`,default:!0,tag:`tag:yaml.org,2002:float`,format:`EXP`,test:/^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+$/,resolve:e=>parseFloat(e),stringify(e){let t=Number(e.value);return isFinite(t)?t.toExponential():n.stringifyNumber(e)}},e.floatNaN=r}));

// node_modules/yaml/dist/schema/core/int.js
var require_int$1=__commonJSMin((e=>{var t=require_stringifyNumber();let intIdentify=e=>typeof e==`bigint`||Number.isInteger(e),intResolve=(e,t,n,{intAsBigInt:r})=>r?BigInt(e):parseInt(e.substring(t),n);function intStringify(e,n,r){let{value:i}=e;return intIdentify(i)&&i>=0?r+i.toString(n):t.stringifyNumber(e)}e.int={identify:intIdentify,default:!0,tag:`tag:yaml.org,2002:int`,test:/^[-+]?[0-9]+$/,resolve:(e,t,n)=>intResolve(e,0,10,n),stringify:t.stringifyNumber},e.intHex={identify:e=>intIdentify(e)&&e>=0,default:!0,tag:`tag:yaml.org,2002:int`,format:`HEX`,test:/^0x[0-9a-fA-F]+$/,resolve:(e,t,n)=>intResolve(e,2,16,n),stringify:e=>intStringify(e,16,`0x`)},e.intOct={identify:e=>intIdentify(e)&&e>=0,default:!0,tag:`tag:yaml.org,2002:int`,format:`OCT`,test:/^0o[0-7]+$/,resolve:(e,t,n)=>intResolve(e,2,8,n),stringify:e=>intStringify(e,8,`0o`)}}));

// node_modules/yaml/dist/schema/core/schema.js
var require_schema$2=__commonJSMin((e=>{var t=require_map(),n=require_null(),r=require_seq(),i=require_string(),a=require_bool$1(),o=require_float$1(),s=require_int$1();e.schema=[t.map,r.seq,i.string,n.nullTag,a.boolTag,s.intOct,s.int,s.intHex,o.floatNaN,o.floatExp,o.float]}));

// node_modules/yaml/dist/schema/json/schema.js
var require_schema$1=__commonJSMin((e=>{var t=require_Scalar(),n=require_map(),r=require_seq();function intIdentify(e){return typeof e==`bigint`||Number.isInteger(e)}let stringifyJSON=({value:e})=>JSON.stringify(e),i=[{identify:e=>typeof e==`string`,default:!0,tag:`tag:yaml.org,2002:str`,resolve:e=>e,stringify:stringifyJSON},{identify:e=>e==null,createNode:()=>new t.Scalar(null),default:!0,tag:`tag:yaml.org,2002:null`,test:/^null$/,resolve:()=>null,stringify:stringifyJSON},{identify:e=>typeof e==`boolean`,default:!0,tag:`tag:yaml.org,2002:bool`,test:/^true$|^false$/,resolve:e=>e===`true`,stringify:stringifyJSON},{identify:intIdentify,default:!0,tag:`tag:yaml.org,2002:int`,test:/^-?(?:0|[1-9][0-9]*)$/,resolve:(e,t,{intAsBigInt:n})=>n?BigInt(e):parseInt(e,10),stringify:({value:e})=>intIdentify(e)?e.toString():JSON.stringify(e)},{identify:e=>typeof e==`number`,default:!0,tag:`tag:yaml.org,2002:float`,test:/^-?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$/,resolve:e=>parseFloat(e),stringify:stringifyJSON}];e.schema=[n.map,r.seq].concat(i,{default:!0,tag:``,test:/^/,resolve(e,t){return t(`Unresolved plain scalar ${JSON.stringify(e)}`),e}})}));

// node_modules/yaml/dist/schema/yaml-1.1/binary.js
var require_binary=__commonJSMin((e=>{var t=__require(`buffer`),n=require_Scalar(),r=require_stringifyString();e.binary={identify:e=>e instanceof Uint8Array,default:!1,tag:`tag:yaml.org,2002:binary`,resolve(e,n){if(typeof t.Buffer==`function`)return t.Buffer.from(e,`base64`);if(typeof atob==`function`){let t=atob(e.replace(/[\n\r]/g,``)),n=new Uint8Array(t.length);for(let e=0;e<t.length;++e)n[e]=t.charCodeAt(e);return n}return n(`This environment does not support reading binary tags; either Buffer or atob is required`),e},stringify({comment:e,type:i,value:a},o,s,c){if(!a)return``;let l=a,u;if(typeof t.Buffer==`function`)u=l instanceof t.Buffer?l.toString(`base64`):t.Buffer.from(l.buffer).toString(`base64`);else if(typeof btoa==`function`){let e=``;for(let t=0;t<l.length;++t)e+=String.fromCharCode(l[t]);u=btoa(e)}else throw Error(`This environment does not support writing binary tags; either Buffer or btoa is required`);if(i??=n.Scalar.BLOCK_LITERAL,i!==n.Scalar.QUOTE_DOUBLE){let e=Math.max(o.options.lineWidth-o.indent.length,o.options.minContentWidth),t=Math.ceil(u.length/e),r=Array(t);for(let n=0,i=0;n<t;++n,i+=e)r[n]=u.substr(i,e);u=r.join(i===n.Scalar.BLOCK_LITERAL?`
`:` `)}return r.stringifyString({comment:e,type:i,value:u},o,s,c)}}}));

// node_modules/yaml/dist/schema/yaml-1.1/pairs.js
var require_pairs=__commonJSMin((e=>{var t=require_identity(),n=require_Pair(),r=require_Scalar(),i=require_YAMLSeq();function resolvePairs(e,i){if(t.isSeq(e))for(let a=0;a<e.items.length;++a){let o=e.items[a];if(!t.isPair(o)){if(t.isMap(o)){o.items.length>1&&i(`Each pair must have its own sequence indicator`);let e=o.items[0]||new n.Pair(new r.Scalar(null));if(o.commentBefore&&(e.key.commentBefore=e.key.commentBefore?`${o.commentBefore}\n${e.key.commentBefore}`:o.commentBefore),o.comment){let t=e.value??e.key;t.comment=t.comment?`${o.comment}\n${t.comment}`:o.comment}o=e}e.items[a]=t.isPair(o)?o:new n.Pair(o)}}else i(`Expected a sequence for this tag`);return e}function createPairs(e,t,r){let{replacer:a}=r,o=new i.YAMLSeq(e);o.tag=`tag:yaml.org,2002:pairs`;let s=0;if(t&&Symbol.iterator in Object(t))for(let e of t){typeof a==`function`&&(e=a.call(t,String(s++),e));let i,c;if(Array.isArray(e)){if(e.length===2)i=e[0],c=e[1];else throw TypeError(`Expected [key, value] tuple: ${e}`)}else if(e&&e instanceof Object){let t=Object.keys(e);if(t.length===1)i=t[0],c=e[i];else throw TypeError(`Expected tuple with one key, not ${t.length} keys`)}else i=e;o.items.push(n.createPair(i,c,r))}return o}let a={collection:`seq`,default:!1,tag:`tag:yaml.org,2002:pairs`,resolve:resolvePairs,createNode:createPairs};e.createPairs=createPairs,e.pairs=a,e.resolvePairs=resolvePairs}));

// node_modules/yaml/dist/schema/yaml-1.1/omap.js
var require_omap=__commonJSMin((e=>{var t=require_identity(),n=require_toJS(),r=require_YAMLMap(),i=require_YAMLSeq(),a=require_pairs(),o=class YAMLOMap extends i.YAMLSeq{constructor(){super(),this.add=r.YAMLMap.prototype.add.bind(this),this.delete=r.YAMLMap.prototype.delete.bind(this),this.get=r.YAMLMap.prototype.get.bind(this),this.has=r.YAMLMap.prototype.has.bind(this),this.set=r.YAMLMap.prototype.set.bind(this),this.tag=YAMLOMap.tag}toJSON(e,r){if(!r)return super.toJSON(e);let i=new Map;r?.onCreate&&r.onCreate(i);for(let e of this.items){let a,o;if(t.isPair(e)?(a=n.toJS(e.key,``,r),o=n.toJS(e.value,a,r)):a=n.toJS(e,``,r),i.has(a))throw Error(`Ordered maps must not include duplicate keys`);i.set(a,o)}return i}static from(e,t,n){let r=a.createPairs(e,t,n),i=new this;return i.items=r.items,i}};o.tag=`tag:yaml.org,2002:omap`;let s={collection:`seq`,identify:e=>e instanceof Map,nodeClass:o,default:!1,tag:`tag:yaml.org,2002:omap`,resolve(e,n){let r=a.resolvePairs(e,n),i=[];for(let{key:e}of r.items)t.isScalar(e)&&(i.includes(e.value)?n(`Ordered maps must not include duplicate keys: ${e.value}`):i.push(e.value));return Object.assign(new o,r)},createNode:(e,t,n)=>o.from(e,t,n)};e.YAMLOMap=o,e.omap=s}));

// node_modules/yaml/dist/schema/yaml-1.1/bool.js
var require_bool=__commonJSMin((e=>{var t=require_Scalar();function boolStringify({value:e,source:t},i){return t&&(e?n:r).test.test(t)?t:e?i.options.trueStr:i.options.falseStr}let n={identify:e=>e===!0,default:!0,tag:`tag:yaml.org,2002:bool`,test:/^(?:Y|y|[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/,resolve:()=>new t.Scalar(!0),stringify:boolStringify},r={identify:e=>e===!1,default:!0,tag:`tag:yaml.org,2002:bool`,test:/^(?:N|n|[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/,resolve:()=>new t.Scalar(!1),stringify:boolStringify};e.falseTag=r,e.trueTag=n}));

// node_modules/yaml/dist/schema/yaml-1.1/float.js
var require_float=__commonJSMin((e=>{var t=require_Scalar(),n=require_stringifyNumber();let r={identify:e=>typeof e==`number`,default:!0,tag:`tag:yaml.org,2002:float`,test:/^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,resolve:e=>e.slice(-3).toLowerCase()===`nan`?NaN:e[0]===`-`?-1/0:1/0,stringify:n.stringifyNumber};e.float={identify:e=>typeof e==`number`,default:!0,tag:`tag:yaml.org,2002:float`,test:/^[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*$/,resolve(e){let n=new t.Scalar(parseFloat(e.replace(/_/g,``))),r=e.indexOf(`.`);if(r!==-1){let t=e.substring(r+1).replace(/_/g,``);t[t.length-1]===`0`&&(n.minFractionDigits=t.length)}return n},stringify:n.stringifyNumber},e.floatExp={identify:e=>typeof e==`number`,default:!0,tag:`tag:yaml.org,2002:float`,format:`EXP`,test:/^[-+]?(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?[eE][-+]?[0-9]+$/,resolve:e=>parseFloat(e.replace(/_/g,``)),stringify(e){let t=Number(e.value);return isFinite(t)?t.toExponential():n.stringifyNumber(e)}},e.floatNaN=r}));

// node_modules/yaml/dist/schema/yaml-1.1/int.js
var require_int=__commonJSMin((e=>{var t=require_stringifyNumber();let intIdentify=e=>typeof e==`bigint`||Number.isInteger(e);function intResolve(e,t,n,{intAsBigInt:r}){let i=e[0];if((i===`-`||i===`+`)&&(t+=1),e=e.substring(t).replace(/_/g,``),r){switch(n){case 2:e=`0b${e}`;break;case 8:e=`0o${e}`;break;case 16:e=`0x${e}`}let t=BigInt(e);return i===`-`?BigInt(-1)*t:t}let a=parseInt(e,n);return i===`-`?-1*a:a}function intStringify(e,n,r){let{value:i}=e;if(intIdentify(i)){let e=i.toString(n);return i<0?`-`+r+e.substr(1):r+e}return t.stringifyNumber(e)}let n={identify:intIdentify,default:!0,tag:`tag:yaml.org,2002:int`,format:`BIN`,test:/^[-+]?0b[0-1_]+$/,resolve:(e,t,n)=>intResolve(e,2,2,n),stringify:e=>intStringify(e,2,`0b`)},r={identify:intIdentify,default:!0,tag:`tag:yaml.org,2002:int`,format:`OCT`,test:/^[-+]?0[0-7_]+$/,resolve:(e,t,n)=>intResolve(e,1,8,n),stringify:e=>intStringify(e,8,`0`)},i={identify:intIdentify,default:!0,tag:`tag:yaml.org,2002:int`,test:/^[-+]?[0-9][0-9_]*$/,resolve:(e,t,n)=>intResolve(e,0,10,n),stringify:t.stringifyNumber},a={identify:intIdentify,default:!0,tag:`tag:yaml.org,2002:int`,format:`HEX`,test:/^[-+]?0x[0-9a-fA-F_]+$/,resolve:(e,t,n)=>intResolve(e,2,16,n),stringify:e=>intStringify(e,16,`0x`)};e.int=i,e.intBin=n,e.intHex=a,e.intOct=r}));

// node_modules/yaml/dist/schema/yaml-1.1/set.js
var require_set=__commonJSMin((e=>{var t=require_identity(),n=require_Pair(),r=require_YAMLMap(),i=class YAMLSet extends r.YAMLMap{constructor(e){super(e),this.tag=YAMLSet.tag}add(e){let i;i=t.isPair(e)?e:e&&typeof e==`object`&&`key`in e&&`value`in e&&e.value===null?new n.Pair(e.key,null):new n.Pair(e,null),r.findPair(this.items,i.key)||this.items.push(i)}get(e,n){let i=r.findPair(this.items,e);return!n&&t.isPair(i)?t.isScalar(i.key)?i.key.value:i.key:i}set(e,t){if(typeof t!=`boolean`)throw Error(`Expected boolean value for set(key, value) in a YAML set, not ${typeof t}`);let i=r.findPair(this.items,e);i&&!t?this.items.splice(this.items.indexOf(i),1):!i&&t&&this.items.push(new n.Pair(e))}toJSON(e,t){return super.toJSON(e,t,Set)}toString(e,t,n){if(!e)return JSON.stringify(this);if(this.hasAllNullValues(!0))return super.toString(Object.assign({},e,{allNullValues:!0}),t,n);throw Error(`Set items must all have null values`)}static from(e,t,r){let{replacer:i}=r,a=new this(e);if(t&&Symbol.iterator in Object(t))for(let e of t)typeof i==`function`&&(e=i.call(t,e,e)),a.items.push(n.createPair(e,null,r));return a}};i.tag=`tag:yaml.org,2002:set`;let a={collection:`map`,identify:e=>e instanceof Set,nodeClass:i,default:!1,tag:`tag:yaml.org,2002:set`,createNode:(e,t,n)=>i.from(e,t,n),resolve(e,n){if(t.isMap(e)){if(e.hasAllNullValues(!0))return Object.assign(new i,e);n(`Set items must all have null values`)}else n(`Expected a mapping for this tag`);return e}};e.YAMLSet=i,e.set=a}));

// node_modules/yaml/dist/schema/yaml-1.1/timestamp.js
var require_timestamp=__commonJSMin((e=>{var t=require_stringifyNumber();function parseSexagesimal(e,t){let n=e[0],r=n===`-`||n===`+`?e.substring(1):e,num=e=>t?BigInt(e):Number(e),i=r.replace(/_/g,``).split(`:`).reduce((e,t)=>e*num(60)+num(t),num(0));return n===`-`?num(-1)*i:i}function stringifySexagesimal(e){let{value:n}=e,num=e=>e;if(typeof n==`bigint`)num=e=>BigInt(e);else if(isNaN(n)||!isFinite(n))return t.stringifyNumber(e);let r=``;n<0&&(r=`-`,n*=num(-1));let i=num(60),a=[n%i];return n<60?a.unshift(0):(n=(n-a[0])/i,a.unshift(n%i),n>=60&&(n=(n-a[0])/i,a.unshift(n))),r+a.map(e=>String(e).padStart(2,`0`)).join(`:`).replace(/000000\d*$/,``)}let n={identify:e=>typeof e==`bigint`||Number.isInteger(e),default:!0,tag:`tag:yaml.org,2002:int`,format:`TIME`,test:/^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+$/,resolve:(e,t,{intAsBigInt:n})=>parseSexagesimal(e,n),stringify:stringifySexagesimal},r={identify:e=>typeof e==`number`,default:!0,tag:`tag:yaml.org,2002:float`,format:`TIME`,test:/^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/,resolve:e=>parseSexagesimal(e,!1),stringify:stringifySexagesimal},i={identify:e=>e instanceof Date,default:!0,tag:`tag:yaml.org,2002:timestamp`,test:RegExp(`^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:(?:t|T|[ \\t]+)([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2}(\\.[0-9]+)?)(?:[ \\t]*(Z|[-+][012]?[0-9](?::[0-9]{2})?))?)?$`),resolve(e){let t=e.match(i.test);if(!t)throw Error(`!!timestamp expects a date, starting with yyyy-mm-dd`);let[,n,r,a,o,s,c]=t.map(Number),l=t[7]?Number((t[7]+`00`).substr(1,3)):0,u=Date.UTC(n,r-1,a,o||0,s||0,c||0,l),d=t[8];if(d&&d!==`Z`){let e=parseSexagesimal(d,!1);Math.abs(e)<30&&(e*=60),u-=6e4*e}return new Date(u)},stringify:({value:e})=>e?.toISOString().replace(/(T00:00:00)?\.000Z$/,``)??``};e.floatTime=r,e.intTime=n,e.timestamp=i}));

// node_modules/yaml/dist/schema/yaml-1.1/schema.js
var require_schema=__commonJSMin((e=>{var t=require_map(),n=require_null(),r=require_seq(),i=require_string(),a=require_binary(),o=require_bool(),s=require_float(),c=require_int(),l=require_merge(),u=require_omap(),d=require_pairs(),f=require_set(),p=require_timestamp();e.schema=[t.map,r.seq,i.string,n.nullTag,o.trueTag,o.falseTag,c.intBin,c.intOct,c.int,c.intHex,s.floatNaN,s.floatExp,s.float,a.binary,l.merge,u.omap,d.pairs,f.set,p.intTime,p.floatTime,p.timestamp]}));

// node_modules/yaml/dist/schema/tags.js
var require_tags=__commonJSMin((e=>{var t=require_map(),n=require_null(),r=require_seq(),i=require_string(),a=require_bool$1(),o=require_float$1(),s=require_int$1(),c=require_schema$2(),l=require_schema$1(),u=require_binary(),d=require_merge(),f=require_omap(),p=require_pairs(),m=require_schema(),h=require_set(),g=require_timestamp();let _=new Map([[`core`,c.schema],[`failsafe`,[t.map,r.seq,i.string]],[`json`,l.schema],[`yaml11`,m.schema],[`yaml-1.1`,m.schema]]),v={binary:u.binary,bool:a.boolTag,float:o.float,floatExp:o.floatExp,floatNaN:o.floatNaN,floatTime:g.floatTime,int:s.int,intHex:s.intHex,intOct:s.intOct,intTime:g.intTime,map:t.map,merge:d.merge,null:n.nullTag,omap:f.omap,pairs:p.pairs,seq:r.seq,set:h.set,timestamp:g.timestamp},y={"tag:yaml.org,2002:binary":u.binary,"tag:yaml.org,2002:merge":d.merge,"tag:yaml.org,2002:omap":f.omap,"tag:yaml.org,2002:pairs":p.pairs,"tag:yaml.org,2002:set":h.set,"tag:yaml.org,2002:timestamp":g.timestamp};function getTags(e,t,n){let r=_.get(t);if(r&&!e)return n&&!r.includes(d.merge)?r.concat(d.merge):r.slice();let i=r;if(!i){if(Array.isArray(e))i=[];else{let e=Array.from(_.keys()).filter(e=>e!==`yaml11`).map(e=>JSON.stringify(e)).join(`, `);throw Error(`Unknown schema "${t}"; use one of ${e} or define customTags array`)}}if(Array.isArray(e))for(let t of e)i=i.concat(t);else typeof e==`function`&&(i=e(i.slice()));return n&&(i=i.concat(d.merge)),i.reduce((e,t)=>{let n=typeof t==`string`?v[t]:t;if(!n){let e=JSON.stringify(t),n=Object.keys(v).map(e=>JSON.stringify(e)).join(`, `);throw Error(`Unknown custom tag ${e}; use one of ${n}`)}return e.includes(n)||e.push(n),e},[])}e.coreKnownTags=y,e.getTags=getTags}));

// node_modules/yaml/dist/schema/Schema.js
var require_Schema=__commonJSMin((e=>{var t=require_identity(),n=require_map(),r=require_seq(),i=require_string(),a=require_tags();let sortMapEntriesByKey=(e,t)=>e.key<t.key?-1:+(e.key>t.key);e.Schema=class Schema{constructor({compat:e,customTags:o,merge:s,resolveKnownTags:c,schema:l,sortMapEntries:u,toStringDefaults:d}){this.compat=Array.isArray(e)?a.getTags(e,`compat`):e?a.getTags(null,e):null,this.name=typeof l==`string`&&l||`core`,this.knownTags=c?a.coreKnownTags:{},this.tags=a.getTags(o,this.name,s),this.toStringOptions=d??null,Object.defineProperty(this,t.MAP,{value:n.map}),Object.defineProperty(this,t.SCALAR,{value:i.string}),Object.defineProperty(this,t.SEQ,{value:r.seq}),this.sortMapEntries=typeof u==`function`?u:u===!0?sortMapEntriesByKey:null}clone(){let e=Object.create(Schema.prototype,Object.getOwnPropertyDescriptors(this));return e.tags=this.tags.slice(),e}}}));

// node_modules/yaml/dist/stringify/stringifyDocument.js
var require_stringifyDocument=__commonJSMin((e=>{var t=require_identity(),n=require_stringify(),r=require_stringifyComment();function stringifyDocument(e,i){let a=[],o=i.directives===!0;if(i.directives!==!1&&e.directives){let t=e.directives.toString(e);t?(a.push(t),o=!0):e.directives.docStart&&(o=!0)}o&&a.push(`---`);let s=n.createStringifyContext(e,i),{commentString:c}=s.options;if(e.commentBefore){a.length!==1&&a.unshift(``);let t=c(e.commentBefore);a.unshift(r.indentComment(t,``))}let l=!1,u=null;if(e.contents){if(t.isNode(e.contents)){if(e.contents.spaceBefore&&o&&a.push(``),e.contents.commentBefore){let t=c(e.contents.commentBefore);a.push(r.indentComment(t,``))}s.forceBlockIndent=!!e.comment,u=e.contents.comment}let i=u?void 0:()=>l=!0,d=n.stringify(e.contents,s,()=>u=null,i);u&&(d+=r.lineComment(d,``,c(u))),(d[0]===`|`||d[0]===`>`)&&a[a.length-1]===`---`?a[a.length-1]=`--- ${d}`:a.push(d)}else a.push(n.stringify(e.contents,s));if(e.directives?.docEnd){if(e.comment){let t=c(e.comment);t.includes(`
`)?(a.push(`...`),a.push(r.indentComment(t,``))):a.push(`... ${t}`)}else a.push(`...`)}else{let t=e.comment;t&&l&&(t=t.replace(/^\n+/,``)),t&&((!l||u)&&a[a.length-1]!==``&&a.push(``),a.push(r.indentComment(c(t),``)))}return a.join(`
`)+`
`}e.stringifyDocument=stringifyDocument}));

// node_modules/yaml/dist/doc/Document.js
var require_Document=__commonJSMin((e=>{var t=require_Alias(),n=require_Collection(),r=require_identity(),i=require_Pair(),a=require_toJS(),o=require_Schema(),s=require_stringifyDocument(),c=require_anchors(),l=require_applyReviver(),u=require_createNode(),d=require_directives(),f=class Document{constructor(e,t,n){this.commentBefore=null,this.comment=null,this.errors=[],this.warnings=[],Object.defineProperty(this,r.NODE_TYPE,{value:r.DOC});let i=null;typeof t==`function`||Array.isArray(t)?i=t:n===void 0&&t&&(n=t,t=void 0);let a=Object.assign({intAsBigInt:!1,keepSourceTokens:!1,logLevel:`warn`,prettyErrors:!0,strict:!0,stringKeys:!1,uniqueKeys:!0,version:`1.2`},n);this.options=a;let{version:o}=a;n?._directives?(this.directives=n._directives.atDocument(),this.directives.yaml.explicit&&(o=this.directives.yaml.version)):this.directives=new d.Directives({version:o}),this.setSchema(o,n),this.contents=e===void 0?null:this.createNode(e,i,n)}clone(){let e=Object.create(Document.prototype,{[r.NODE_TYPE]:{value:r.DOC}});return e.commentBefore=this.commentBefore,e.comment=this.comment,e.errors=this.errors.slice(),e.warnings=this.warnings.slice(),e.options=Object.assign({},this.options),this.directives&&(e.directives=this.directives.clone()),e.schema=this.schema.clone(),e.contents=r.isNode(this.contents)?this.contents.clone(e.schema):this.contents,this.range&&(e.range=this.range.slice()),e}add(e){assertCollection(this.contents)&&this.contents.add(e)}addIn(e,t){assertCollection(this.contents)&&this.contents.addIn(e,t)}createAlias(e,n){if(!e.anchor){let t=c.anchorNames(this);e.anchor=!n||t.has(n)?c.findNewAnchor(n||`a`,t):n}return new t.Alias(e.anchor)}createNode(e,t,n){let i;if(typeof t==`function`)e=t.call({"":e},``,e),i=t;else if(Array.isArray(t)){let keyToStr=e=>typeof e==`number`||e instanceof String||e instanceof Number,e=t.filter(keyToStr).map(String);e.length>0&&(t=t.concat(e)),i=t}else n===void 0&&t&&(n=t,t=void 0);let{aliasDuplicateObjects:a,anchorPrefix:o,flow:s,keepUndefined:l,onTagObj:d,tag:f}=n??{},{onAnchor:p,setAnchors:m,sourceObjects:h}=c.createNodeAnchors(this,o||`a`),g={aliasDuplicateObjects:a??!0,keepUndefined:l??!1,onAnchor:p,onTagObj:d,replacer:i,schema:this.schema,sourceObjects:h},_=u.createNode(e,f,g);return s&&r.isCollection(_)&&(_.flow=!0),m(),_}createPair(e,t,n={}){let r=this.createNode(e,null,n),a=this.createNode(t,null,n);return new i.Pair(r,a)}delete(e){return assertCollection(this.contents)?this.contents.delete(e):!1}deleteIn(e){return n.isEmptyPath(e)?this.contents!=null&&(this.contents=null,!0):assertCollection(this.contents)?this.contents.deleteIn(e):!1}get(e,t){return r.isCollection(this.contents)?this.contents.get(e,t):void 0}getIn(e,t){return n.isEmptyPath(e)?!t&&r.isScalar(this.contents)?this.contents.value:this.contents:r.isCollection(this.contents)?this.contents.getIn(e,t):void 0}has(e){return r.isCollection(this.contents)?this.contents.has(e):!1}hasIn(e){return n.isEmptyPath(e)?this.contents!==void 0:r.isCollection(this.contents)?this.contents.hasIn(e):!1}set(e,t){this.contents==null?this.contents=n.collectionFromPath(this.schema,[e],t):assertCollection(this.contents)&&this.contents.set(e,t)}setIn(e,t){n.isEmptyPath(e)?this.contents=t:this.contents==null?this.contents=n.collectionFromPath(this.schema,Array.from(e),t):assertCollection(this.contents)&&this.contents.setIn(e,t)}setSchema(e,t={}){typeof e==`number`&&(e=String(e));let n;switch(e){case`1.1`:this.directives?this.directives.yaml.version=`1.1`:this.directives=new d.Directives({version:`1.1`}),n={resolveKnownTags:!1,schema:`yaml-1.1`};break;case`1.2`:case`next`:this.directives?this.directives.yaml.version=e:this.directives=new d.Directives({version:e}),n={resolveKnownTags:!0,schema:`core`};break;case null:this.directives&&delete this.directives,n=null;break;default:{let t=JSON.stringify(e);throw Error(`Expected '1.1', '1.2' or null as first argument, but found: ${t}`)}}if(t.schema instanceof Object)this.schema=t.schema;else if(n)this.schema=new o.Schema(Object.assign(n,t));else throw Error(`With a null YAML version, the { schema: Schema } option is required`)}toJS({json:e,jsonArg:t,mapAsMap:n,maxAliasCount:r,onAnchor:i,reviver:o}={}){let s={anchors:new Map,doc:this,keep:!e,mapAsMap:n===!0,mapKeyWarned:!1,maxAliasCount:typeof r==`number`?r:100},c=a.toJS(this.contents,t??``,s);if(typeof i==`function`)for(let{count:e,res:t}of s.anchors.values())i(t,e);return typeof o==`function`?l.applyReviver(o,{"":c},``,c):c}toJSON(e,t){return this.toJS({json:!0,jsonArg:e,mapAsMap:!1,onAnchor:t})}toString(e={}){if(this.errors.length>0)throw Error(`Document with errors cannot be stringified`);if(`indent`in e&&(!Number.isInteger(e.indent)||Number(e.indent)<=0)){let t=JSON.stringify(e.indent);throw Error(`"indent" option must be a positive integer, not ${t}`)}return s.stringifyDocument(this,e)}};function assertCollection(e){if(r.isCollection(e))return!0;throw Error(`Expected a YAML collection as document contents`)}e.Document=f}));

// node_modules/yaml/dist/errors.js
var require_errors=__commonJSMin((e=>{var YAMLError=class extends Error{constructor(e,t,n,r){super(),this.name=e,this.code=n,this.message=r,this.pos=t}},YAMLParseError=class extends YAMLError{constructor(e,t,n){super(`YAMLParseError`,e,t,n)}},YAMLWarning=class extends YAMLError{constructor(e,t,n){super(`YAMLWarning`,e,t,n)}};let prettifyError=(e,t)=>n=>{if(n.pos[0]===-1)return;n.linePos=n.pos.map(e=>t.linePos(e));let{line:r,col:i}=n.linePos[0];n.message+=` at line ${r}, column ${i}`;let a=i-1,o=e.substring(t.lineStarts[r-1],t.lineStarts[r]).replace(/[\n\r]+$/,``);if(a>=60&&o.length>80){let e=Math.min(a-39,o.length-79);o=`…`+o.substring(e),a-=e-1}if(o.length>80&&(o=o.substring(0,79)+`…`),r>1&&/^ *$/.test(o.substring(0,a))){let n=e.substring(t.lineStarts[r-2],t.lineStarts[r-1]);n.length>80&&(n=n.substring(0,79)+`…
`),o=n+o}if(/[^ ]/.test(o)){let e=1,t=n.linePos[1];t?.line===r&&t.col>i&&(e=Math.max(1,Math.min(t.col-i,80-a)));let s=` `.repeat(a)+`^`.repeat(e);n.message+=`:\n\n${o}\n${s}\n`}};e.YAMLError=YAMLError,e.YAMLParseError=YAMLParseError,e.YAMLWarning=YAMLWarning,e.prettifyError=prettifyError}));

// node_modules/yaml/dist/compose/resolve-props.js
var require_resolve_props=__commonJSMin((e=>{function resolveProps(e,{flow:t,indicator:n,next:r,offset:i,onError:a,parentIndent:o,startOnNewline:s}){let c=!1,l=s,u=s,d=``,f=``,p=!1,m=!1,h=null,g=null,_=null,v=null,y=null,b=null,x=null;for(let i of e)switch(m&&=(i.type!==`space`&&i.type!==`newline`&&i.type!==`comma`&&a(i.offset,`MISSING_CHAR`,`Tags and anchors must be separated from the next token by white space`),!1),h&&=(l&&i.type!==`comment`&&i.type!==`newline`&&a(h,`TAB_AS_INDENT`,`Tabs are not allowed as indentation`),null),i.type){case`space`:!t&&(n!==`doc-start`||r?.type!==`flow-collection`)&&i.source.includes(`	`)&&(h=i),u=!0;break;case`comment`:{u||a(i,`MISSING_CHAR`,`Comments must be separated from other tokens by white space characters`);let e=i.source.substring(1)||` `;d?d+=f+e:d=e,f=``,l=!1;break}case`newline`:l?d?d+=i.source:b&&n===`seq-item-ind`||(c=!0):f+=i.source,l=!0,p=!0,(g||_)&&(v=i),u=!0;break;case`anchor`:g&&a(i,`MULTIPLE_ANCHORS`,`A node can have at most one anchor`),i.source.endsWith(`:`)&&a(i.offset+i.source.length-1,`BAD_ALIAS`,`Anchor ending in : is ambiguous`,!0),g=i,x??=i.offset,l=!1,u=!1,m=!0;break;case`tag`:_&&a(i,`MULTIPLE_TAGS`,`A node can have at most one tag`),_=i,x??=i.offset,l=!1,u=!1,m=!0;break;case n:(g||_)&&a(i,`BAD_PROP_ORDER`,`Anchors and tags must be after the ${i.source} indicator`),b&&a(i,`UNEXPECTED_TOKEN`,`Unexpected ${i.source} in ${t??`collection`}`),b=i,l=n===`seq-item-ind`||n===`explicit-key-ind`,u=!1;break;case`comma`:if(t){y&&a(i,`UNEXPECTED_TOKEN`,`Unexpected , in ${t}`),y=i,l=!1,u=!1;break}default:a(i,`UNEXPECTED_TOKEN`,`Unexpected ${i.type} token`),l=!1,u=!1}let S=e[e.length-1],C=S?S.offset+S.source.length:i;return m&&r&&r.type!==`space`&&r.type!==`newline`&&r.type!==`comma`&&(r.type!==`scalar`||r.source!==``)&&a(r.offset,`MISSING_CHAR`,`Tags and anchors must be separated from the next token by white space`),h&&(l&&h.indent<=o||r?.type===`block-map`||r?.type===`block-seq`)&&a(h,`TAB_AS_INDENT`,`Tabs are not allowed as indentation`),{comma:y,found:b,spaceBefore:c,comment:d,hasNewline:p,anchor:g,tag:_,newlineAfterProp:v,end:C,start:x??C}}e.resolveProps=resolveProps}));

// node_modules/yaml/dist/compose/util-contains-newline.js
var require_util_contains_newline=__commonJSMin((e=>{function containsNewline(e){if(!e)return null;switch(e.type){case`alias`:case`scalar`:case`double-quoted-scalar`:case`single-quoted-scalar`:if(e.source.includes(`
`))return!0;if(e.end){for(let t of e.end)if(t.type===`newline`)return!0}return!1;case`flow-collection`:for(let t of e.items){for(let e of t.start)if(e.type===`newline`)return!0;if(t.sep){for(let e of t.sep)if(e.type===`newline`)return!0}if(containsNewline(t.key)||containsNewline(t.value))return!0}return!1;default:return!0}}e.containsNewline=containsNewline}));

// node_modules/yaml/dist/compose/util-flow-indent-check.js
var require_util_flow_indent_check=__commonJSMin((e=>{var t=require_util_contains_newline();function flowIndentCheck(e,n,r){if(n?.type===`flow-collection`){let i=n.end[0];i.indent===e&&(i.source===`]`||i.source===`}`)&&t.containsNewline(n)&&r(i,`BAD_INDENT`,`Flow end indicator should be more indented than parent`,!0)}}e.flowIndentCheck=flowIndentCheck}));

// node_modules/yaml/dist/compose/util-map-includes.js
var require_util_map_includes=__commonJSMin((e=>{var t=require_identity();function mapIncludes(e,n,r){let{uniqueKeys:i}=e.options;if(i===!1)return!1;let a=typeof i==`function`?i:(e,n)=>e===n||t.isScalar(e)&&t.isScalar(n)&&e.value===n.value;return n.some(e=>a(e.key,r))}e.mapIncludes=mapIncludes}));

// node_modules/yaml/dist/compose/resolve-block-map.js
var require_resolve_block_map=__commonJSMin((e=>{var t=require_Pair(),n=require_YAMLMap(),r=require_resolve_props(),i=require_util_contains_newline(),a=require_util_flow_indent_check(),o=require_util_map_includes();let s=`All mapping items must start at the same column`;function resolveBlockMap({composeNode:e,composeEmptyNode:c},l,u,d,f){let p=new((f?.nodeClass)??n.YAMLMap)(l.schema);l.atRoot&&=!1;let m=u.offset,h=null;for(let n of u.items){let{start:f,key:g,sep:_,value:v}=n,y=r.resolveProps(f,{indicator:`explicit-key-ind`,next:g??_?.[0],offset:m,onError:d,parentIndent:u.indent,startOnNewline:!0}),b=!y.found;if(b){if(g&&(g.type===`block-seq`?d(m,`BLOCK_AS_IMPLICIT_KEY`,`A block sequence may not be used as an implicit map key`):`indent`in g&&g.indent!==u.indent&&d(m,`BAD_INDENT`,s)),!y.anchor&&!y.tag&&!_){h=y.end,y.comment&&(p.comment?p.comment+=`
`+y.comment:p.comment=y.comment);continue}(y.newlineAfterProp||i.containsNewline(g))&&d(g??f[f.length-1],`MULTILINE_IMPLICIT_KEY`,`Implicit keys need to be on a single line`)}else y.found?.indent!==u.indent&&d(m,`BAD_INDENT`,s);l.atKey=!0;let x=y.end,S=g?e(l,g,y,d):c(l,x,f,null,y,d);l.schema.compat&&a.flowIndentCheck(u.indent,g,d),l.atKey=!1,o.mapIncludes(l,p.items,S)&&d(x,`DUPLICATE_KEY`,`Map keys must be unique`);let C=r.resolveProps(_??[],{indicator:`map-value-ind`,next:v,offset:S.range[2],onError:d,parentIndent:u.indent,startOnNewline:!g||g.type===`block-scalar`});if(m=C.end,C.found){b&&(v?.type===`block-map`&&!C.hasNewline&&d(m,`BLOCK_AS_IMPLICIT_KEY`,`Nested mappings are not allowed in compact mappings`),l.options.strict&&y.start<C.found.offset-1024&&d(S.range,`KEY_OVER_1024_CHARS`,`The : indicator must be at most 1024 chars after the start of an implicit block mapping key`));let r=v?e(l,v,C,d):c(l,m,_,null,C,d);l.schema.compat&&a.flowIndentCheck(u.indent,v,d),m=r.range[2];let i=new t.Pair(S,r);l.options.keepSourceTokens&&(i.srcToken=n),p.items.push(i)}else{b&&d(S.range,`MISSING_CHAR`,`Implicit map keys need to be followed by map values`),C.comment&&(S.comment?S.comment+=`
`+C.comment:S.comment=C.comment);let e=new t.Pair(S);l.options.keepSourceTokens&&(e.srcToken=n),p.items.push(e)}}return h&&h<m&&d(h,`IMPOSSIBLE`,`Map comment with trailing content`),p.range=[u.offset,m,h??m],p}e.resolveBlockMap=resolveBlockMap}));

// node_modules/yaml/dist/compose/resolve-block-seq.js
var require_resolve_block_seq=__commonJSMin((e=>{var t=require_YAMLSeq(),n=require_resolve_props(),r=require_util_flow_indent_check();function resolveBlockSeq({composeNode:e,composeEmptyNode:i},a,o,s,c){let l=new((c?.nodeClass)??t.YAMLSeq)(a.schema);a.atRoot&&=!1,a.atKey&&=!1;let u=o.offset,d=null;for(let{start:t,value:c}of o.items){let f=n.resolveProps(t,{indicator:`seq-item-ind`,next:c,offset:u,onError:s,parentIndent:o.indent,startOnNewline:!0});if(!f.found){if(f.anchor||f.tag||c)c?.type===`block-seq`?s(f.end,`BAD_INDENT`,`All sequence items must start at the same column`):s(u,`MISSING_CHAR`,`Sequence item without - indicator`);else{d=f.end,f.comment&&(l.comment=f.comment);continue}}let p=c?e(a,c,f,s):i(a,f.end,t,null,f,s);a.schema.compat&&r.flowIndentCheck(o.indent,c,s),u=p.range[2],l.items.push(p)}return l.range=[o.offset,u,d??u],l}e.resolveBlockSeq=resolveBlockSeq}));

// node_modules/yaml/dist/compose/resolve-end.js
var require_resolve_end=__commonJSMin((e=>{function resolveEnd(e,t,n,r){let i=``;if(e){let a=!1,o=``;for(let s of e){let{source:e,type:c}=s;switch(c){case`space`:a=!0;break;case`comment`:{n&&!a&&r(s,`MISSING_CHAR`,`Comments must be separated from other tokens by white space characters`);let t=e.substring(1)||` `;i?i+=o+t:i=t,o=``;break}case`newline`:i&&(o+=e),a=!0;break;default:r(s,`UNEXPECTED_TOKEN`,`Unexpected ${c} at node end`)}t+=e.length}}return{comment:i,offset:t}}e.resolveEnd=resolveEnd}));

// node_modules/yaml/dist/compose/resolve-flow-collection.js
var require_resolve_flow_collection=__commonJSMin((e=>{var t=require_identity(),n=require_Pair(),r=require_YAMLMap(),i=require_YAMLSeq(),a=require_resolve_end(),o=require_resolve_props(),s=require_util_contains_newline(),c=require_util_map_includes();let l=`Block collections are not allowed within flow collections`,isBlock=e=>e&&(e.type===`block-map`||e.type===`block-seq`);function resolveFlowCollection({composeNode:e,composeEmptyNode:u},d,f,p,m){let h=f.start.source===`{`,g=h?`flow map`:`flow sequence`,_=new((m?.nodeClass)??(h?r.YAMLMap:i.YAMLSeq))(d.schema);_.flow=!0;let v=d.atRoot;v&&(d.atRoot=!1),d.atKey&&=!1;let y=f.offset+f.start.source.length;for(let i=0;i<f.items.length;++i){let a=f.items[i],{start:m,key:v,sep:b,value:x}=a,S=o.resolveProps(m,{flow:g,indicator:`explicit-key-ind`,next:v??b?.[0],offset:y,onError:p,parentIndent:f.indent,startOnNewline:!1});if(!S.found){if(!S.anchor&&!S.tag&&!b&&!x){i===0&&S.comma?p(S.comma,`UNEXPECTED_TOKEN`,`Unexpected , in ${g}`):i<f.items.length-1&&p(S.start,`UNEXPECTED_TOKEN`,`Unexpected empty item in ${g}`),S.comment&&(_.comment?_.comment+=`
`+S.comment:_.comment=S.comment),y=S.end;continue}!h&&d.options.strict&&s.containsNewline(v)&&p(v,`MULTILINE_IMPLICIT_KEY`,`Implicit keys of flow sequence pairs need to be on a single line`)}if(i===0)S.comma&&p(S.comma,`UNEXPECTED_TOKEN`,`Unexpected , in ${g}`);else if(S.comma||p(S.start,`MISSING_CHAR`,`Missing , between ${g} items`),S.comment){let e=``;loop:for(let t of m)switch(t.type){case`comma`:case`space`:break;case`comment`:e=t.source.substring(1);break loop;default:break loop}if(e){let n=_.items[_.items.length-1];t.isPair(n)&&(n=n.value??n.key),n.comment?n.comment+=`
`+e:n.comment=e,S.comment=S.comment.substring(e.length+1)}}if(!h&&!b&&!S.found){let t=x?e(d,x,S,p):u(d,S.end,b,null,S,p);_.items.push(t),y=t.range[2],isBlock(x)&&p(t.range,`BLOCK_IN_FLOW`,l)}else{d.atKey=!0;let t=S.end,i=v?e(d,v,S,p):u(d,t,m,null,S,p);isBlock(v)&&p(i.range,`BLOCK_IN_FLOW`,l),d.atKey=!1;let s=o.resolveProps(b??[],{flow:g,indicator:`map-value-ind`,next:x,offset:i.range[2],onError:p,parentIndent:f.indent,startOnNewline:!1});if(s.found){if(!h&&!S.found&&d.options.strict){if(b)for(let e of b){if(e===s.found)break;if(e.type===`newline`){p(e,`MULTILINE_IMPLICIT_KEY`,`Implicit keys of flow sequence pairs need to be on a single line`);break}}S.start<s.found.offset-1024&&p(s.found,`KEY_OVER_1024_CHARS`,`The : indicator must be at most 1024 chars after the start of an implicit flow sequence key`)}}else x&&(`source`in x&&x.source?.[0]===`:`?p(x,`MISSING_CHAR`,`Missing space after : in ${g}`):p(s.start,`MISSING_CHAR`,`Missing , or : between ${g} items`));let C=x?e(d,x,s,p):s.found?u(d,s.end,b,null,s,p):null;C?isBlock(x)&&p(C.range,`BLOCK_IN_FLOW`,l):s.comment&&(i.comment?i.comment+=`
`+s.comment:i.comment=s.comment);let w=new n.Pair(i,C);if(d.options.keepSourceTokens&&(w.srcToken=a),h){let e=_;c.mapIncludes(d,e.items,i)&&p(t,`DUPLICATE_KEY`,`Map keys must be unique`),e.items.push(w)}else{let e=new r.YAMLMap(d.schema);e.flow=!0,e.items.push(w);let t=(C??i).range;e.range=[i.range[0],t[1],t[2]],_.items.push(e)}y=C?C.range[2]:s.end}}let b=h?`}`:`]`,[x,...S]=f.end,C=y;if(x?.source===b)C=x.offset+x.source.length;else{let e=g[0].toUpperCase()+g.substring(1),t=v?`${e} must end with a ${b}`:`${e} in block collection must be sufficiently indented and end with a ${b}`;p(y,v?`MISSING_CHAR`:`BAD_INDENT`,t),x&&x.source.length!==1&&S.unshift(x)}if(S.length>0){let e=a.resolveEnd(S,C,d.options.strict,p);e.comment&&(_.comment?_.comment+=`
`+e.comment:_.comment=e.comment),_.range=[f.offset,C,e.offset]}else _.range=[f.offset,C,C];return _}e.resolveFlowCollection=resolveFlowCollection}));

// node_modules/yaml/dist/compose/compose-collection.js
var require_compose_collection=__commonJSMin((e=>{var t=require_identity(),n=require_Scalar(),r=require_YAMLMap(),i=require_YAMLSeq(),a=require_resolve_block_map(),o=require_resolve_block_seq(),s=require_resolve_flow_collection();function resolveCollection(e,t,n,r,i,c){let l=n.type===`block-map`?a.resolveBlockMap(e,t,n,r,c):n.type===`block-seq`?o.resolveBlockSeq(e,t,n,r,c):s.resolveFlowCollection(e,t,n,r,c),u=l.constructor;return i===`!`||i===u.tagName?(l.tag=u.tagName,l):(i&&(l.tag=i),l)}function composeCollection(e,a,o,s,c){let l=s.tag,u=l?a.directives.tagName(l.source,e=>c(l,`TAG_RESOLVE_FAILED`,e)):null;if(o.type===`block-seq`){let{anchor:e,newlineAfterProp:t}=s,n=e&&l?e.offset>l.offset?e:l:e??l;n&&(!t||t.offset<n.offset)&&c(n,`MISSING_CHAR`,`Missing newline after block sequence props`)}let d=o.type===`block-map`?`map`:o.type===`block-seq`?`seq`:o.start.source===`{`?`map`:`seq`;if(!l||!u||u===`!`||u===r.YAMLMap.tagName&&d===`map`||u===i.YAMLSeq.tagName&&d===`seq`)return resolveCollection(e,a,o,c,u);let f=a.schema.tags.find(e=>e.tag===u&&e.collection===d);if(!f){let t=a.schema.knownTags[u];if(t?.collection===d)a.schema.tags.push(Object.assign({},t,{default:!1})),f=t;else return t?c(l,`BAD_COLLECTION_TYPE`,`${t.tag} used for ${d} collection, but expects ${t.collection??`scalar`}`,!0):c(l,`TAG_RESOLVE_FAILED`,`Unresolved tag: ${u}`,!0),resolveCollection(e,a,o,c,u)}let p=resolveCollection(e,a,o,c,u,f),m=f.resolve?.(p,e=>c(l,`TAG_RESOLVE_FAILED`,e),a.options)??p,h=t.isNode(m)?m:new n.Scalar(m);return h.range=p.range,h.tag=u,f?.format&&(h.format=f.format),h}e.composeCollection=composeCollection}));

// node_modules/yaml/dist/compose/resolve-block-scalar.js
var require_resolve_block_scalar=__commonJSMin((e=>{var t=require_Scalar();function resolveBlockScalar(e,n,r){let i=n.offset,a=parseBlockScalarHeader(n,e.options.strict,r);if(!a)return{value:``,type:null,comment:``,range:[i,i,i]};let o=a.mode===`>`?t.Scalar.BLOCK_FOLDED:t.Scalar.BLOCK_LITERAL,s=n.source?splitLines(n.source):[],c=s.length;for(let e=s.length-1;e>=0;--e){let t=s[e][1];if(t===``||t===`\r`)c=e;else break}if(c===0){let e=a.chomp===`+`&&s.length>0?`
`.repeat(Math.max(1,s.length-1)):``,t=i+a.length;return n.source&&(t+=n.source.length),{value:e,type:o,comment:a.comment,range:[i,t,t]}}let l=n.indent+a.indent,u=n.offset+a.length,d=0;for(let t=0;t<c;++t){let[n,i]=s[t];if(i===``||i===`\r`)a.indent===0&&n.length>l&&(l=n.length);else{n.length<l&&r(u+n.length,`MISSING_CHAR`,`Block scalars with more-indented leading empty lines must use an explicit indentation indicator`),a.indent===0&&(l=n.length),d=t,l===0&&!e.atRoot&&r(u,`BAD_INDENT`,`Block scalar values in collections must be indented`);break}u+=n.length+i.length+1}for(let e=s.length-1;e>=c;--e)s[e][0].length>l&&(c=e+1);let f=``,p=``,m=!1;for(let e=0;e<d;++e)f+=s[e][0].slice(l)+`
`;for(let e=d;e<c;++e){let[n,i]=s[e];u+=n.length+i.length+1;let c=i[i.length-1]===`\r`;if(c&&(i=i.slice(0,-1)),i&&n.length<l){let e=`Block scalar lines must not be less indented than their ${a.indent?`explicit indentation indicator`:`first line`}`;r(u-i.length-(c?2:1),`BAD_INDENT`,e),n=``}o===t.Scalar.BLOCK_LITERAL?(f+=p+n.slice(l)+i,p=`
`):n.length>l||i[0]===`	`?(p===` `?p=`
`:!m&&p===`
`&&(p=`

`),f+=p+n.slice(l)+i,p=`
`,m=!0):i===``?p===`
`?f+=`
`:p=`
`:(f+=p+i,p=` `,m=!1)}switch(a.chomp){case`-`:break;case`+`:for(let e=c;e<s.length;++e)f+=`
`+s[e][0].slice(l);f[f.length-1]!==`
`&&(f+=`
`);break;default:f+=`
`}let h=i+a.length+n.source.length;return{value:f,type:o,comment:a.comment,range:[i,h,h]}}function parseBlockScalarHeader({offset:e,props:t},n,r){if(t[0].type!==`block-scalar-header`)return r(t[0],`IMPOSSIBLE`,`Block scalar header not found`),null;let{source:i}=t[0],a=i[0],o=0,s=``,c=-1;for(let t=1;t<i.length;++t){let n=i[t];if(!s&&(n===`-`||n===`+`))s=n;else{let r=Number(n);!o&&r?o=r:c===-1&&(c=e+t)}}c!==-1&&r(c,`UNEXPECTED_TOKEN`,`Block scalar header includes extra characters: ${i}`);let l=!1,u=``,d=i.length;for(let e=1;e<t.length;++e){let i=t[e];switch(i.type){case`space`:l=!0;case`newline`:d+=i.source.length;break;case`comment`:n&&!l&&r(i,`MISSING_CHAR`,`Comments must be separated from other tokens by white space characters`),d+=i.source.length,u=i.source.substring(1);break;case`error`:r(i,`UNEXPECTED_TOKEN`,i.message),d+=i.source.length;break;default:{r(i,`UNEXPECTED_TOKEN`,`Unexpected token in block scalar header: ${i.type}`);let e=i.source;e&&typeof e==`string`&&(d+=e.length)}}}return{mode:a,indent:o,chomp:s,comment:u,length:d}}function splitLines(e){let t=e.split(/\n( *)/),n=t[0],r=n.match(/^( *)/),i=[r?.[1]?[r[1],n.slice(r[1].length)]:[``,n]];for(let e=1;e<t.length;e+=2)i.push([t[e],t[e+1]]);return i}e.resolveBlockScalar=resolveBlockScalar}));

// node_modules/yaml/dist/compose/resolve-flow-scalar.js
var require_resolve_flow_scalar=__commonJSMin((e=>{var t=require_Scalar(),n=require_resolve_end();function resolveFlowScalar(e,r,i){let{offset:a,type:o,source:s,end:c}=e,l,u,_onError=(e,t,n)=>i(a+e,t,n);switch(o){case`scalar`:l=t.Scalar.PLAIN,u=plainValue(s,_onError);break;case`single-quoted-scalar`:l=t.Scalar.QUOTE_SINGLE,u=singleQuotedValue(s,_onError);break;case`double-quoted-scalar`:l=t.Scalar.QUOTE_DOUBLE,u=doubleQuotedValue(s,_onError);break;default:return i(e,`UNEXPECTED_TOKEN`,`Expected a flow scalar value, but found: ${o}`),{value:``,type:null,comment:``,range:[a,a+s.length,a+s.length]}}let d=a+s.length,f=n.resolveEnd(c,d,r,i);return{value:u,type:l,comment:f.comment,range:[a,d,f.offset]}}function plainValue(e,t){let n=``;switch(e[0]){case`	`:n=`a tab character`;break;case`,`:n=`flow indicator character ,`;break;case`%`:n=`directive indicator character %`;break;case`|`:case`>`:n=`block scalar indicator ${e[0]}`;break;case`@`:case"`":n=`reserved character ${e[0]}`}return n&&t(0,`BAD_SCALAR_START`,`Plain value cannot start with ${n}`),unfoldLines(e)}function singleQuotedValue(e,t){return(e[e.length-1]!==`'`||e.length===1)&&t(e.length,`MISSING_CHAR`,`Missing closing 'quote`),unfoldLines(e.slice(1,-1)).replace(/''/g,`'`)}function unfoldLines(e){let t=/(.*?)\r?\n/sy,n=t.exec(e);if(!n)return e;let r,i;try{r=RegExp(`(?<![ 	])[ 	]+$`),i=RegExp(`^[ 	]+|(?<![ 	])[ 	]+$`,`g`)}catch{r=/[ \t]+$/,i=/^[ \t]+|[ \t]+$/g}let a=n[1].replace(r,``),o=` `,s=t.lastIndex;for(;n=t.exec(e);){let e=n[1].replace(i,``);e===``?o===`
`?a+=o:o=`
`:(a+=o+e,o=` `),s=t.lastIndex}let c=/[ \t]*(.*)/sy;return c.lastIndex=s,n=c.exec(e),a+o+(n?.[1]??``)}function doubleQuotedValue(e,t){let n=``;for(let i=1;i<e.length-1;++i){let a=e[i];if(a!==`\r`||e[i+1]!==`
`){if(a===`
`){let{fold:t,offset:r}=foldNewline(e,i);n+=t,i=r}else if(a===`\\`){let a=e[++i],o=r[a];if(o)n+=o;else if(a===`
`)for(a=e[i+1];a===` `||a===`	`;)a=e[++i+1];else if(a===`\r`&&e[i+1]===`
`)for(a=e[++i+1];a===` `||a===`	`;)a=e[++i+1];else if(a===`x`||a===`u`||a===`U`){let r=a===`x`?2:a===`u`?4:8;n+=parseCharCode(e,i+1,r,t),i+=r}else{let r=e.substr(i-1,2);t(i-1,`BAD_DQ_ESCAPE`,`Invalid escape sequence ${r}`),n+=r}}else if(a===` `||a===`	`){let t=i,r=e[i+1];for(;r===` `||r===`	`;)r=e[++i+1];r!==`
`&&(r!==`\r`||e[i+2]!==`
`)&&(n+=i>t?e.slice(t,i+1):a)}else n+=a}}return(e[e.length-1]!==`"`||e.length===1)&&t(e.length,`MISSING_CHAR`,`Missing closing "quote`),n}function foldNewline(e,t){let n=``,r=e[t+1];for(;(r===` `||r===`	`||r===`
`||r===`\r`)&&(r!==`\r`||e[t+2]===`
`);)r===`
`&&(n+=`
`),t+=1,r=e[t+1];return n||=` `,{fold:n,offset:t}}let r={0:`\0`,a:`\x07`,b:`\b`,e:`\x1B`,f:`\f`,n:`
`,r:`\r`,t:`	`,v:`\v`,N:``,_:`\xA0`,L:`\u2028`,P:`\u2029`," ":` `,'"':`"`,"/":`/`,"\\":`\\`,"	":`	`};function parseCharCode(e,t,n,r){let i=e.substr(t,n),a=i.length===n&&/^[0-9a-fA-F]+$/.test(i)?parseInt(i,16):NaN;try{return String.fromCodePoint(a)}catch{let i=e.substr(t-2,n+2);return r(t-2,`BAD_DQ_ESCAPE`,`Invalid escape sequence ${i}`),i}}e.resolveFlowScalar=resolveFlowScalar}));

// node_modules/yaml/dist/compose/compose-scalar.js
var require_compose_scalar=__commonJSMin((e=>{var t=require_identity(),n=require_Scalar(),r=require_resolve_block_scalar(),i=require_resolve_flow_scalar();function composeScalar(e,a,o,s){let{value:c,type:l,comment:u,range:d}=a.type===`block-scalar`?r.resolveBlockScalar(e,a,s):i.resolveFlowScalar(a,e.options.strict,s),f=o?e.directives.tagName(o.source,e=>s(o,`TAG_RESOLVE_FAILED`,e)):null,p;p=e.options.stringKeys&&e.atKey?e.schema[t.SCALAR]:f?findScalarTagByName(e.schema,c,f,o,s):a.type===`scalar`?findScalarTagByTest(e,c,a,s):e.schema[t.SCALAR];let m;try{let r=p.resolve(c,e=>s(o??a,`TAG_RESOLVE_FAILED`,e),e.options);m=t.isScalar(r)?r:new n.Scalar(r)}catch(e){let t=e instanceof Error?e.message:String(e);s(o??a,`TAG_RESOLVE_FAILED`,t),m=new n.Scalar(c)}return m.range=d,m.source=c,l&&(m.type=l),f&&(m.tag=f),p.format&&(m.format=p.format),u&&(m.comment=u),m}function findScalarTagByName(e,n,r,i,a){if(r===`!`)return e[t.SCALAR];let o=[];for(let t of e.tags)if(!t.collection&&t.tag===r){if(t.default&&t.test)o.push(t);else return t}for(let e of o)if(e.test?.test(n))return e;let s=e.knownTags[r];return s&&!s.collection?(e.tags.push(Object.assign({},s,{default:!1,test:void 0})),s):(a(i,`TAG_RESOLVE_FAILED`,`Unresolved tag: ${r}`,r!==`tag:yaml.org,2002:str`),e[t.SCALAR])}function findScalarTagByTest({atKey:e,directives:n,schema:r},i,a,o){let s=r.tags.find(t=>(t.default===!0||e&&t.default===`key`)&&t.test?.test(i))||r[t.SCALAR];if(r.compat){let e=r.compat.find(e=>e.default&&e.test?.test(i))??r[t.SCALAR];s.tag!==e.tag&&o(a,`TAG_RESOLVE_FAILED`,`Value may be parsed as either ${n.tagString(s.tag)} or ${n.tagString(e.tag)}`,!0)}return s}e.composeScalar=composeScalar}));

// node_modules/yaml/dist/compose/util-empty-scalar-position.js
var require_util_empty_scalar_position=__commonJSMin((e=>{function emptyScalarPosition(e,t,n){if(t){n??=t.length;for(let r=n-1;r>=0;--r){let n=t[r];switch(n.type){case`space`:case`comment`:case`newline`:e-=n.source.length;continue}for(n=t[++r];n?.type===`space`;)e+=n.source.length,n=t[++r];break}}return e}e.emptyScalarPosition=emptyScalarPosition}));

// node_modules/yaml/dist/compose/compose-node.js
var require_compose_node=__commonJSMin((e=>{var t=require_Alias(),n=require_identity(),r=require_compose_collection(),i=require_compose_scalar(),a=require_resolve_end(),o=require_util_empty_scalar_position();let s={composeNode,composeEmptyNode};function composeNode(e,t,a,o){let c=e.atKey,{spaceBefore:l,comment:u,anchor:d,tag:f}=a,p,m=!0;switch(t.type){case`alias`:p=composeAlias(e,t,o),(d||f)&&o(t,`ALIAS_PROPS`,`An alias node must not specify any properties`);break;case`scalar`:case`single-quoted-scalar`:case`double-quoted-scalar`:case`block-scalar`:p=i.composeScalar(e,t,f,o),d&&(p.anchor=d.source.substring(1));break;case`block-map`:case`block-seq`:case`flow-collection`:try{p=r.composeCollection(s,e,t,a,o),d&&(p.anchor=d.source.substring(1))}catch(e){o(t,`RESOURCE_EXHAUSTION`,e instanceof Error?e.message:String(e))}break;default:o(t,`UNEXPECTED_TOKEN`,t.type===`error`?t.message:`Unsupported token (type: ${t.type})`),m=!1}return p??=composeEmptyNode(e,t.offset,void 0,null,a,o),d&&p.anchor===``&&o(d,`BAD_ALIAS`,`Anchor cannot be an empty string`),c&&e.options.stringKeys&&(!n.isScalar(p)||typeof p.value!=`string`||p.tag&&p.tag!==`tag:yaml.org,2002:str`)&&o(f??t,`NON_STRING_KEY`,`With stringKeys, all keys must be strings`),l&&(p.spaceBefore=!0),u&&(t.type===`scalar`&&t.source===``?p.comment=u:p.commentBefore=u),e.options.keepSourceTokens&&m&&(p.srcToken=t),p}function composeEmptyNode(e,t,n,r,{spaceBefore:a,comment:s,anchor:c,tag:l,end:u},d){let f={type:`scalar`,offset:o.emptyScalarPosition(t,n,r),indent:-1,source:``},p=i.composeScalar(e,f,l,d);return c&&(p.anchor=c.source.substring(1),p.anchor===``&&d(c,`BAD_ALIAS`,`Anchor cannot be an empty string`)),a&&(p.spaceBefore=!0),s&&(p.comment=s,p.range[2]=u),p}function composeAlias({options:e},{offset:n,source:r,end:i},o){let s=new t.Alias(r.substring(1));s.source===``&&o(n,`BAD_ALIAS`,`Alias cannot be an empty string`),s.source.endsWith(`:`)&&o(n+r.length-1,`BAD_ALIAS`,`Alias ending in : is ambiguous`,!0);let c=n+r.length,l=a.resolveEnd(i,c,e.strict,o);return s.range=[n,c,l.offset],l.comment&&(s.comment=l.comment),s}e.composeEmptyNode=composeEmptyNode,e.composeNode=composeNode}));

// node_modules/yaml/dist/compose/compose-doc.js
var require_compose_doc=__commonJSMin((e=>{var t=require_Document(),n=require_compose_node(),r=require_resolve_end(),i=require_resolve_props();function composeDoc(e,a,{offset:o,start:s,value:c,end:l},u){let d=Object.assign({_directives:a},e),f=new t.Document(void 0,d),p={atKey:!1,atRoot:!0,directives:f.directives,options:f.options,schema:f.schema},m=i.resolveProps(s,{indicator:`doc-start`,next:c??l?.[0],offset:o,onError:u,parentIndent:0,startOnNewline:!0});m.found&&(f.directives.docStart=!0,c&&(c.type===`block-map`||c.type===`block-seq`)&&!m.hasNewline&&u(m.end,`MISSING_CHAR`,`Block collection cannot start on same line with directives-end marker`)),f.contents=c?n.composeNode(p,c,m,u):n.composeEmptyNode(p,m.end,s,null,m,u);let h=f.contents.range[2],g=r.resolveEnd(l,h,!1,u);return g.comment&&(f.comment=g.comment),f.range=[o,h,g.offset],f}e.composeDoc=composeDoc}));

// node_modules/yaml/dist/compose/composer.js
var require_composer=__commonJSMin((e=>{var t=__require(`process`),n=require_directives(),r=require_Document(),i=require_errors(),a=require_identity(),o=require_compose_doc(),s=require_resolve_end();function getErrorPos(e){if(typeof e==`number`)return[e,e+1];if(Array.isArray(e))return e.length===2?e:[e[0],e[1]];let{offset:t,source:n}=e;return[t,t+(typeof n==`string`?n.length:1)]}function parsePrelude(e){let t=``,n=!1,r=!1;for(let i=0;i<e.length;++i){let a=e[i];switch(a[0]){case`#`:t+=(t===``?``:r?`

`:`
`)+(a.substring(1)||` `),n=!0,r=!1;break;case`%`:e[i+1]?.[0]!==`#`&&(i+=1),n=!1;break;default:n||(r=!0),n=!1}}return{comment:t,afterEmptyLine:r}}var Composer=class{constructor(e={}){this.doc=null,this.atDirectives=!1,this.prelude=[],this.errors=[],this.warnings=[],this.onError=(e,t,n,r)=>{let a=getErrorPos(e);r?this.warnings.push(new i.YAMLWarning(a,t,n)):this.errors.push(new i.YAMLParseError(a,t,n))},this.directives=new n.Directives({version:e.version||`1.2`}),this.options=e}decorate(e,t){let{comment:n,afterEmptyLine:r}=parsePrelude(this.prelude);if(n){let i=e.contents;if(t)e.comment=e.comment?`${e.comment}\n${n}`:n;else if(r||e.directives.docStart||!i)e.commentBefore=n;else if(a.isCollection(i)&&!i.flow&&i.items.length>0){let e=i.items[0];a.isPair(e)&&(e=e.key);let t=e.commentBefore;e.commentBefore=t?`${n}\n${t}`:n}else{let e=i.commentBefore;i.commentBefore=e?`${n}\n${e}`:n}}if(t){for(let t=0;t<this.errors.length;++t)e.errors.push(this.errors[t]);for(let t=0;t<this.warnings.length;++t)e.warnings.push(this.warnings[t])}else e.errors=this.errors,e.warnings=this.warnings;this.prelude=[],this.errors=[],this.warnings=[]}streamInfo(){return{comment:parsePrelude(this.prelude).comment,directives:this.directives,errors:this.errors,warnings:this.warnings}}*compose(e,t=!1,n=-1){for(let t of e)yield*this.next(t);yield*this.end(t,n)}*next(e){switch(t.env.LOG_STREAM&&console.dir(e,{depth:null}),e.type){case`directive`:this.directives.add(e.source,(t,n,r)=>{let i=getErrorPos(e);i[0]+=t,this.onError(i,`BAD_DIRECTIVE`,n,r)}),this.prelude.push(e.source),this.atDirectives=!0;break;case`document`:{let t=o.composeDoc(this.options,this.directives,e,this.onError);this.atDirectives&&!t.directives.docStart&&this.onError(e,`MISSING_CHAR`,`Missing directives-end/doc-start indicator line`),this.decorate(t,!1),this.doc&&(yield this.doc),this.doc=t,this.atDirectives=!1;break}case`byte-order-mark`:case`space`:break;case`comment`:case`newline`:this.prelude.push(e.source);break;case`error`:{let t=e.source?`${e.message}: ${JSON.stringify(e.source)}`:e.message,n=new i.YAMLParseError(getErrorPos(e),`UNEXPECTED_TOKEN`,t);this.atDirectives||!this.doc?this.errors.push(n):this.doc.errors.push(n);break}case`doc-end`:{if(!this.doc){this.errors.push(new i.YAMLParseError(getErrorPos(e),`UNEXPECTED_TOKEN`,`Unexpected doc-end without preceding document`));break}this.doc.directives.docEnd=!0;let t=s.resolveEnd(e.end,e.offset+e.source.length,this.doc.options.strict,this.onError);if(this.decorate(this.doc,!0),t.comment){let e=this.doc.comment;this.doc.comment=e?`${e}\n${t.comment}`:t.comment}this.doc.range[2]=t.offset;break}default:this.errors.push(new i.YAMLParseError(getErrorPos(e),`UNEXPECTED_TOKEN`,`Unsupported token ${e.type}`))}}*end(e=!1,t=-1){if(this.doc)this.decorate(this.doc,!0),yield this.doc,this.doc=null;else if(e){let e=Object.assign({_directives:this.directives},this.options),n=new r.Document(void 0,e);this.atDirectives&&this.onError(t,`MISSING_CHAR`,`Missing directives-end indicator line`),n.range=[0,t,t],this.decorate(n,!1),yield n}}};e.Composer=Composer}));

// node_modules/yaml/dist/parse/cst-scalar.js
var require_cst_scalar=__commonJSMin((e=>{var t=require_resolve_block_scalar(),n=require_resolve_flow_scalar(),r=require_errors(),i=require_stringifyString();function resolveAsScalar(e,i=!0,a){if(e){let _onError=(e,t,n)=>{let i=typeof e==`number`?e:Array.isArray(e)?e[0]:e.offset;if(a)a(i,t,n);else throw new r.YAMLParseError([i,i+1],t,n)};switch(e.type){case`scalar`:case`single-quoted-scalar`:case`double-quoted-scalar`:return n.resolveFlowScalar(e,i,_onError);case`block-scalar`:return t.resolveBlockScalar({options:{strict:i}},e,_onError)}}return null}function createScalarToken(e,t){let{implicitKey:n=!1,indent:r,inFlow:a=!1,offset:o=-1,type:s=`PLAIN`}=t,c=i.stringifyString({type:s,value:e},{implicitKey:n,indent:r>0?` `.repeat(r):``,inFlow:a,options:{blockQuote:!0,lineWidth:-1}}),l=t.end??[{type:`newline`,offset:-1,indent:r,source:`
`}];switch(c[0]){case`|`:case`>`:{let e=c.indexOf(`
`),t=c.substring(0,e),n=c.substring(e+1)+`
`,i=[{type:`block-scalar-header`,offset:o,indent:r,source:t}];return addEndtoBlockProps(i,l)||i.push({type:`newline`,offset:-1,indent:r,source:`
`}),{type:`block-scalar`,offset:o,indent:r,props:i,source:n}}case`"`:return{type:`double-quoted-scalar`,offset:o,indent:r,source:c,end:l};case`'`:return{type:`single-quoted-scalar`,offset:o,indent:r,source:c,end:l};default:return{type:`scalar`,offset:o,indent:r,source:c,end:l}}}function setScalarValue(e,t,n={}){let{afterKey:r=!1,implicitKey:a=!1,inFlow:o=!1,type:s}=n,c=`indent`in e?e.indent:null;if(r&&typeof c==`number`&&(c+=2),!s)switch(e.type){case`single-quoted-scalar`:s=`QUOTE_SINGLE`;break;case`double-quoted-scalar`:s=`QUOTE_DOUBLE`;break;case`block-scalar`:{let t=e.props[0];if(t.type!==`block-scalar-header`)throw Error(`Invalid block scalar header`);s=t.source[0]===`>`?`BLOCK_FOLDED`:`BLOCK_LITERAL`;break}default:s=`PLAIN`}let l=i.stringifyString({type:s,value:t},{implicitKey:a||c===null,indent:c!==null&&c>0?` `.repeat(c):``,inFlow:o,options:{blockQuote:!0,lineWidth:-1}});switch(l[0]){case`|`:case`>`:setBlockScalarValue(e,l);break;case`"`:setFlowScalarValue(e,l,`double-quoted-scalar`);break;case`'`:setFlowScalarValue(e,l,`single-quoted-scalar`);break;default:setFlowScalarValue(e,l,`scalar`)}}function setBlockScalarValue(e,t){let n=t.indexOf(`
`),r=t.substring(0,n),i=t.substring(n+1)+`
`;if(e.type===`block-scalar`){let t=e.props[0];if(t.type!==`block-scalar-header`)throw Error(`Invalid block scalar header`);t.source=r,e.source=i}else{let{offset:t}=e,n=`indent`in e?e.indent:-1,a=[{type:`block-scalar-header`,offset:t,indent:n,source:r}];addEndtoBlockProps(a,`end`in e?e.end:void 0)||a.push({type:`newline`,offset:-1,indent:n,source:`
`});for(let t of Object.keys(e))t!==`type`&&t!==`offset`&&delete e[t];Object.assign(e,{type:`block-scalar`,indent:n,props:a,source:i})}}function addEndtoBlockProps(e,t){if(t)for(let n of t)switch(n.type){case`space`:case`comment`:e.push(n);break;case`newline`:return e.push(n),!0}return!1}function setFlowScalarValue(e,t,n){switch(e.type){case`scalar`:case`double-quoted-scalar`:case`single-quoted-scalar`:e.type=n,e.source=t;break;case`block-scalar`:{let r=e.props.slice(1),i=t.length;e.props[0].type===`block-scalar-header`&&(i-=e.props[0].source.length);for(let e of r)e.offset+=i;delete e.props,Object.assign(e,{type:n,source:t,end:r});break}case`block-map`:case`block-seq`:{let r={type:`newline`,offset:e.offset+t.length,indent:e.indent,source:`
`};delete e.items,Object.assign(e,{type:n,source:t,end:[r]});break}default:{let r=`indent`in e?e.indent:-1,i=`end`in e&&Array.isArray(e.end)?e.end.filter(e=>e.type===`space`||e.type===`comment`||e.type===`newline`):[];for(let t of Object.keys(e))t!==`type`&&t!==`offset`&&delete e[t];Object.assign(e,{type:n,indent:r,source:t,end:i})}}}e.createScalarToken=createScalarToken,e.resolveAsScalar=resolveAsScalar,e.setScalarValue=setScalarValue}));

// node_modules/yaml/dist/parse/cst-stringify.js
var require_cst_stringify=__commonJSMin((e=>{let stringify=e=>`type`in e?stringifyToken(e):stringifyItem(e);function stringifyToken(e){switch(e.type){case`block-scalar`:{let t=``;for(let n of e.props)t+=stringifyToken(n);return t+e.source}case`block-map`:case`block-seq`:{let t=``;for(let n of e.items)t+=stringifyItem(n);return t}case`flow-collection`:{let t=e.start.source;for(let n of e.items)t+=stringifyItem(n);for(let n of e.end)t+=n.source;return t}case`document`:{let t=stringifyItem(e);if(e.end)for(let n of e.end)t+=n.source;return t}default:{let t=e.source;if(`end`in e&&e.end)for(let n of e.end)t+=n.source;return t}}}function stringifyItem({start:e,key:t,sep:n,value:r}){let i=``;for(let t of e)i+=t.source;if(t&&(i+=stringifyToken(t)),n)for(let e of n)i+=e.source;return r&&(i+=stringifyToken(r)),i}e.stringify=stringify}));

// node_modules/yaml/dist/parse/cst-visit.js
var require_cst_visit=__commonJSMin((e=>{let t=Symbol(`break visit`),n=Symbol(`skip children`),r=Symbol(`remove item`);function visit(e,t){`type`in e&&e.type===`document`&&(e={start:e.start,value:e.value}),_visit(Object.freeze([]),e,t)}visit.BREAK=t,visit.SKIP=n,visit.REMOVE=r,visit.itemAtPath=(e,t)=>{let n=e;for(let[e,r]of t){let t=n?.[e];if(t&&`items`in t)n=t.items[r];else return}return n},visit.parentCollection=(e,t)=>{let n=visit.itemAtPath(e,t.slice(0,-1)),r=t[t.length-1][0],i=n?.[r];if(i&&`items`in i)return i;throw Error(`Parent collection not found`)};function _visit(e,n,i){let a=i(n,e);if(typeof a==`symbol`)return a;for(let o of[`key`,`value`]){let s=n[o];if(s&&`items`in s){for(let n=0;n<s.items.length;++n){let a=_visit(Object.freeze(e.concat([[o,n]])),s.items[n],i);if(typeof a==`number`)n=a-1;else if(a===t)return t;else a===r&&(s.items.splice(n,1),--n)}typeof a==`function`&&o===`key`&&(a=a(n,e))}}return typeof a==`function`?a(n,e):a}e.visit=visit}));

// node_modules/yaml/dist/parse/cst.js
var require_cst=__commonJSMin((e=>{var t=require_cst_scalar(),n=require_cst_stringify(),r=require_cst_visit();let isCollection=e=>!!e&&`items`in e,isScalar=e=>!!e&&(e.type===`scalar`||e.type===`single-quoted-scalar`||e.type===`double-quoted-scalar`||e.type===`block-scalar`);function prettyToken(e){switch(e){case`﻿`:return`<BOM>`;case``:return`<DOC>`;case``:return`<FLOW_END>`;case``:return`<SCALAR>`;default:return JSON.stringify(e)}}function tokenType(e){switch(e){case`﻿`:return`byte-order-mark`;case``:return`doc-mode`;case``:return`flow-error-end`;case``:return`scalar`;case`---`:return`doc-start`;case`...`:return`doc-end`;case``:case`
`:case`\r
`:return`newline`;case`-`:return`seq-item-ind`;case`?`:return`explicit-key-ind`;case`:`:return`map-value-ind`;case`{`:return`flow-map-start`;case`}`:return`flow-map-end`;case`[`:return`flow-seq-start`;case`]`:return`flow-seq-end`;case`,`:return`comma`}switch(e[0]){case` `:case`	`:return`space`;case`#`:return`comment`;case`%`:return`directive-line`;case`*`:return`alias`;case`&`:return`anchor`;case`!`:return`tag`;case`'`:return`single-quoted-scalar`;case`"`:return`double-quoted-scalar`;case`|`:case`>`:return`block-scalar-header`}return null}e.createScalarToken=t.createScalarToken,e.resolveAsScalar=t.resolveAsScalar,e.setScalarValue=t.setScalarValue,e.stringify=n.stringify,e.visit=r.visit,e.BOM=`﻿`,e.DOCUMENT=``,e.FLOW_END=``,e.SCALAR=``,e.isCollection=isCollection,e.isScalar=isScalar,e.prettyToken=prettyToken,e.tokenType=tokenType}));

// node_modules/yaml/dist/parse/lexer.js
var require_lexer=__commonJSMin((e=>{var t=require_cst();function isEmpty(e){switch(e){case void 0:case` `:case`
`:case`\r`:case`	`:return!0;default:return!1}}let n=new Set(`0123456789ABCDEFabcdef`),r=new Set(`0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-#;/?:@&=+$_.!~*'()`),i=new Set(`,[]{}`),a=new Set(` ,[]{}
\r	`),isNotAnchorChar=e=>!e||a.has(e);var Lexer=class{constructor(){this.atEnd=!1,this.blockScalarIndent=-1,this.blockScalarKeep=!1,this.buffer=``,this.flowKey=!1,this.flowLevel=0,this.indentNext=0,this.indentValue=0,this.lineEndPos=null,this.next=null,this.pos=0}*lex(e,t=!1){if(e){if(typeof e!=`string`)throw TypeError(`source is not a string`);this.buffer=this.buffer?this.buffer+e:e,this.lineEndPos=null}this.atEnd=!t;let n=this.next??`stream`;for(;n&&(t||this.hasChars(1));)n=yield*this.parseNext(n)}atLineEnd(){let e=this.pos,t=this.buffer[e];for(;t===` `||t===`	`;)t=this.buffer[++e];return!t||t===`#`||t===`
`||t===`\r`&&this.buffer[e+1]===`
`}charAt(e){return this.buffer[this.pos+e]}continueScalar(e){let t=this.buffer[e];if(this.indentNext>0){let n=0;for(;t===` `;)t=this.buffer[++n+e];if(t===`\r`){let t=this.buffer[n+e+1];if(t===`
`||!t&&!this.atEnd)return e+n+1}return t===`
`||n>=this.indentNext||!t&&!this.atEnd?e+n:-1}if(t===`-`||t===`.`){let t=this.buffer.substr(e,3);if((t===`---`||t===`...`)&&isEmpty(this.buffer[e+3]))return-1}return e}getLine(){let e=this.lineEndPos;return(typeof e!=`number`||e!==-1&&e<this.pos)&&(e=this.buffer.indexOf(`
`,this.pos),this.lineEndPos=e),e===-1?this.atEnd?this.buffer.substring(this.pos):null:(this.buffer[e-1]===`\r`&&--e,this.buffer.substring(this.pos,e))}hasChars(e){return this.pos+e<=this.buffer.length}setNext(e){return this.buffer=this.buffer.substring(this.pos),this.pos=0,this.lineEndPos=null,this.next=e,null}peek(e){return this.buffer.substr(this.pos,e)}*parseNext(e){switch(e){case`stream`:return yield*this.parseStream();case`line-start`:return yield*this.parseLineStart();case`block-start`:return yield*this.parseBlockStart();case`doc`:return yield*this.parseDocument();case`flow`:return yield*this.parseFlowCollection();case`quoted-scalar`:return yield*this.parseQuotedScalar();case`block-scalar`:return yield*this.parseBlockScalar();case`plain-scalar`:return yield*this.parsePlainScalar()}}*parseStream(){let e=this.getLine();if(e===null)return this.setNext(`stream`);if(e[0]===t.BOM&&(yield*this.pushCount(1),e=e.substring(1)),e[0]===`%`){let t=e.length,n=e.indexOf(`#`);for(;n!==-1;){let r=e[n-1];if(r===` `||r===`	`){t=n-1;break}n=e.indexOf(`#`,n+1)}for(;;){let n=e[t-1];if(n===` `||n===`	`)--t;else break}let r=(yield*this.pushCount(t))+(yield*this.pushSpaces(!0));return yield*this.pushCount(e.length-r),this.pushNewline(),`stream`}if(this.atLineEnd()){let t=yield*this.pushSpaces(!0);return yield*this.pushCount(e.length-t),yield*this.pushNewline(),`stream`}return yield t.DOCUMENT,yield*this.parseLineStart()}*parseLineStart(){let e=this.charAt(0);if(!e&&!this.atEnd)return this.setNext(`line-start`);if(e===`-`||e===`.`){if(!this.atEnd&&!this.hasChars(4))return this.setNext(`line-start`);let e=this.peek(3);if((e===`---`||e===`...`)&&isEmpty(this.charAt(3)))return yield*this.pushCount(3),this.indentValue=0,this.indentNext=0,e===`---`?`doc`:`stream`}return this.indentValue=yield*this.pushSpaces(!1),this.indentNext>this.indentValue&&!isEmpty(this.charAt(1))&&(this.indentNext=this.indentValue),yield*this.parseBlockStart()}*parseBlockStart(){let[e,t]=this.peek(2);if(!t&&!this.atEnd)return this.setNext(`block-start`);if((e===`-`||e===`?`||e===`:`)&&isEmpty(t)){let e=(yield*this.pushCount(1))+(yield*this.pushSpaces(!0));return this.indentNext=this.indentValue+1,this.indentValue+=e,`block-start`}return`doc`}*parseDocument(){yield*this.pushSpaces(!0);let e=this.getLine();if(e===null)return this.setNext(`doc`);let t=yield*this.pushIndicators();switch(e[t]){case`#`:yield*this.pushCount(e.length-t);case void 0:return yield*this.pushNewline(),yield*this.parseLineStart();case`{`:case`[`:return yield*this.pushCount(1),this.flowKey=!1,this.flowLevel=1,`flow`;case`}`:case`]`:return yield*this.pushCount(1),`doc`;case`*`:return yield*this.pushUntil(isNotAnchorChar),`doc`;case`"`:case`'`:return yield*this.parseQuotedScalar();case`|`:case`>`:return t+=yield*this.parseBlockScalarHeader(),t+=yield*this.pushSpaces(!0),yield*this.pushCount(e.length-t),yield*this.pushNewline(),yield*this.parseBlockScalar();default:return yield*this.parsePlainScalar()}}*parseFlowCollection(){let e,n,r=-1;do e=yield*this.pushNewline(),e>0?(n=yield*this.pushSpaces(!1),this.indentValue=r=n):n=0,n+=yield*this.pushSpaces(!0);while(e+n>0);let i=this.getLine();if(i===null)return this.setNext(`flow`);if((r!==-1&&r<this.indentNext&&i[0]!==`#`||r===0&&(i.startsWith(`---`)||i.startsWith(`...`))&&isEmpty(i[3]))&&(r!==this.indentNext-1||this.flowLevel!==1||i[0]!==`]`&&i[0]!==`}`))return this.flowLevel=0,yield t.FLOW_END,yield*this.parseLineStart();let a=0;for(;i[a]===`,`;)a+=yield*this.pushCount(1),a+=yield*this.pushSpaces(!0),this.flowKey=!1;switch(a+=yield*this.pushIndicators(),i[a]){case void 0:return`flow`;case`#`:return yield*this.pushCount(i.length-a),`flow`;case`{`:case`[`:return yield*this.pushCount(1),this.flowKey=!1,this.flowLevel+=1,`flow`;case`}`:case`]`:return yield*this.pushCount(1),this.flowKey=!0,--this.flowLevel,this.flowLevel?`flow`:`doc`;case`*`:return yield*this.pushUntil(isNotAnchorChar),`flow`;case`"`:case`'`:return this.flowKey=!0,yield*this.parseQuotedScalar();case`:`:{let e=this.charAt(1);if(this.flowKey||isEmpty(e)||e===`,`)return this.flowKey=!1,yield*this.pushCount(1),yield*this.pushSpaces(!0),`flow`}default:return this.flowKey=!1,yield*this.parsePlainScalar()}}*parseQuotedScalar(){let e=this.charAt(0),t=this.buffer.indexOf(e,this.pos+1);if(e===`'`)for(;t!==-1&&this.buffer[t+1]===`'`;)t=this.buffer.indexOf(`'`,t+2);else for(;t!==-1;){let e=0;for(;this.buffer[t-1-e]===`\\`;)e+=1;if(e%2==0)break;t=this.buffer.indexOf(`"`,t+1)}let n=this.buffer.substring(0,t),r=n.indexOf(`
`,this.pos);if(r!==-1){for(;r!==-1;){let e=this.continueScalar(r+1);if(e===-1)break;r=n.indexOf(`
`,e)}r!==-1&&(t=r-(n[r-1]===`\r`?2:1))}if(t===-1){if(!this.atEnd)return this.setNext(`quoted-scalar`);t=this.buffer.length}return yield*this.pushToIndex(t+1,!1),this.flowLevel?`flow`:`doc`}*parseBlockScalarHeader(){this.blockScalarIndent=-1,this.blockScalarKeep=!1;let e=this.pos;for(;;){let t=this.buffer[++e];if(t===`+`)this.blockScalarKeep=!0;else if(t>`0`&&t<=`9`)this.blockScalarIndent=Number(t)-1;else if(t!==`-`)break}return yield*this.pushUntil(e=>isEmpty(e)||e===`#`)}*parseBlockScalar(){let e=this.pos-1,n=0,r;loop:for(let t=this.pos;r=this.buffer[t];++t)switch(r){case` `:n+=1;break;case`
`:e=t,n=0;break;case`\r`:{let e=this.buffer[t+1];if(!e&&!this.atEnd)return this.setNext(`block-scalar`);if(e===`
`)break}default:break loop}if(!r&&!this.atEnd)return this.setNext(`block-scalar`);if(n>=this.indentNext){this.indentNext=this.blockScalarIndent===-1?n:this.blockScalarIndent+(this.indentNext===0?1:this.indentNext);do{let t=this.continueScalar(e+1);if(t===-1)break;e=this.buffer.indexOf(`
`,t)}while(e!==-1);if(e===-1){if(!this.atEnd)return this.setNext(`block-scalar`);e=this.buffer.length}}let i=e+1;for(r=this.buffer[i];r===` `;)r=this.buffer[++i];if(r===`	`){for(;r===`	`||r===` `||r===`\r`||r===`
`;)r=this.buffer[++i];e=i-1}else if(!this.blockScalarKeep)do{let t=e-1,r=this.buffer[t];r===`\r`&&(r=this.buffer[--t]);let i=t;for(;r===` `;)r=this.buffer[--t];if(r===`
`&&t>=this.pos&&t+1+n>i)e=t;else break}while(1);return yield t.SCALAR,yield*this.pushToIndex(e+1,!0),yield*this.parseLineStart()}*parsePlainScalar(){let e=this.flowLevel>0,n=this.pos-1,r=this.pos-1,a;for(;a=this.buffer[++r];)if(a===`:`){let t=this.buffer[r+1];if(isEmpty(t)||e&&i.has(t))break;n=r}else if(isEmpty(a)){let t=this.buffer[r+1];if(a===`\r`&&(t===`
`?(r+=1,a=`
`,t=this.buffer[r+1]):n=r),t===`#`||e&&i.has(t))break;if(a===`
`){let e=this.continueScalar(r+1);if(e===-1)break;r=Math.max(r,e-2)}}else{if(e&&i.has(a))break;n=r}return!a&&!this.atEnd?this.setNext(`plain-scalar`):(yield t.SCALAR,yield*this.pushToIndex(n+1,!0),e?`flow`:`doc`)}*pushCount(e){return e>0?(yield this.buffer.substr(this.pos,e),this.pos+=e,e):0}*pushToIndex(e,t){let n=this.buffer.slice(this.pos,e);return n?(yield n,this.pos+=n.length,n.length):(t&&(yield``),0)}*pushIndicators(){let e=0;loop:for(;;){switch(this.charAt(0)){case`!`:e+=yield*this.pushTag(),e+=yield*this.pushSpaces(!0);continue loop;case`&`:e+=yield*this.pushUntil(isNotAnchorChar),e+=yield*this.pushSpaces(!0);continue loop;case`-`:case`?`:case`:`:{let t=this.flowLevel>0,n=this.charAt(1);if(isEmpty(n)||t&&i.has(n)){t?this.flowKey&&=!1:this.indentNext=this.indentValue+1,e+=yield*this.pushCount(1),e+=yield*this.pushSpaces(!0);continue loop}}}break loop}return e}*pushTag(){if(this.charAt(1)===`<`){let e=this.pos+2,t=this.buffer[e];for(;!isEmpty(t)&&t!==`>`;)t=this.buffer[++e];return yield*this.pushToIndex(t===`>`?e+1:e,!1)}{let e=this.pos+1,t=this.buffer[e];for(;t;)if(r.has(t))t=this.buffer[++e];else if(t===`%`&&n.has(this.buffer[e+1])&&n.has(this.buffer[e+2]))t=this.buffer[e+=3];else break;return yield*this.pushToIndex(e,!1)}}*pushNewline(){let e=this.buffer[this.pos];return e===`
`?yield*this.pushCount(1):e===`\r`&&this.charAt(1)===`
`?yield*this.pushCount(2):0}*pushSpaces(e){let t=this.pos-1,n;do n=this.buffer[++t];while(n===` `||e&&n===`	`);let r=t-this.pos;return r>0&&(yield this.buffer.substr(this.pos,r),this.pos=t),r}*pushUntil(e){let t=this.pos,n=this.buffer[t];for(;!e(n);)n=this.buffer[++t];return yield*this.pushToIndex(t,!1)}};e.Lexer=Lexer}));

// node_modules/yaml/dist/parse/line-counter.js
var require_line_counter=__commonJSMin((e=>{var LineCounter=class{constructor(){this.lineStarts=[],this.addNewLine=e=>this.lineStarts.push(e),this.linePos=e=>{let t=0,n=this.lineStarts.length;for(;t<n;){let r=t+n>>1;this.lineStarts[r]<e?t=r+1:n=r}if(this.lineStarts[t]===e)return{line:t+1,col:1};if(t===0)return{line:0,col:e};let r=this.lineStarts[t-1];return{line:t,col:e-r+1}}}};e.LineCounter=LineCounter}));

// node_modules/yaml/dist/parse/parser.js
var require_parser=__commonJSMin((e=>{var t=__require(`process`),n=require_cst(),r=require_lexer();function includesToken(e,t){for(let n=0;n<e.length;++n)if(e[n].type===t)return!0;return!1}function findNonEmptyIndex(e){for(let t=0;t<e.length;++t)switch(e[t].type){case`space`:case`comment`:case`newline`:break;default:return t}return-1}function isFlowToken(e){switch(e?.type){case`alias`:case`scalar`:case`single-quoted-scalar`:case`double-quoted-scalar`:case`flow-collection`:return!0;default:return!1}}function getPrevProps(e){switch(e.type){case`document`:return e.start;case`block-map`:{let t=e.items[e.items.length-1];return t.sep??t.start}case`block-seq`:return e.items[e.items.length-1].start;default:return[]}}function getFirstKeyStartProps(e){if(e.length===0)return[];let t=e.length;loop:for(;--t>=0;)switch(e[t].type){case`doc-start`:case`explicit-key-ind`:case`map-value-ind`:case`seq-item-ind`:case`newline`:break loop}for(;e[++t]?.type===`space`;);return e.splice(t,e.length)}function arrayPushArray(e,t){if(t.length<1e5)Array.prototype.push.apply(e,t);else for(let n=0;n<t.length;++n)e.push(t[n])}function fixFlowSeqItems(e){if(e.start.type===`flow-seq-start`)for(let t of e.items)t.sep&&!t.value&&!includesToken(t.start,`explicit-key-ind`)&&!includesToken(t.sep,`map-value-ind`)&&(t.key&&(t.value=t.key),delete t.key,isFlowToken(t.value)?t.value.end?arrayPushArray(t.value.end,t.sep):t.value.end=t.sep:arrayPushArray(t.start,t.sep),delete t.sep)}var Parser=class{constructor(e){this.atNewLine=!0,this.atScalar=!1,this.indent=0,this.offset=0,this.onKeyLine=!1,this.stack=[],this.source=``,this.type=``,this.lexer=new r.Lexer,this.onNewLine=e}*parse(e,t=!1){this.onNewLine&&this.offset===0&&this.onNewLine(0);for(let n of this.lexer.lex(e,t))yield*this.next(n);t||(yield*this.end())}*next(e){if(this.source=e,t.env.LOG_TOKENS&&console.log(`|`,n.prettyToken(e)),this.atScalar){this.atScalar=!1,yield*this.step(),this.offset+=e.length;return}let r=n.tokenType(e);if(!r){let t=`Not a YAML token: ${e}`;yield*this.pop({type:`error`,offset:this.offset,message:t,source:e}),this.offset+=e.length}else if(r===`scalar`)this.atNewLine=!1,this.atScalar=!0,this.type=`scalar`;else{switch(this.type=r,yield*this.step(),r){case`newline`:this.atNewLine=!0,this.indent=0,this.onNewLine&&this.onNewLine(this.offset+e.length);break;case`space`:this.atNewLine&&e[0]===` `&&(this.indent+=e.length);break;case`explicit-key-ind`:case`map-value-ind`:case`seq-item-ind`:this.atNewLine&&(this.indent+=e.length);break;case`doc-mode`:case`flow-error-end`:return;default:this.atNewLine=!1}this.offset+=e.length}}*end(){for(;this.stack.length>0;)yield*this.pop()}get sourceToken(){return{type:this.type,offset:this.offset,indent:this.indent,source:this.source}}*step(){let e=this.peek(1);if(this.type===`doc-end`&&e?.type!==`doc-end`){for(;this.stack.length>0;)yield*this.pop();this.stack.push({type:`doc-end`,offset:this.offset,source:this.source})}else{if(!e)return yield*this.stream();switch(e.type){case`document`:return yield*this.document(e);case`alias`:case`scalar`:case`single-quoted-scalar`:case`double-quoted-scalar`:return yield*this.scalar(e);case`block-scalar`:return yield*this.blockScalar(e);case`block-map`:return yield*this.blockMap(e);case`block-seq`:return yield*this.blockSequence(e);case`flow-collection`:return yield*this.flowCollection(e);case`doc-end`:return yield*this.documentEnd(e)}yield*this.pop()}}peek(e){return this.stack[this.stack.length-e]}*pop(e){let t=e??this.stack.pop();if(!t)yield{type:`error`,offset:this.offset,source:``,message:`Tried to pop an empty stack`};else if(this.stack.length===0)yield t;else{let e=this.peek(1);switch(t.type===`block-scalar`?t.indent=`indent`in e?e.indent:0:t.type===`flow-collection`&&e.type===`document`&&(t.indent=0),t.type===`flow-collection`&&fixFlowSeqItems(t),e.type){case`document`:e.value=t;break;case`block-scalar`:e.props.push(t);break;case`block-map`:{let n=e.items[e.items.length-1];if(n.value){e.items.push({start:[],key:t,sep:[]}),this.onKeyLine=!0;return}if(n.sep)n.value=t;else{Object.assign(n,{key:t,sep:[]}),this.onKeyLine=!n.explicitKey;return}break}case`block-seq`:{let n=e.items[e.items.length-1];n.value?e.items.push({start:[],value:t}):n.value=t;break}case`flow-collection`:{let n=e.items[e.items.length-1];!n||n.value?e.items.push({start:[],key:t,sep:[]}):n.sep?n.value=t:Object.assign(n,{key:t,sep:[]});return}default:yield*this.pop(),yield*this.pop(t)}if((e.type===`document`||e.type===`block-map`||e.type===`block-seq`)&&(t.type===`block-map`||t.type===`block-seq`)){let n=t.items[t.items.length-1];n&&!n.sep&&!n.value&&n.start.length>0&&findNonEmptyIndex(n.start)===-1&&(t.indent===0||n.start.every(e=>e.type!==`comment`||e.indent<t.indent))&&(e.type===`document`?e.end=n.start:e.items.push({start:n.start}),t.items.splice(-1,1))}}}*stream(){switch(this.type){case`directive-line`:yield{type:`directive`,offset:this.offset,source:this.source};return;case`byte-order-mark`:case`space`:case`comment`:case`newline`:yield this.sourceToken;return;case`doc-mode`:case`doc-start`:{let e={type:`document`,offset:this.offset,start:[]};this.type===`doc-start`&&e.start.push(this.sourceToken),this.stack.push(e);return}}yield{type:`error`,offset:this.offset,message:`Unexpected ${this.type} token in YAML stream`,source:this.source}}*document(e){if(e.value)return yield*this.lineEnd(e);switch(this.type){case`doc-start`:findNonEmptyIndex(e.start)===-1?e.start.push(this.sourceToken):(yield*this.pop(),yield*this.step());return;case`anchor`:case`tag`:case`space`:case`comment`:case`newline`:e.start.push(this.sourceToken);return}let t=this.startBlockValue(e);t?this.stack.push(t):yield{type:`error`,offset:this.offset,message:`Unexpected ${this.type} token in YAML document`,source:this.source}}*scalar(e){if(this.type===`map-value-ind`){let t=getFirstKeyStartProps(getPrevProps(this.peek(2))),n;e.end?(n=e.end,n.push(this.sourceToken),delete e.end):n=[this.sourceToken];let r={type:`block-map`,offset:e.offset,indent:e.indent,items:[{start:t,key:e,sep:n}]};this.onKeyLine=!0,this.stack[this.stack.length-1]=r}else yield*this.lineEnd(e)}*blockScalar(e){switch(this.type){case`space`:case`comment`:case`newline`:e.props.push(this.sourceToken);return;case`scalar`:if(e.source=this.source,this.atNewLine=!0,this.indent=0,this.onNewLine){let e=this.source.indexOf(`
`)+1;for(;e!==0;)this.onNewLine(this.offset+e),e=this.source.indexOf(`
`,e)+1}yield*this.pop();break;default:yield*this.pop(),yield*this.step()}}*blockMap(e){let t=e.items[e.items.length-1];switch(this.type){case`newline`:if(this.onKeyLine=!1,t.value){let n=`end`in t.value?t.value.end:void 0;(Array.isArray(n)?n[n.length-1]:void 0)?.type===`comment`?n?.push(this.sourceToken):e.items.push({start:[this.sourceToken]})}else t.sep?t.sep.push(this.sourceToken):t.start.push(this.sourceToken);return;case`space`:case`comment`:if(t.value)e.items.push({start:[this.sourceToken]});else if(t.sep)t.sep.push(this.sourceToken);else{if(this.atIndentedComment(t.start,e.indent)){let n=e.items[e.items.length-2]?.value?.end;if(Array.isArray(n)){arrayPushArray(n,t.start),n.push(this.sourceToken),e.items.pop();return}}t.start.push(this.sourceToken)}return}if(this.indent>=e.indent){let n=!this.onKeyLine&&this.indent===e.indent,r=n&&(t.sep||t.explicitKey)&&this.type!==`seq-item-ind`,i=[];if(r&&t.sep&&!t.value){let n=[];for(let r=0;r<t.sep.length;++r){let i=t.sep[r];switch(i.type){case`newline`:n.push(r);break;case`space`:break;case`comment`:i.indent>e.indent&&(n.length=0);break;default:n.length=0}}n.length>=2&&(i=t.sep.splice(n[1]))}switch(this.type){case`anchor`:case`tag`:r||t.value?(i.push(this.sourceToken),e.items.push({start:i}),this.onKeyLine=!0):t.sep?t.sep.push(this.sourceToken):t.start.push(this.sourceToken);return;case`explicit-key-ind`:!t.sep&&!t.explicitKey?(t.start.push(this.sourceToken),t.explicitKey=!0):r||t.value?(i.push(this.sourceToken),e.items.push({start:i,explicitKey:!0})):this.stack.push({type:`block-map`,offset:this.offset,indent:this.indent,items:[{start:[this.sourceToken],explicitKey:!0}]}),this.onKeyLine=!0;return;case`map-value-ind`:if(t.explicitKey){if(!t.sep){if(includesToken(t.start,`newline`))Object.assign(t,{key:null,sep:[this.sourceToken]});else{let e=getFirstKeyStartProps(t.start);this.stack.push({type:`block-map`,offset:this.offset,indent:this.indent,items:[{start:e,key:null,sep:[this.sourceToken]}]})}}else if(t.value)e.items.push({start:[],key:null,sep:[this.sourceToken]});else if(includesToken(t.sep,`map-value-ind`))this.stack.push({type:`block-map`,offset:this.offset,indent:this.indent,items:[{start:i,key:null,sep:[this.sourceToken]}]});else if(isFlowToken(t.key)&&!includesToken(t.sep,`newline`)){let e=getFirstKeyStartProps(t.start),n=t.key,r=t.sep;r.push(this.sourceToken),delete t.key,delete t.sep,this.stack.push({type:`block-map`,offset:this.offset,indent:this.indent,items:[{start:e,key:n,sep:r}]})}else i.length>0?t.sep=t.sep.concat(i,this.sourceToken):t.sep.push(this.sourceToken)}else t.sep?t.value||r?e.items.push({start:i,key:null,sep:[this.sourceToken]}):includesToken(t.sep,`map-value-ind`)?this.stack.push({type:`block-map`,offset:this.offset,indent:this.indent,items:[{start:[],key:null,sep:[this.sourceToken]}]}):t.sep.push(this.sourceToken):Object.assign(t,{key:null,sep:[this.sourceToken]});this.onKeyLine=!0;return;case`alias`:case`scalar`:case`single-quoted-scalar`:case`double-quoted-scalar`:{let n=this.flowScalar(this.type);r||t.value?(e.items.push({start:i,key:n,sep:[]}),this.onKeyLine=!0):t.sep?this.stack.push(n):(Object.assign(t,{key:n,sep:[]}),this.onKeyLine=!0);return}default:{let r=this.startBlockValue(e);if(r){if(r.type===`block-seq`){if(!t.explicitKey&&t.sep&&!includesToken(t.sep,`newline`)){yield*this.pop({type:`error`,offset:this.offset,message:`Unexpected block-seq-ind on same line with key`,source:this.source});return}}else n&&e.items.push({start:i});this.stack.push(r);return}}}}yield*this.pop(),yield*this.step()}*blockSequence(e){let t=e.items[e.items.length-1];switch(this.type){case`newline`:if(t.value){let n=`end`in t.value?t.value.end:void 0;(Array.isArray(n)?n[n.length-1]:void 0)?.type===`comment`?n?.push(this.sourceToken):e.items.push({start:[this.sourceToken]})}else t.start.push(this.sourceToken);return;case`space`:case`comment`:if(t.value)e.items.push({start:[this.sourceToken]});else{if(this.atIndentedComment(t.start,e.indent)){let n=e.items[e.items.length-2]?.value?.end;if(Array.isArray(n)){arrayPushArray(n,t.start),n.push(this.sourceToken),e.items.pop();return}}t.start.push(this.sourceToken)}return;case`anchor`:case`tag`:if(t.value||this.indent<=e.indent)break;t.start.push(this.sourceToken);return;case`seq-item-ind`:if(this.indent!==e.indent)break;t.value||includesToken(t.start,`seq-item-ind`)?e.items.push({start:[this.sourceToken]}):t.start.push(this.sourceToken);return}if(this.indent>e.indent){let t=this.startBlockValue(e);if(t){this.stack.push(t);return}}yield*this.pop(),yield*this.step()}*flowCollection(e){let t=e.items[e.items.length-1];if(this.type===`flow-error-end`){let e;do yield*this.pop(),e=this.peek(1);while(e?.type===`flow-collection`)}else if(e.end.length===0){switch(this.type){case`comma`:case`explicit-key-ind`:!t||t.sep?e.items.push({start:[this.sourceToken]}):t.start.push(this.sourceToken);return;case`map-value-ind`:!t||t.value?e.items.push({start:[],key:null,sep:[this.sourceToken]}):t.sep?t.sep.push(this.sourceToken):Object.assign(t,{key:null,sep:[this.sourceToken]});return;case`space`:case`comment`:case`newline`:case`anchor`:case`tag`:!t||t.value?e.items.push({start:[this.sourceToken]}):t.sep?t.sep.push(this.sourceToken):t.start.push(this.sourceToken);return;case`alias`:case`scalar`:case`single-quoted-scalar`:case`double-quoted-scalar`:{let n=this.flowScalar(this.type);!t||t.value?e.items.push({start:[],key:n,sep:[]}):t.sep?this.stack.push(n):Object.assign(t,{key:n,sep:[]});return}case`flow-map-end`:case`flow-seq-end`:e.end.push(this.sourceToken);return}let n=this.startBlockValue(e);n?this.stack.push(n):(yield*this.pop(),yield*this.step())}else{let t=this.peek(2);if(t.type===`block-map`&&(this.type===`map-value-ind`&&t.indent===e.indent||this.type===`newline`&&!t.items[t.items.length-1].sep))yield*this.pop(),yield*this.step();else if(this.type===`map-value-ind`&&t.type!==`flow-collection`){let n=getFirstKeyStartProps(getPrevProps(t));fixFlowSeqItems(e);let r=e.end.splice(1,e.end.length);r.push(this.sourceToken);let i={type:`block-map`,offset:e.offset,indent:e.indent,items:[{start:n,key:e,sep:r}]};this.onKeyLine=!0,this.stack[this.stack.length-1]=i}else yield*this.lineEnd(e)}}flowScalar(e){if(this.onNewLine){let e=this.source.indexOf(`
`)+1;for(;e!==0;)this.onNewLine(this.offset+e),e=this.source.indexOf(`
`,e)+1}return{type:e,offset:this.offset,indent:this.indent,source:this.source}}startBlockValue(e){switch(this.type){case`alias`:case`scalar`:case`single-quoted-scalar`:case`double-quoted-scalar`:return this.flowScalar(this.type);case`block-scalar-header`:return{type:`block-scalar`,offset:this.offset,indent:this.indent,props:[this.sourceToken],source:``};case`flow-map-start`:case`flow-seq-start`:return{type:`flow-collection`,offset:this.offset,indent:this.indent,start:this.sourceToken,items:[],end:[]};case`seq-item-ind`:return{type:`block-seq`,offset:this.offset,indent:this.indent,items:[{start:[this.sourceToken]}]};case`explicit-key-ind`:{this.onKeyLine=!0;let t=getFirstKeyStartProps(getPrevProps(e));return t.push(this.sourceToken),{type:`block-map`,offset:this.offset,indent:this.indent,items:[{start:t,explicitKey:!0}]}}case`map-value-ind`:{this.onKeyLine=!0;let t=getFirstKeyStartProps(getPrevProps(e));return{type:`block-map`,offset:this.offset,indent:this.indent,items:[{start:t,key:null,sep:[this.sourceToken]}]}}}return null}atIndentedComment(e,t){return this.type!==`comment`||this.indent<=t?!1:e.every(e=>e.type===`newline`||e.type===`space`)}*documentEnd(e){this.type!==`doc-mode`&&(e.end?e.end.push(this.sourceToken):e.end=[this.sourceToken],this.type===`newline`&&(yield*this.pop()))}*lineEnd(e){switch(this.type){case`comma`:case`doc-start`:case`doc-end`:case`flow-seq-end`:case`flow-map-end`:case`map-value-ind`:yield*this.pop(),yield*this.step();break;case`newline`:this.onKeyLine=!1;default:e.end?e.end.push(this.sourceToken):e.end=[this.sourceToken],this.type===`newline`&&(yield*this.pop())}}};e.Parser=Parser}));

// node_modules/yaml/dist/public-api.js
var require_public_api=__commonJSMin((e=>{var t=require_composer(),n=require_Document(),r=require_errors(),i=require_log(),a=require_identity(),o=require_line_counter(),s=require_parser();function parseOptions(e){let t=e.prettyErrors!==!1;return{lineCounter:e.lineCounter||t&&new o.LineCounter||null,prettyErrors:t}}function parseAllDocuments(e,n={}){let{lineCounter:i,prettyErrors:a}=parseOptions(n),o=new s.Parser(i?.addNewLine),c=new t.Composer(n),l=Array.from(c.compose(o.parse(e)));if(a&&i)for(let t of l)t.errors.forEach(r.prettifyError(e,i)),t.warnings.forEach(r.prettifyError(e,i));return l.length>0?l:Object.assign([],{empty:!0},c.streamInfo())}function parseDocument(e,n={}){let{lineCounter:i,prettyErrors:a}=parseOptions(n),o=new s.Parser(i?.addNewLine),c=new t.Composer(n),l=null;for(let t of c.compose(o.parse(e),!0,e.length))if(!l)l=t;else if(l.options.logLevel!==`silent`){l.errors.push(new r.YAMLParseError(t.range.slice(0,2),`MULTIPLE_DOCS`,`Source contains multiple documents; please use YAML.parseAllDocuments()`));break}return a&&i&&(l.errors.forEach(r.prettifyError(e,i)),l.warnings.forEach(r.prettifyError(e,i))),l}function parse(e,t,n){let r;typeof t==`function`?r=t:n===void 0&&t&&typeof t==`object`&&(n=t);let a=parseDocument(e,n);if(!a)return null;if(a.warnings.forEach(e=>i.warn(a.options.logLevel,e)),a.errors.length>0){if(a.options.logLevel!==`silent`)throw a.errors[0];a.errors=[]}return a.toJS(Object.assign({reviver:r},n))}function stringify(e,t,r){let i=null;if(typeof t==`function`||Array.isArray(t)?i=t:r===void 0&&t&&(r=t),typeof r==`string`&&(r=r.length),typeof r==`number`){let e=Math.round(r);r=e<1?void 0:e>8?{indent:8}:{indent:e}}if(e===void 0){let{keepUndefined:e}=r??t??{};if(!e)return}return a.isDocument(e)&&!i?e.toString(r):new n.Document(e,i,r).toString(r)}e.parse=parse,e.parseAllDocuments=parseAllDocuments,e.parseDocument=parseDocument,e.stringify=stringify}));

// node_modules/yaml/dist/index.js
var require_dist=__commonJSMin((e=>{var t=require_composer(),n=require_Document(),r=require_Schema(),i=require_errors(),a=require_Alias(),o=require_identity(),s=require_Pair(),c=require_Scalar(),l=require_YAMLMap(),u=require_YAMLSeq(),d=require_cst(),f=require_lexer(),p=require_line_counter(),m=require_parser(),h=require_public_api(),g=require_visit();e.Composer=t.Composer,e.Document=n.Document,e.Schema=r.Schema,e.YAMLError=i.YAMLError,e.YAMLParseError=i.YAMLParseError,e.YAMLWarning=i.YAMLWarning,e.Alias=a.Alias,e.isAlias=o.isAlias,e.isCollection=o.isCollection,e.isDocument=o.isDocument,e.isMap=o.isMap,e.isNode=o.isNode,e.isPair=o.isPair,e.isScalar=o.isScalar,e.isSeq=o.isSeq,e.Pair=s.Pair,e.Scalar=c.Scalar,e.YAMLMap=l.YAMLMap,e.YAMLSeq=u.YAMLSeq,e.CST=d,e.Lexer=f.Lexer,e.LineCounter=p.LineCounter,e.Parser=m.Parser,e.parse=h.parse,e.parseAllDocuments=h.parseAllDocuments,e.parseDocument=h.parseDocument,e.stringify=h.stringify,e.visit=g.visit,e.visitAsync=g.visitAsync}));

// src/pipeline/source.ts
var import_dist = require_dist();
const lineStarts = /* @__PURE__ */ new WeakMap();
function startsOf(file) {
	const known = lineStarts.get(file);
	if (known) return known;
	const starts = [0];
	for (let at = file.text.indexOf("\n"); at !== -1; at = file.text.indexOf("\n", at + 1)) starts.push(at + 1);
	lineStarts.set(file, starts);
	return starts;
}
/** Offset → line and column, by binary search over line starts that are computed once a file. */
function positionAt(file, offset) {
	const starts = startsOf(file);
	let low = 0;
	let high = starts.length - 1;
	while (low < high) {
		const middle = low + high + 1 >> 1;
		if (starts[middle] <= offset) low = middle;
		else high = middle - 1;
	}
	return {
		line: low + 1,
		column: offset - starts[low] + 1
	};
}
/** The text of a 1-based line, without its line break. */
function lineAt(file, line) {
	const starts = startsOf(file);
	const start = starts[line - 1] ?? file.text.length;
	const end = starts[line] ?? file.text.length;
	return file.text.slice(start, end).replace(/\r?\n$/, "");
}

// src/host/builtin.ts
/**
* Node's own modules without their ES module facades. Importing one evaluates its every lazy export: that of node:fs
* loads all streams, that of node:util text decoders and MIME types. Together they took a quarter of `validate`.
*/
const fs = process.getBuiltinModule("node:fs");
const { parseArgs, stripVTControlCharacters, styleText } = process.getBuiltinModule("node:util");

// src/run/git.ts
/** Walks up from an absolute folder to the first that git manages; starts no process. */
async function findCheckout(files, start) {
	for (let at = start;; at = dirname(at)) {
		const gitDir = await gitDirOf(files, at);
		if (gitDir !== void 0) return {
			root: at,
			gitDir
		};
		if (dirname(at) === at) return { root: start };
	}
}
async function gitDirOf(files, folder) {
	const path = join(folder, ".git");
	const kind = (await files.stat(path))?.kind;
	if (kind === void 0 || kind === "other") return void 0;
	const gitDir = kind === "file" ? await linkedGitDir(files, path) : path;
	return gitDir !== void 0 && await files.stat(join(gitDir, "HEAD")) ? gitDir : void 0;
}
async function linkedGitDir(files, path) {
	const named = /^gitdir: (.+?)\r?\n?$/.exec(await files.read(path) ?? "")?.[1];
	return named === void 0 ? void 0 : resolve(dirname(path), named);
}
const isCommit = (text) => text !== void 0 && /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
/** Branch and commit as HEAD and the refs, loose or packed, tell them. */
async function head(files, gitDir) {
	const text = (await files.read(join(gitDir, "HEAD")))?.trim();
	if (isCommit(text)) return { commit: text };
	const ref = /^ref: (refs\/\S+)$/.exec(text ?? "")?.[1];
	if (ref === void 0 || ref === "refs/heads/.invalid") return {};
	const commit = await readRef(files, await commonDir(files, gitDir), ref);
	const branch = /^refs\/heads\/(.+)$/.exec(ref)?.[1];
	return {
		...branch !== void 0 && { branch },
		...commit !== void 0 && { commit }
	};
}
/** Worktrees share refs and config with the repository that they belong to. */
async function commonDir(files, gitDir) {
	const text = (await files.read(join(gitDir, "commondir")))?.trim();
	return text ? resolve(gitDir, text) : gitDir;
}
async function readRef(files, directory, ref) {
	const loose = (await files.read(join(directory, ref)))?.trim();
	if (isCommit(loose)) return loose;
	const commit = (await files.read(join(directory, "packed-refs")) ?? "").split("\n").find((each) => each.trimEnd().endsWith(` ${ref}`))?.split(" ")[0];
	return isCommit(commit) ? commit : void 0;
}
/** URL of the remote `origin`, without user and password: it goes into ids and journals. Undefined without one. */
async function remoteUrl(files, gitDir) {
	const config = await files.read(join(await commonDir(files, gitDir), "config")) ?? "";
	let inOrigin = false;
	for (const line of config.split(/\r?\n/)) {
		if (/^\s*\[/.test(line)) inOrigin = /^\s*\[remote "origin"\]/.test(line);
		const url = inOrigin ? /^\s*url\s*=\s*"?([^"]*?)"?\s*$/.exec(line)?.[1] : void 0;
		if (url) return url.replace(/^([a-z+]+:\/\/)[^/]*@/i, "$1");
	}
}
/** An argument list beyond this many characters might not start on every machine; then git lists everything. */
const maxPathspecs = 3e4;
/**
* Which files at or below some paths git tracks, relative to the checkout like the paths themselves. Starts git once;
* undefined where git cannot tell.
*/
async function trackedFiles({ root, gitDir }, paths, run) {
	if (gitDir === void 0) return void 0;
	if (paths.length === 0) return [];
	const fits = paths.reduce((sum, path) => sum + path.length + 1, 0) <= maxPathspecs;
	const args = [
		"--literal-pathspecs",
		"ls-files",
		"-z",
		"--",
		...fits ? paths : []
	];
	const listed = names$2(await run([...placeOptions(root, gitDir), ...args], root));
	return fits ? listed : listed?.filter(isBelow(new Set(paths)));
}
/**
* What lies below a folder and git tracks or does not ignore, relative to the checkout; what is tracked and deleted too; a
* repository inside it as one name. Starts git once; undefined where git cannot tell.
*/
async function keptFiles({ root, gitDir }, folder, run) {
	if (gitDir === void 0) return void 0;
	const args = [
		"ls-files",
		"-z",
		"--full-name",
		"--cached",
		"--others",
		"--exclude-standard"
	];
	return names$2(await run([...placeOptions(root, gitDir), ...args], folder))?.map((path) => path.replace(/\/$/, ""));
}
/** A named git directory is used whoever owns it and whatever GIT_DIR says; a file monitor would run a foreign program. */
const placeOptions = (root, gitDir) => [
	"--git-dir",
	gitDir,
	"--work-tree",
	root,
	"-c",
	"core.fsmonitor=false"
];
const names$2 = (text) => text?.split("\0").filter((path) => path !== "");
const isBelow = (paths) => (file) => {
	for (let end = file.length; end !== -1; end = file.lastIndexOf("/", end - 1)) {
		if (paths.has(file.slice(0, end))) return true;
		if (end === 0) return false;
	}
	return false;
};
const runGit = async (args, cwd) => {
	const { execFile } = await import("node:child_process");
	const limits = {
		timeout: 1e4,
		killSignal: "SIGKILL",
		maxBuffer: 268435456,
		windowsHide: true
	};
	return new Promise((settle) => {
		execFile("git", args, {
			cwd,
			...limits
		}, (error, stdout) => settle(error ? void 0 : stdout));
	});
};

// src/pipeline/result.ts
const ok = (value) => ({
	ok: true,
	value
});
const err = (error) => ({
	ok: false,
	error
});

// src/run/github.ts
/** GITHUB_* variables that become properties of the `github` context; no token and no file command is among them. */
const properties = [
	"action",
	"action_path",
	"action_ref",
	"action_repository",
	"actor",
	"actor_id",
	"api_url",
	"base_ref",
	"event_name",
	"graphql_url",
	"head_ref",
	"job",
	"ref",
	"ref_name",
	"ref_protected",
	"ref_type",
	"repository",
	"repository_id",
	"repository_owner",
	"repository_owner_id",
	"retention_days",
	"run_attempt",
	"run_id",
	"run_number",
	"server_url",
	"sha",
	"triggering_actor",
	"workflow",
	"workflow_ref",
	"workflow_sha",
	"workspace"
];
const isOnActions = (env) => env.GITHUB_ACTIONS === "true";
/** The `github` context: of the workflow on Actions, elsewhere what git alone tells (commit and branch). */
async function githubContext(input) {
	const { env, files, head } = input;
	if (!isOnActions(env)) return fromGit(head);
	const known = properties.map((name) => [name, propertyValue(name, env[`GITHUB_${name.toUpperCase()}`])]);
	return {
		...Object.fromEntries(known.filter(([, value]) => value !== void 0)),
		event: await eventOf(files, env)
	};
}
function propertyValue(name, text) {
	return name === "ref_protected" && text !== void 0 ? text === "true" : text;
}
function fromGit(head) {
	const branch = head?.branch !== void 0 && {
		ref: `refs/heads/${head.branch}`,
		ref_name: head.branch,
		ref_type: "branch"
	};
	return {
		...head?.commit !== void 0 && { sha: head.commit },
		...branch
	};
}
/** An event that cannot be read is no event: the trust rules then say untrusted. */
async function eventOf(files, env) {
	const path = env.GITHUB_EVENT_PATH;
	const text = path ? await files.read(path) : void 0;
	if (text === void 0) return null;
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

// src/pipeline/diagnostic.ts
/**
* Every complaint about what the user wrote. The code is public and stable: scripts match on it, and
* `docs/errors/<code>.md` explains it (a test holds the two together).
*/
const codes = {
	"file-unreadable": "error",
	"file-too-large": "error",
	"file-encoding": "error",
	"yaml-syntax": "error",
	"yaml-empty": "error",
	"yaml-multiple-documents": "error",
	"yaml-alias": "error",
	"yaml-nesting": "error",
	"yaml-version": "error",
	"yaml-tag": "error",
	"yaml-boolean": "error",
	"duplicate-key": "error",
	"github-workflow": "error",
	"unknown-key": "error",
	"missing-key": "error",
	"wrong-type": "error",
	"invalid-value": "error",
	"number-spelling": "error",
	"number-range": "error",
	"invalid-duration": "error",
	"invalid-size": "error",
	"invalid-id": "error",
	"id-collision": "error",
	cycle: "error",
	"unknown-need": "error",
	"self-need": "error",
	"too-many-steps": "error",
	"too-many-edges": "error",
	"matrix-empty": "error",
	"matrix-too-large": "error",
	"expression-syntax": "error",
	"expression-quoting": "error",
	"unknown-name": "error",
	"unknown-value": "error",
	"invalid-path": "error",
	"invalid-glob": "error",
	"path-escapes": "error",
	"link-escapes": "error",
	"glob-in-output": "error",
	"overlapping-outputs": "error",
	"overlapping-inputs": "error",
	"output-tracked": "error",
	"input-missing": "error",
	"artifact-name": "error",
	"state-directory": "error",
	"env-name": "error",
	"env-reserved": "error",
	"env-too-large": "error",
	"literal-secret": "error",
	"secret-missing": "error",
	"unknown-param": "error",
	"param-missing": "error",
	"param-type": "error",
	"invalid-image": "error",
	"image-latest": "warning",
	"unknown-accelerator": "error",
	"accelerator-count": "error",
	"resources-exceed": "error",
	"local-accelerators": "error",
	"unknown-stack": "error",
	"stack-not-chosen": "error",
	"unknown-operator": "error",
	"operator-unavailable": "error",
	"operator-refuses": "error",
	"operator-not-ready": "error",
	"operator-unreachable": "warning",
	"unknown-setting": "error",
	"image-required": "error",
	"container-only": "error",
	"build-missing": "error",
	"docker-unavailable": "error",
	"image-without-cuda": "warning",
	"spot-without-checkpoint": "warning",
	"timeout-over-limit": "warning",
	"trust-refused": "error",
	"platform-unsupported": "error"
};
function diagnostic(code, rest) {
	return {
		code,
		severity: codes[code],
		...rest
	};
}
const hasErrors = (diagnostics) => diagnostics.some(({ severity }) => severity === "error");

// src/pipeline/generated/shapes.js
/** Generated by scripts/generate.ts. */
const pipelineShape = {
	"type": ["object"],
	"required": ["steps"],
	"keys": {
		"name": { "ref": "text" },
		"description": { "type": ["string"] },
		"stack": { "ref": "id" },
		"stacks": { "ref": "stacks" },
		"params": {
			"type": ["object"],
			"others": { "ref": "param" }
		},
		"env": { "ref": "env" },
		"defaults": { "ref": "step" },
		"max_parallel": { "ref": "count" },
		"on_failure": { "type": ["string"] },
		"steps": {
			"type": ["object"],
			"others": {
				"ref": "step",
				"required": ["command"]
			}
		},
		"finally": {
			"type": ["object"],
			"others": {
				"ref": "step",
				"required": ["command"]
			}
		}
	}
};
const stacksShape = {
	"type": ["object"],
	"required": ["stacks"],
	"keys": { "stacks": { "ref": "stacks" } }
};
const definitions = {
	"id": {
		"title": "an id",
		"type": ["string"]
	},
	"text": {
		"title": "a text",
		"type": ["string"]
	},
	"scalar": {
		"title": "a text, a number or a boolean",
		"type": [
			"string",
			"number",
			"boolean"
		]
	},
	"flag": {
		"title": "true or false",
		"type": ["boolean", "string"]
	},
	"count": {
		"title": "a whole number of at least 1",
		"type": ["integer", "string"]
	},
	"duration": {
		"title": "a duration",
		"type": ["string", "number"]
	},
	"delay": {
		"title": "a duration",
		"type": ["string", "number"]
	},
	"size": {
		"title": "a size",
		"type": ["number", "string"]
	},
	"amount": {
		"title": "an amount",
		"type": ["number", "string"]
	},
	"env": {
		"title": "a mapping of names to values",
		"type": ["object"],
		"others": { "ref": "scalar" }
	},
	"param": {
		"title": "a default, or a mapping with type, default, enum or description",
		"type": [
			"string",
			"number",
			"boolean",
			"object"
		],
		"keys": {
			"type": { "type": ["string"] },
			"default": { "ref": "scalar" },
			"enum": {
				"type": ["array"],
				"items": { "ref": "scalar" }
			},
			"description": { "type": ["string"] }
		}
	},
	"command": {
		"title": "a script, or a list of a program and its arguments",
		"type": ["string", "array"],
		"items": { "ref": "scalar" }
	},
	"setup": {
		"title": "a script, a list of a program and its arguments, or null",
		"type": [
			"string",
			"array",
			"null"
		],
		"items": { "type": ["string"] }
	},
	"image": {
		"title": "an image, a mapping with build, or null",
		"type": [
			"string",
			"null",
			"object"
		],
		"required": ["build"],
		"keys": { "build": { "ref": "build" } }
	},
	"build": {
		"title": "a folder, or a mapping",
		"type": ["string", "object"],
		"keys": {
			"context": { "ref": "text" },
			"dockerfile": { "ref": "text" },
			"target": { "ref": "text" },
			"args": { "ref": "env" },
			"platform": { "ref": "text" }
		}
	},
	"needs": {
		"title": "an id or a list of ids",
		"type": ["string", "array"],
		"items": { "ref": "text" }
	},
	"strategy": {
		"title": "a mapping with matrix, max_parallel or fail_fast",
		"type": ["object"],
		"keys": {
			"matrix": { "ref": "matrix" },
			"max_parallel": { "ref": "count" },
			"fail_fast": { "ref": "flag" }
		}
	},
	"matrix": {
		"title": "a mapping of axes to lists",
		"type": ["object", "string"],
		"others": { "ref": "axis" },
		"keys": {
			"include": { "ref": "combinations" },
			"exclude": { "ref": "combinations" }
		}
	},
	"axis": {
		"title": "a list of values",
		"type": ["array", "string"],
		"items": { "ref": "any" }
	},
	"combinations": {
		"title": "a list of mappings",
		"type": ["array", "string"],
		"items": {
			"type": ["object"],
			"others": { "ref": "any" }
		}
	},
	"any": {
		"title": "a value",
		"type": [
			"null",
			"string",
			"number",
			"boolean",
			"array",
			"object"
		],
		"items": { "ref": "any" },
		"others": { "ref": "any" }
	},
	"resources": {
		"title": "a mapping of resources",
		"type": ["object"],
		"keys": {
			"accelerators": { "ref": "accelerators" },
			"cpus": { "ref": "amount" },
			"memory": { "ref": "amount" },
			"disk_size": { "ref": "size" },
			"shm_size": { "ref": "size" },
			"use_spot": { "ref": "flag" },
			"num_nodes": { "ref": "count" },
			"instance_type": { "ref": "text" },
			"any_of": {
				"type": ["array"],
				"items": { "ref": "alternative" }
			}
		}
	},
	"alternative": {
		"title": "a mapping of resources",
		"type": ["object"],
		"keys": {
			"accelerators": { "ref": "accelerators" },
			"cpus": { "ref": "amount" },
			"memory": { "ref": "amount" },
			"disk_size": { "ref": "size" },
			"shm_size": { "ref": "size" },
			"use_spot": { "ref": "flag" },
			"num_nodes": { "ref": "count" },
			"instance_type": { "ref": "text" }
		}
	},
	"accelerators": {
		"title": "NAME:COUNT, or a list of them",
		"type": ["string", "array"],
		"items": { "ref": "text" }
	},
	"input": {
		"title": "a path, or a mapping with from and path",
		"type": ["string", "object"],
		"required": ["from", "path"],
		"keys": {
			"from": { "ref": "text" },
			"path": { "ref": "text" }
		}
	},
	"outputs": {
		"title": "a list of paths, or a mapping of paths to options",
		"type": ["array", "object"],
		"items": { "ref": "text" },
		"others": { "ref": "output" }
	},
	"output": {
		"title": "a mapping with artifact, or nothing",
		"type": ["object", "null"],
		"keys": { "artifact": { "ref": "flag" } }
	},
	"metrics": {
		"title": "a list of paths, or a mapping of paths to metrics",
		"type": ["array", "object"],
		"items": { "ref": "text" },
		"others": {
			"type": ["object", "null"],
			"others": { "ref": "metric" }
		}
	},
	"metric": {
		"title": "a mapping with better or max_drop",
		"type": ["object"],
		"keys": {
			"better": { "type": ["string"] },
			"max_drop": { "type": ["number"] }
		}
	},
	"plots": {
		"title": "a list of paths, or a mapping of paths to options",
		"type": ["array", "object"],
		"items": { "ref": "text" },
		"others": { "ref": "plot" }
	},
	"plot": {
		"title": "a mapping with x, y or title, or nothing",
		"type": ["object", "null"],
		"keys": {
			"x": { "ref": "text" },
			"y": {
				"type": ["string", "array"],
				"items": { "ref": "text" }
			},
			"title": { "type": ["string"] }
		}
	},
	"retry": {
		"title": "a mapping with max_attempts, on, exit_codes or backoff",
		"type": ["object"],
		"keys": {
			"max_attempts": { "ref": "count" },
			"on": {
				"type": ["array"],
				"items": { "type": ["string"] }
			},
			"exit_codes": {
				"type": ["array"],
				"items": { "type": ["integer"] }
			},
			"backoff": { "ref": "backoff" }
		}
	},
	"backoff": {
		"title": "a mapping with initial, factor or max",
		"type": ["object"],
		"keys": {
			"initial": { "ref": "delay" },
			"factor": { "type": ["number"] },
			"max": { "ref": "delay" }
		}
	},
	"step": {
		"title": "a mapping with the keys of a step",
		"type": ["object"],
		"keys": {
			"description": { "type": ["string"] },
			"image": { "ref": "image" },
			"setup": { "ref": "setup" },
			"command": { "ref": "command" },
			"shell": { "type": ["string"] },
			"working_directory": { "ref": "text" },
			"needs": { "ref": "needs" },
			"if": { "type": ["string", "boolean"] },
			"strategy": { "ref": "strategy" },
			"step_operator": { "ref": "text" },
			"resources": { "ref": "resources" },
			"settings": { "type": ["object"] },
			"env": { "ref": "env" },
			"secrets": {
				"type": ["array"],
				"items": { "ref": "text" }
			},
			"inputs": {
				"type": ["array"],
				"items": { "ref": "input" }
			},
			"outputs": { "ref": "outputs" },
			"values": {
				"type": ["array"],
				"items": { "ref": "id" }
			},
			"metrics": { "ref": "metrics" },
			"plots": { "ref": "plots" },
			"checkpoint": { "ref": "text" },
			"cache": { "ref": "flag" },
			"retry": { "ref": "retry" },
			"timeout": { "ref": "duration" },
			"pending_timeout": { "ref": "duration" },
			"continue_on_error": { "ref": "flag" },
			"user": { "ref": "user" },
			"network": { "type": ["string"] }
		}
	},
	"user": {
		"title": "UID, UID:GID or image",
		"type": ["string", "integer"]
	},
	"stacks": {
		"title": "a mapping of stacks",
		"type": ["object"],
		"others": { "ref": "stack" }
	},
	"stack": {
		"title": "a mapping with the keys of a stack",
		"type": ["object"],
		"keys": {
			"description": { "type": ["string"] },
			"artifact_store": { "ref": "artifact_store" },
			"container_registry": { "ref": "container_registry" },
			"step_operators": {
				"type": ["object"],
				"others": { "ref": "step_operator" }
			},
			"secrets": {
				"type": ["object"],
				"others": { "ref": "text" }
			},
			"auth": { "ref": "auth" },
			"policy": { "type": ["object"] }
		}
	},
	"artifact_store": {
		"title": "a mapping with type",
		"type": ["object"],
		"required": ["type"],
		"keys": {
			"type": { "type": ["string"] },
			"uri": { "ref": "text" },
			"path": { "ref": "text" }
		}
	},
	"container_registry": {
		"title": "a mapping with uri",
		"type": ["object"],
		"required": ["uri"],
		"keys": { "uri": { "ref": "text" } }
	},
	"step_operator": {
		"title": "a mapping with type",
		"type": ["object"],
		"required": ["type"],
		"keys": { "type": { "type": ["string"] } }
	},
	"auth": {
		"title": "a mapping",
		"type": ["object"],
		"keys": {
			"oidc": { "type": ["boolean"] },
			"role": { "ref": "text" },
			"client_id": { "ref": "text" },
			"tenant_id": { "ref": "text" },
			"workload_identity_provider": { "ref": "text" },
			"audience": { "ref": "text" }
		}
	}
};

// src/pipeline/generated/validate.js
/** Generated by scripts/generate.ts. */
const validatePipeline = validate21;
const schema6 = {
	"type": "object",
	"additionalProperties": false,
	"patternProperties": { "^x-": { "extension": true } },
	"required": ["steps"],
	"properties": {
		"name": { "$ref": "#/$defs/text" },
		"description": { "type": "string" },
		"stack": { "$ref": "#/$defs/id" },
		"stacks": { "$ref": "#/$defs/stacks" },
		"params": {
			"type": "object",
			"propertyNames": { "$ref": "#/$defs/id" },
			"additionalProperties": { "$ref": "#/$defs/param" }
		},
		"env": { "$ref": "#/$defs/env" },
		"defaults": { "$ref": "#/$defs/step" },
		"max_parallel": { "$ref": "#/$defs/count" },
		"on_failure": {
			"type": "string",
			"enum": [
				"finish",
				"continue",
				"cancel"
			]
		},
		"steps": {
			"type": "object",
			"minProperties": 1,
			"propertyNames": { "$ref": "#/$defs/id" },
			"additionalProperties": {
				"$ref": "#/$defs/step",
				"required": ["command"]
			}
		},
		"finally": {
			"type": "object",
			"propertyNames": { "$ref": "#/$defs/id" },
			"additionalProperties": {
				"$ref": "#/$defs/step",
				"required": ["command"]
			}
		}
	},
	"$defs": {
		"id": {
			"type": "string",
			"pattern": "^[A-Za-z_][A-Za-z0-9_-]{0,63}$"
		},
		"text": {
			"type": "string",
			"pattern": "\\S"
		},
		"scalar": {
			"type": [
				"string",
				"number",
				"boolean"
			],
			"spelling": true
		},
		"flag": {
			"type": ["boolean", "string"],
			"pattern": "^\\$\\{\\{[\\s\\S]*\\}\\}$"
		},
		"count": {
			"type": ["integer", "string"],
			"minimum": 1,
			"pattern": "^\\$\\{\\{[\\s\\S]*\\}\\}$"
		},
		"duration": {
			"type": ["string", "number"],
			"exclusiveMinimum": 0,
			"pattern": "^(?:(?=.*[1-9])(?:[0-9]+(?:\\.[0-9]+)?|(?:[0-9]+(?:\\.[0-9]+)?d)?(?:[0-9]+(?:\\.[0-9]+)?h)?(?:[0-9]+(?:\\.[0-9]+)?m)?(?:[0-9]+(?:\\.[0-9]+)?s)?(?:[0-9]+ms)?)|[\\s\\S]*\\$\\{\\{[\\s\\S]*)$"
		},
		"delay": {
			"type": ["string", "number"],
			"minimum": 0,
			"pattern": "^(?:(?=.)(?:[0-9]+(?:\\.[0-9]+)?|(?:[0-9]+(?:\\.[0-9]+)?d)?(?:[0-9]+(?:\\.[0-9]+)?h)?(?:[0-9]+(?:\\.[0-9]+)?m)?(?:[0-9]+(?:\\.[0-9]+)?s)?(?:[0-9]+ms)?)|[\\s\\S]*\\$\\{\\{[\\s\\S]*)$"
		},
		"size": {
			"type": ["number", "string"],
			"exclusiveMinimum": 0,
			"pattern": "^(?:(?=.*[1-9])[0-9]+(?:\\.[0-9]+)?|[\\s\\S]*\\$\\{\\{[\\s\\S]*)$"
		},
		"amount": {
			"type": ["number", "string"],
			"exclusiveMinimum": 0,
			"pattern": "^(?:(?=.*[1-9])[0-9]+(?:\\.[0-9]+)?\\+?|[\\s\\S]*\\$\\{\\{[\\s\\S]*)$"
		},
		"env": {
			"type": "object",
			"additionalProperties": { "$ref": "#/$defs/scalar" }
		},
		"param": {
			"type": [
				"string",
				"number",
				"boolean",
				"object"
			],
			"additionalProperties": false,
			"patternProperties": { "^x-": { "extension": true } },
			"properties": {
				"type": {
					"type": "string",
					"enum": [
						"string",
						"integer",
						"number",
						"boolean"
					]
				},
				"default": { "$ref": "#/$defs/scalar" },
				"enum": {
					"type": "array",
					"minItems": 1,
					"items": { "$ref": "#/$defs/scalar" }
				},
				"description": { "type": "string" }
			},
			"spelling": true
		},
		"command": {
			"type": ["string", "array"],
			"pattern": "\\S",
			"minItems": 1,
			"items": { "$ref": "#/$defs/scalar" }
		},
		"setup": {
			"type": [
				"string",
				"array",
				"null"
			],
			"pattern": "\\S",
			"minItems": 1,
			"items": { "type": "string" }
		},
		"image": {
			"type": [
				"string",
				"null",
				"object"
			],
			"pattern": "\\S",
			"additionalProperties": false,
			"patternProperties": { "^x-": { "extension": true } },
			"required": ["build"],
			"properties": { "build": { "$ref": "#/$defs/build" } }
		},
		"build": {
			"type": ["string", "object"],
			"pattern": "\\S",
			"additionalProperties": false,
			"patternProperties": { "^x-": { "extension": true } },
			"properties": {
				"context": { "$ref": "#/$defs/text" },
				"dockerfile": { "$ref": "#/$defs/text" },
				"target": { "$ref": "#/$defs/text" },
				"args": { "$ref": "#/$defs/env" },
				"platform": { "$ref": "#/$defs/text" }
			}
		},
		"needs": {
			"type": ["string", "array"],
			"pattern": "\\S",
			"items": { "$ref": "#/$defs/text" }
		},
		"strategy": {
			"type": "object",
			"additionalProperties": false,
			"patternProperties": { "^x-": { "extension": true } },
			"properties": {
				"matrix": { "$ref": "#/$defs/matrix" },
				"max_parallel": { "$ref": "#/$defs/count" },
				"fail_fast": { "$ref": "#/$defs/flag" }
			}
		},
		"matrix": {
			"type": ["object", "string"],
			"pattern": "^\\$\\{\\{[\\s\\S]*\\}\\}$",
			"minProperties": 1,
			"propertyNames": { "$ref": "#/$defs/id" },
			"properties": {
				"include": { "$ref": "#/$defs/combinations" },
				"exclude": { "$ref": "#/$defs/combinations" }
			},
			"additionalProperties": { "$ref": "#/$defs/axis" }
		},
		"axis": {
			"type": ["array", "string"],
			"pattern": "^\\$\\{\\{[\\s\\S]*\\}\\}$",
			"items": { "$ref": "#/$defs/any" }
		},
		"combinations": {
			"type": ["array", "string"],
			"pattern": "^\\$\\{\\{[\\s\\S]*\\}\\}$",
			"items": {
				"type": "object",
				"minProperties": 1,
				"propertyNames": { "$ref": "#/$defs/id" },
				"additionalProperties": { "$ref": "#/$defs/any" }
			}
		},
		"any": {
			"type": [
				"null",
				"string",
				"number",
				"boolean",
				"array",
				"object"
			],
			"items": { "$ref": "#/$defs/any" },
			"additionalProperties": { "$ref": "#/$defs/any" },
			"spelling": true
		},
		"resources": {
			"type": "object",
			"additionalProperties": false,
			"patternProperties": { "^x-": { "extension": true } },
			"properties": {
				"accelerators": { "$ref": "#/$defs/accelerators" },
				"cpus": { "$ref": "#/$defs/amount" },
				"memory": { "$ref": "#/$defs/amount" },
				"disk_size": { "$ref": "#/$defs/size" },
				"shm_size": { "$ref": "#/$defs/size" },
				"use_spot": { "$ref": "#/$defs/flag" },
				"num_nodes": { "$ref": "#/$defs/count" },
				"instance_type": { "$ref": "#/$defs/text" },
				"any_of": {
					"type": "array",
					"minItems": 1,
					"items": { "$ref": "#/$defs/alternative" }
				}
			}
		},
		"alternative": {
			"type": "object",
			"additionalProperties": false,
			"patternProperties": { "^x-": { "extension": true } },
			"properties": {
				"accelerators": { "$ref": "#/$defs/accelerators" },
				"cpus": { "$ref": "#/$defs/amount" },
				"memory": { "$ref": "#/$defs/amount" },
				"disk_size": { "$ref": "#/$defs/size" },
				"shm_size": { "$ref": "#/$defs/size" },
				"use_spot": { "$ref": "#/$defs/flag" },
				"num_nodes": { "$ref": "#/$defs/count" },
				"instance_type": { "$ref": "#/$defs/text" }
			}
		},
		"accelerators": {
			"type": ["string", "array"],
			"pattern": "\\S",
			"minItems": 1,
			"items": { "$ref": "#/$defs/text" }
		},
		"input": {
			"type": ["string", "object"],
			"pattern": "\\S",
			"additionalProperties": false,
			"patternProperties": { "^x-": { "extension": true } },
			"required": ["from", "path"],
			"properties": {
				"from": { "$ref": "#/$defs/text" },
				"path": { "$ref": "#/$defs/text" }
			}
		},
		"outputs": {
			"type": ["array", "object"],
			"items": { "$ref": "#/$defs/text" },
			"additionalProperties": { "$ref": "#/$defs/output" }
		},
		"output": {
			"type": ["object", "null"],
			"additionalProperties": false,
			"patternProperties": { "^x-": { "extension": true } },
			"properties": { "artifact": { "$ref": "#/$defs/flag" } }
		},
		"metrics": {
			"type": ["array", "object"],
			"items": { "$ref": "#/$defs/text" },
			"additionalProperties": {
				"type": ["object", "null"],
				"additionalProperties": { "$ref": "#/$defs/metric" }
			}
		},
		"metric": {
			"type": "object",
			"additionalProperties": false,
			"patternProperties": { "^x-": { "extension": true } },
			"properties": {
				"better": {
					"type": "string",
					"enum": ["higher", "lower"]
				},
				"max_drop": {
					"type": "number",
					"minimum": 0
				}
			}
		},
		"plots": {
			"type": ["array", "object"],
			"items": { "$ref": "#/$defs/text" },
			"additionalProperties": { "$ref": "#/$defs/plot" }
		},
		"plot": {
			"type": ["object", "null"],
			"additionalProperties": false,
			"patternProperties": { "^x-": { "extension": true } },
			"properties": {
				"x": { "$ref": "#/$defs/text" },
				"y": {
					"type": ["string", "array"],
					"pattern": "\\S",
					"minItems": 1,
					"items": { "$ref": "#/$defs/text" }
				},
				"title": { "type": "string" }
			}
		},
		"retry": {
			"type": "object",
			"additionalProperties": false,
			"patternProperties": { "^x-": { "extension": true } },
			"properties": {
				"max_attempts": { "$ref": "#/$defs/count" },
				"on": {
					"type": "array",
					"items": {
						"type": "string",
						"enum": [
							"oom",
							"timeout",
							"pending_timeout",
							"preempted",
							"capacity",
							"quota",
							"permission",
							"image",
							"config",
							"infrastructure",
							"lost"
						]
					}
				},
				"exit_codes": {
					"type": "array",
					"items": {
						"type": "integer",
						"minimum": 1,
						"maximum": 255
					}
				},
				"backoff": { "$ref": "#/$defs/backoff" }
			}
		},
		"backoff": {
			"type": "object",
			"additionalProperties": false,
			"patternProperties": { "^x-": { "extension": true } },
			"properties": {
				"initial": { "$ref": "#/$defs/delay" },
				"factor": {
					"type": "number",
					"minimum": 1
				},
				"max": { "$ref": "#/$defs/delay" }
			}
		},
		"step": {
			"type": "object",
			"additionalProperties": false,
			"patternProperties": { "^x-": { "extension": true } },
			"properties": {
				"description": { "type": "string" },
				"image": { "$ref": "#/$defs/image" },
				"setup": { "$ref": "#/$defs/setup" },
				"command": { "$ref": "#/$defs/command" },
				"shell": {
					"type": "string",
					"enum": ["sh", "bash"]
				},
				"working_directory": { "$ref": "#/$defs/text" },
				"needs": { "$ref": "#/$defs/needs" },
				"if": {
					"type": ["string", "boolean"],
					"pattern": "\\S"
				},
				"strategy": { "$ref": "#/$defs/strategy" },
				"step_operator": { "$ref": "#/$defs/text" },
				"resources": { "$ref": "#/$defs/resources" },
				"settings": { "type": "object" },
				"env": { "$ref": "#/$defs/env" },
				"secrets": {
					"type": "array",
					"items": { "$ref": "#/$defs/text" }
				},
				"inputs": {
					"type": "array",
					"items": { "$ref": "#/$defs/input" }
				},
				"outputs": { "$ref": "#/$defs/outputs" },
				"values": {
					"type": "array",
					"items": { "$ref": "#/$defs/id" }
				},
				"metrics": { "$ref": "#/$defs/metrics" },
				"plots": { "$ref": "#/$defs/plots" },
				"checkpoint": { "$ref": "#/$defs/text" },
				"cache": { "$ref": "#/$defs/flag" },
				"retry": { "$ref": "#/$defs/retry" },
				"timeout": { "$ref": "#/$defs/duration" },
				"pending_timeout": { "$ref": "#/$defs/duration" },
				"continue_on_error": { "$ref": "#/$defs/flag" },
				"user": { "$ref": "#/$defs/user" },
				"network": {
					"type": "string",
					"enum": ["default", "none"]
				}
			}
		},
		"user": {
			"type": ["string", "integer"],
			"minimum": 0,
			"pattern": "^(?:image|[0-9]+(?::[0-9]+)?|\\$\\{\\{[\\s\\S]*)$"
		},
		"stacks": {
			"type": "object",
			"propertyNames": { "$ref": "#/$defs/id" },
			"additionalProperties": { "$ref": "#/$defs/stack" }
		},
		"stack": {
			"type": "object",
			"additionalProperties": false,
			"patternProperties": { "^x-": { "extension": true } },
			"properties": {
				"description": { "type": "string" },
				"artifact_store": { "$ref": "#/$defs/artifact_store" },
				"container_registry": { "$ref": "#/$defs/container_registry" },
				"step_operators": {
					"type": "object",
					"propertyNames": { "$ref": "#/$defs/id" },
					"additionalProperties": { "$ref": "#/$defs/step_operator" }
				},
				"secrets": {
					"type": "object",
					"additionalProperties": { "$ref": "#/$defs/text" }
				},
				"auth": { "$ref": "#/$defs/auth" },
				"policy": { "type": "object" }
			}
		},
		"artifact_store": {
			"type": "object",
			"required": ["type"],
			"properties": {
				"type": {
					"type": "string",
					"enum": [
						"local",
						"s3",
						"gcs",
						"azure"
					]
				},
				"uri": { "$ref": "#/$defs/text" },
				"path": { "$ref": "#/$defs/text" }
			}
		},
		"container_registry": {
			"type": "object",
			"additionalProperties": false,
			"patternProperties": { "^x-": { "extension": true } },
			"required": ["uri"],
			"properties": { "uri": { "$ref": "#/$defs/text" } }
		},
		"step_operator": {
			"type": "object",
			"required": ["type"],
			"properties": { "type": {
				"type": "string",
				"enum": [
					"docker",
					"sagemaker",
					"vertex",
					"azureml",
					"kubernetes",
					"spark",
					"custom"
				]
			} }
		},
		"auth": {
			"type": "object",
			"properties": {
				"oidc": { "type": "boolean" },
				"role": { "$ref": "#/$defs/text" },
				"client_id": { "$ref": "#/$defs/text" },
				"tenant_id": { "$ref": "#/$defs/text" },
				"workload_identity_provider": { "$ref": "#/$defs/text" },
				"audience": { "$ref": "#/$defs/text" }
			}
		}
	}
};
const func2 = Object.prototype.hasOwnProperty;
const pattern0 = new RegExp("^x-", "u");
const pattern1 = new RegExp("\\S", "u");
function validate22(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (typeof data === "string") {
		if (!pattern1.test(data)) {
			const err0 = {
				instancePath,
				schemaPath: "#/pattern",
				keyword: "pattern",
				params: { pattern: "\\S" }
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
	} else {
		const err1 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "string" }
		};
		if (vErrors === null) vErrors = [err1];
		else vErrors.push(err1);
		errors++;
	}
	validate22.errors = vErrors;
	return errors === 0;
}
const pattern2 = new RegExp("^[A-Za-z_][A-Za-z0-9_-]{0,63}$", "u");
function validate24(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (typeof data === "string") {
		if (!pattern2.test(data)) {
			const err0 = {
				instancePath,
				schemaPath: "#/pattern",
				keyword: "pattern",
				params: { pattern: "^[A-Za-z_][A-Za-z0-9_-]{0,63}$" }
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
	} else {
		const err1 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "string" }
		};
		if (vErrors === null) vErrors = [err1];
		else vErrors.push(err1);
		errors++;
	}
	validate24.errors = vErrors;
	return errors === 0;
}
const schema11 = {
	"type": "object",
	"required": ["type"],
	"properties": {
		"type": {
			"type": "string",
			"enum": [
				"local",
				"s3",
				"gcs",
				"azure"
			]
		},
		"uri": { "$ref": "#/$defs/text" },
		"path": { "$ref": "#/$defs/text" }
	}
};
function validate29(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.type === void 0) {
			const err0 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "type" }
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.type !== void 0) {
			let data0 = data.type;
			if (typeof data0 !== "string") {
				const err1 = {
					instancePath: instancePath + "/type",
					schemaPath: "#/properties/type/type",
					keyword: "type",
					params: { type: "string" }
				};
				if (vErrors === null) vErrors = [err1];
				else vErrors.push(err1);
				errors++;
			}
			if (!(data0 === "local" || data0 === "s3" || data0 === "gcs" || data0 === "azure")) {
				const err2 = {
					instancePath: instancePath + "/type",
					schemaPath: "#/properties/type/enum",
					keyword: "enum",
					params: { allowedValues: schema11.properties.type.enum }
				};
				if (vErrors === null) vErrors = [err2];
				else vErrors.push(err2);
				errors++;
			}
		}
		if (data.uri !== void 0) {
			if (!validate22(data.uri, {
				instancePath: instancePath + "/uri",
				parentData: data,
				parentDataProperty: "uri",
				rootData
			})) {
				vErrors = append(vErrors, validate22.errors);
				errors = vErrors.length;
			}
		}
		if (data.path !== void 0) {
			if (!validate22(data.path, {
				instancePath: instancePath + "/path",
				parentData: data,
				parentDataProperty: "path",
				rootData
			})) {
				vErrors = append(vErrors, validate22.errors);
				errors = vErrors.length;
			}
		}
	} else {
		const err3 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" }
		};
		if (vErrors === null) vErrors = [err3];
		else vErrors.push(err3);
		errors++;
	}
	validate29.errors = vErrors;
	return errors === 0;
}
function validate33(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.uri === void 0) {
			const err0 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "uri" }
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		for (const key0 in data) if (!(key0 === "uri" || pattern0.test(key0))) {
			const err1 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 }
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
		if (data.uri !== void 0) {
			if (!validate22(data.uri, {
				instancePath: instancePath + "/uri",
				parentData: data,
				parentDataProperty: "uri",
				rootData
			})) {
				vErrors = append(vErrors, validate22.errors);
				errors = vErrors.length;
			}
		}
		for (const key1 in data) if (pattern0.test(key1)) {
			const err2 = {
				instancePath: instancePath + "/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),
				schemaPath: "#/patternProperties/%5Ex-/extension",
				keyword: "extension",
				params: {}
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
	} else {
		const err3 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" }
		};
		if (vErrors === null) vErrors = [err3];
		else vErrors.push(err3);
		errors++;
	}
	validate33.errors = vErrors;
	return errors === 0;
}
const schema13 = {
	"type": "object",
	"required": ["type"],
	"properties": { "type": {
		"type": "string",
		"enum": [
			"docker",
			"sagemaker",
			"vertex",
			"azureml",
			"kubernetes",
			"spark",
			"custom"
		]
	} }
};
function validate37(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.type === void 0) {
			const err0 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "type" }
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.type !== void 0) {
			let data0 = data.type;
			if (typeof data0 !== "string") {
				const err1 = {
					instancePath: instancePath + "/type",
					schemaPath: "#/properties/type/type",
					keyword: "type",
					params: { type: "string" }
				};
				if (vErrors === null) vErrors = [err1];
				else vErrors.push(err1);
				errors++;
			}
			if (!(data0 === "docker" || data0 === "sagemaker" || data0 === "vertex" || data0 === "azureml" || data0 === "kubernetes" || data0 === "spark" || data0 === "custom")) {
				const err2 = {
					instancePath: instancePath + "/type",
					schemaPath: "#/properties/type/enum",
					keyword: "enum",
					params: { allowedValues: schema13.properties.type.enum }
				};
				if (vErrors === null) vErrors = [err2];
				else vErrors.push(err2);
				errors++;
			}
		}
	} else {
		const err3 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" }
		};
		if (vErrors === null) vErrors = [err3];
		else vErrors.push(err3);
		errors++;
	}
	validate37.errors = vErrors;
	return errors === 0;
}
function validate40(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.oidc !== void 0) {
			if (typeof data.oidc !== "boolean") {
				const err0 = {
					instancePath: instancePath + "/oidc",
					schemaPath: "#/properties/oidc/type",
					keyword: "type",
					params: { type: "boolean" }
				};
				if (vErrors === null) vErrors = [err0];
				else vErrors.push(err0);
				errors++;
			}
		}
		if (data.role !== void 0) {
			if (!validate22(data.role, {
				instancePath: instancePath + "/role",
				parentData: data,
				parentDataProperty: "role",
				rootData
			})) {
				vErrors = append(vErrors, validate22.errors);
				errors = vErrors.length;
			}
		}
		if (data.client_id !== void 0) {
			if (!validate22(data.client_id, {
				instancePath: instancePath + "/client_id",
				parentData: data,
				parentDataProperty: "client_id",
				rootData
			})) {
				vErrors = append(vErrors, validate22.errors);
				errors = vErrors.length;
			}
		}
		if (data.tenant_id !== void 0) {
			if (!validate22(data.tenant_id, {
				instancePath: instancePath + "/tenant_id",
				parentData: data,
				parentDataProperty: "tenant_id",
				rootData
			})) {
				vErrors = append(vErrors, validate22.errors);
				errors = vErrors.length;
			}
		}
		if (data.workload_identity_provider !== void 0) {
			if (!validate22(data.workload_identity_provider, {
				instancePath: instancePath + "/workload_identity_provider",
				parentData: data,
				parentDataProperty: "workload_identity_provider",
				rootData
			})) {
				vErrors = append(vErrors, validate22.errors);
				errors = vErrors.length;
			}
		}
		if (data.audience !== void 0) {
			if (!validate22(data.audience, {
				instancePath: instancePath + "/audience",
				parentData: data,
				parentDataProperty: "audience",
				rootData
			})) {
				vErrors = append(vErrors, validate22.errors);
				errors = vErrors.length;
			}
		}
	} else {
		const err1 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" }
		};
		if (vErrors === null) vErrors = [err1];
		else vErrors.push(err1);
		errors++;
	}
	validate40.errors = vErrors;
	return errors === 0;
}
function validate28(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "description" || key0 === "artifact_store" || key0 === "container_registry" || key0 === "step_operators" || key0 === "secrets" || key0 === "auth" || key0 === "policy" || pattern0.test(key0))) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 }
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.description !== void 0) {
			if (typeof data.description !== "string") {
				const err1 = {
					instancePath: instancePath + "/description",
					schemaPath: "#/properties/description/type",
					keyword: "type",
					params: { type: "string" }
				};
				if (vErrors === null) vErrors = [err1];
				else vErrors.push(err1);
				errors++;
			}
		}
		if (data.artifact_store !== void 0) {
			if (!validate29(data.artifact_store, {
				instancePath: instancePath + "/artifact_store",
				parentData: data,
				parentDataProperty: "artifact_store",
				rootData
			})) {
				vErrors = append(vErrors, validate29.errors);
				errors = vErrors.length;
			}
		}
		if (data.container_registry !== void 0) {
			if (!validate33(data.container_registry, {
				instancePath: instancePath + "/container_registry",
				parentData: data,
				parentDataProperty: "container_registry",
				rootData
			})) {
				vErrors = append(vErrors, validate33.errors);
				errors = vErrors.length;
			}
		}
		if (data.step_operators !== void 0) {
			let data3 = data.step_operators;
			if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
				for (const key1 in data3) {
					const _errs8 = errors;
					if (!validate24(key1, {
						instancePath: instancePath + "/step_operators",
						parentData: data3,
						parentDataProperty: "step_operators",
						rootData
					})) {
						vErrors = append(vErrors, validate24.errors);
						errors = vErrors.length;
					}
					if (!(_errs8 === errors)) {
						const err2 = {
							instancePath: instancePath + "/step_operators",
							schemaPath: "#/properties/step_operators/propertyNames",
							keyword: "propertyNames",
							params: { propertyName: key1 }
						};
						if (vErrors === null) vErrors = [err2];
						else vErrors.push(err2);
						errors++;
					}
				}
				for (const key2 in data3) if (!validate37(data3[key2], {
					instancePath: instancePath + "/step_operators/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),
					parentData: data3,
					parentDataProperty: key2,
					rootData
				})) {
					vErrors = append(vErrors, validate37.errors);
					errors = vErrors.length;
				}
			} else {
				const err3 = {
					instancePath: instancePath + "/step_operators",
					schemaPath: "#/properties/step_operators/type",
					keyword: "type",
					params: { type: "object" }
				};
				if (vErrors === null) vErrors = [err3];
				else vErrors.push(err3);
				errors++;
			}
		}
		if (data.secrets !== void 0) {
			let data5 = data.secrets;
			if (data5 && typeof data5 == "object" && !Array.isArray(data5)) {
				for (const key3 in data5) if (!validate22(data5[key3], {
					instancePath: instancePath + "/secrets/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),
					parentData: data5,
					parentDataProperty: key3,
					rootData
				})) {
					vErrors = append(vErrors, validate22.errors);
					errors = vErrors.length;
				}
			} else {
				const err4 = {
					instancePath: instancePath + "/secrets",
					schemaPath: "#/properties/secrets/type",
					keyword: "type",
					params: { type: "object" }
				};
				if (vErrors === null) vErrors = [err4];
				else vErrors.push(err4);
				errors++;
			}
		}
		if (data.auth !== void 0) {
			if (!validate40(data.auth, {
				instancePath: instancePath + "/auth",
				parentData: data,
				parentDataProperty: "auth",
				rootData
			})) {
				vErrors = append(vErrors, validate40.errors);
				errors = vErrors.length;
			}
		}
		if (data.policy !== void 0) {
			let data8 = data.policy;
			if (!(data8 && typeof data8 == "object" && !Array.isArray(data8))) {
				const err5 = {
					instancePath: instancePath + "/policy",
					schemaPath: "#/properties/policy/type",
					keyword: "type",
					params: { type: "object" }
				};
				if (vErrors === null) vErrors = [err5];
				else vErrors.push(err5);
				errors++;
			}
		}
		for (const key4 in data) if (pattern0.test(key4)) {
			const err6 = {
				instancePath: instancePath + "/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),
				schemaPath: "#/patternProperties/%5Ex-/extension",
				keyword: "extension",
				params: {}
			};
			if (vErrors === null) vErrors = [err6];
			else vErrors.push(err6);
			errors++;
		}
	} else {
		const err7 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" }
		};
		if (vErrors === null) vErrors = [err7];
		else vErrors.push(err7);
		errors++;
	}
	validate28.errors = vErrors;
	return errors === 0;
}
function validate26(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) {
			const _errs1 = errors;
			if (!validate24(key0, {
				instancePath,
				parentData: data,
				parentDataProperty,
				rootData
			})) {
				vErrors = append(vErrors, validate24.errors);
				errors = vErrors.length;
			}
			if (!(_errs1 === errors)) {
				const err0 = {
					instancePath,
					schemaPath: "#/propertyNames",
					keyword: "propertyNames",
					params: { propertyName: key0 }
				};
				if (vErrors === null) vErrors = [err0];
				else vErrors.push(err0);
				errors++;
			}
		}
		for (const key1 in data) if (!validate28(data[key1], {
			instancePath: instancePath + "/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),
			parentData: data,
			parentDataProperty: key1,
			rootData
		})) {
			vErrors = append(vErrors, validate28.errors);
			errors = vErrors.length;
		}
	} else {
		const err1 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" }
		};
		if (vErrors === null) vErrors = [err1];
		else vErrors.push(err1);
		errors++;
	}
	validate26.errors = vErrors;
	return errors === 0;
}
const schema15 = {
	"type": [
		"string",
		"number",
		"boolean",
		"object"
	],
	"additionalProperties": false,
	"patternProperties": { "^x-": { "extension": true } },
	"properties": {
		"type": {
			"type": "string",
			"enum": [
				"string",
				"integer",
				"number",
				"boolean"
			]
		},
		"default": { "$ref": "#/$defs/scalar" },
		"enum": {
			"type": "array",
			"minItems": 1,
			"items": { "$ref": "#/$defs/scalar" }
		},
		"description": { "type": "string" }
	},
	"spelling": true
};
const schema16 = {
	"type": [
		"string",
		"number",
		"boolean"
	],
	"spelling": true
};
function validate51(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (typeof data !== "string" && !(typeof data == "number" && isFinite(data)) && typeof data !== "boolean") {
		const err0 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: schema16.type }
		};
		if (vErrors === null) vErrors = [err0];
		else vErrors.push(err0);
		errors++;
	}
	if (typeof data == "number") {
		const err1 = {
			instancePath,
			schemaPath: "#/spelling",
			keyword: "spelling",
			params: {}
		};
		if (vErrors === null) vErrors = [err1];
		else vErrors.push(err1);
		errors++;
	}
	validate51.errors = vErrors;
	return errors === 0;
}
function validate50(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (typeof data !== "string" && !(typeof data == "number" && isFinite(data)) && typeof data !== "boolean" && !(data && typeof data == "object" && !Array.isArray(data))) {
		const err0 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: schema15.type }
		};
		if (vErrors === null) vErrors = [err0];
		else vErrors.push(err0);
		errors++;
	}
	if (typeof data == "number") {
		const err1 = {
			instancePath,
			schemaPath: "#/spelling",
			keyword: "spelling",
			params: {}
		};
		if (vErrors === null) vErrors = [err1];
		else vErrors.push(err1);
		errors++;
	}
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "type" || key0 === "default" || key0 === "enum" || key0 === "description" || pattern0.test(key0))) {
			const err2 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 }
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
		if (data.type !== void 0) {
			let data0 = data.type;
			if (typeof data0 !== "string") {
				const err3 = {
					instancePath: instancePath + "/type",
					schemaPath: "#/properties/type/type",
					keyword: "type",
					params: { type: "string" }
				};
				if (vErrors === null) vErrors = [err3];
				else vErrors.push(err3);
				errors++;
			}
			if (!(data0 === "string" || data0 === "integer" || data0 === "number" || data0 === "boolean")) {
				const err4 = {
					instancePath: instancePath + "/type",
					schemaPath: "#/properties/type/enum",
					keyword: "enum",
					params: { allowedValues: schema15.properties.type.enum }
				};
				if (vErrors === null) vErrors = [err4];
				else vErrors.push(err4);
				errors++;
			}
		}
		if (data.default !== void 0) {
			if (!validate51(data.default, {
				instancePath: instancePath + "/default",
				parentData: data,
				parentDataProperty: "default",
				rootData
			})) {
				vErrors = append(vErrors, validate51.errors);
				errors = vErrors.length;
			}
		}
		if (data.enum !== void 0) {
			let data2 = data.enum;
			if (Array.isArray(data2)) {
				if (data2.length < 1) {
					const err5 = {
						instancePath: instancePath + "/enum",
						schemaPath: "#/properties/enum/minItems",
						keyword: "minItems",
						params: { limit: 1 }
					};
					if (vErrors === null) vErrors = [err5];
					else vErrors.push(err5);
					errors++;
				}
				const len0 = data2.length;
				for (let i0 = 0; i0 < len0; i0++) if (!validate51(data2[i0], {
					instancePath: instancePath + "/enum/" + i0,
					parentData: data2,
					parentDataProperty: i0,
					rootData
				})) {
					vErrors = append(vErrors, validate51.errors);
					errors = vErrors.length;
				}
			} else {
				const err6 = {
					instancePath: instancePath + "/enum",
					schemaPath: "#/properties/enum/type",
					keyword: "type",
					params: { type: "array" }
				};
				if (vErrors === null) vErrors = [err6];
				else vErrors.push(err6);
				errors++;
			}
		}
		if (data.description !== void 0) {
			if (typeof data.description !== "string") {
				const err7 = {
					instancePath: instancePath + "/description",
					schemaPath: "#/properties/description/type",
					keyword: "type",
					params: { type: "string" }
				};
				if (vErrors === null) vErrors = [err7];
				else vErrors.push(err7);
				errors++;
			}
		}
		for (const key1 in data) if (pattern0.test(key1)) {
			const err8 = {
				instancePath: instancePath + "/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),
				schemaPath: "#/patternProperties/%5Ex-/extension",
				keyword: "extension",
				params: {}
			};
			if (vErrors === null) vErrors = [err8];
			else vErrors.push(err8);
			errors++;
		}
	}
	validate50.errors = vErrors;
	return errors === 0;
}
function validate55(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!validate51(data[key0], {
			instancePath: instancePath + "/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),
			parentData: data,
			parentDataProperty: key0,
			rootData
		})) {
			vErrors = append(vErrors, validate51.errors);
			errors = vErrors.length;
		}
	} else {
		const err0 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" }
		};
		if (vErrors === null) vErrors = [err0];
		else vErrors.push(err0);
		errors++;
	}
	validate55.errors = vErrors;
	return errors === 0;
}
const schema18 = {
	"type": "object",
	"additionalProperties": false,
	"patternProperties": { "^x-": { "extension": true } },
	"properties": {
		"description": { "type": "string" },
		"image": { "$ref": "#/$defs/image" },
		"setup": { "$ref": "#/$defs/setup" },
		"command": { "$ref": "#/$defs/command" },
		"shell": {
			"type": "string",
			"enum": ["sh", "bash"]
		},
		"working_directory": { "$ref": "#/$defs/text" },
		"needs": { "$ref": "#/$defs/needs" },
		"if": {
			"type": ["string", "boolean"],
			"pattern": "\\S"
		},
		"strategy": { "$ref": "#/$defs/strategy" },
		"step_operator": { "$ref": "#/$defs/text" },
		"resources": { "$ref": "#/$defs/resources" },
		"settings": { "type": "object" },
		"env": { "$ref": "#/$defs/env" },
		"secrets": {
			"type": "array",
			"items": { "$ref": "#/$defs/text" }
		},
		"inputs": {
			"type": "array",
			"items": { "$ref": "#/$defs/input" }
		},
		"outputs": { "$ref": "#/$defs/outputs" },
		"values": {
			"type": "array",
			"items": { "$ref": "#/$defs/id" }
		},
		"metrics": { "$ref": "#/$defs/metrics" },
		"plots": { "$ref": "#/$defs/plots" },
		"checkpoint": { "$ref": "#/$defs/text" },
		"cache": { "$ref": "#/$defs/flag" },
		"retry": { "$ref": "#/$defs/retry" },
		"timeout": { "$ref": "#/$defs/duration" },
		"pending_timeout": { "$ref": "#/$defs/duration" },
		"continue_on_error": { "$ref": "#/$defs/flag" },
		"user": { "$ref": "#/$defs/user" },
		"network": {
			"type": "string",
			"enum": ["default", "none"]
		}
	}
};
const schema19 = {
	"type": [
		"string",
		"null",
		"object"
	],
	"pattern": "\\S",
	"additionalProperties": false,
	"patternProperties": { "^x-": { "extension": true } },
	"required": ["build"],
	"properties": { "build": { "$ref": "#/$defs/build" } }
};
const schema20 = {
	"type": ["string", "object"],
	"pattern": "\\S",
	"additionalProperties": false,
	"patternProperties": { "^x-": { "extension": true } },
	"properties": {
		"context": { "$ref": "#/$defs/text" },
		"dockerfile": { "$ref": "#/$defs/text" },
		"target": { "$ref": "#/$defs/text" },
		"args": { "$ref": "#/$defs/env" },
		"platform": { "$ref": "#/$defs/text" }
	}
};
function validate60(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (typeof data !== "string" && !(data && typeof data == "object" && !Array.isArray(data))) {
		const err0 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: schema20.type }
		};
		if (vErrors === null) vErrors = [err0];
		else vErrors.push(err0);
		errors++;
	}
	if (typeof data === "string") {
		if (!pattern1.test(data)) {
			const err1 = {
				instancePath,
				schemaPath: "#/pattern",
				keyword: "pattern",
				params: { pattern: "\\S" }
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
	}
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "context" || key0 === "dockerfile" || key0 === "target" || key0 === "args" || key0 === "platform" || pattern0.test(key0))) {
			const err2 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 }
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
		if (data.context !== void 0) {
			if (!validate22(data.context, {
				instancePath: instancePath + "/context",
				parentData: data,
				parentDataProperty: "context",
				rootData
			})) {
				vErrors = append(vErrors, validate22.errors);
				errors = vErrors.length;
			}
		}
		if (data.dockerfile !== void 0) {
			if (!validate22(data.dockerfile, {
				instancePath: instancePath + "/dockerfile",
				parentData: data,
				parentDataProperty: "dockerfile",
				rootData
			})) {
				vErrors = append(vErrors, validate22.errors);
				errors = vErrors.length;
			}
		}
		if (data.target !== void 0) {
			if (!validate22(data.target, {
				instancePath: instancePath + "/target",
				parentData: data,
				parentDataProperty: "target",
				rootData
			})) {
				vErrors = append(vErrors, validate22.errors);
				errors = vErrors.length;
			}
		}
		if (data.args !== void 0) {
			if (!validate55(data.args, {
				instancePath: instancePath + "/args",
				parentData: data,
				parentDataProperty: "args",
				rootData
			})) {
				vErrors = append(vErrors, validate55.errors);
				errors = vErrors.length;
			}
		}
		if (data.platform !== void 0) {
			if (!validate22(data.platform, {
				instancePath: instancePath + "/platform",
				parentData: data,
				parentDataProperty: "platform",
				rootData
			})) {
				vErrors = append(vErrors, validate22.errors);
				errors = vErrors.length;
			}
		}
		for (const key1 in data) if (pattern0.test(key1)) {
			const err3 = {
				instancePath: instancePath + "/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),
				schemaPath: "#/patternProperties/%5Ex-/extension",
				keyword: "extension",
				params: {}
			};
			if (vErrors === null) vErrors = [err3];
			else vErrors.push(err3);
			errors++;
		}
	}
	validate60.errors = vErrors;
	return errors === 0;
}
function validate59(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (typeof data !== "string" && data !== null && !(data && typeof data == "object" && !Array.isArray(data))) {
		const err0 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: schema19.type }
		};
		if (vErrors === null) vErrors = [err0];
		else vErrors.push(err0);
		errors++;
	}
	if (typeof data === "string") {
		if (!pattern1.test(data)) {
			const err1 = {
				instancePath,
				schemaPath: "#/pattern",
				keyword: "pattern",
				params: { pattern: "\\S" }
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
	}
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.build === void 0) {
			const err2 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "build" }
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
		for (const key0 in data) if (!(key0 === "build" || pattern0.test(key0))) {
			const err3 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 }
			};
			if (vErrors === null) vErrors = [err3];
			else vErrors.push(err3);
			errors++;
		}
		if (data.build !== void 0) {
			if (!validate60(data.build, {
				instancePath: instancePath + "/build",
				parentData: data,
				parentDataProperty: "build",
				rootData
			})) {
				vErrors = append(vErrors, validate60.errors);
				errors = vErrors.length;
			}
		}
		for (const key1 in data) if (pattern0.test(key1)) {
			const err4 = {
				instancePath: instancePath + "/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),
				schemaPath: "#/patternProperties/%5Ex-/extension",
				keyword: "extension",
				params: {}
			};
			if (vErrors === null) vErrors = [err4];
			else vErrors.push(err4);
			errors++;
		}
	}
	validate59.errors = vErrors;
	return errors === 0;
}
const schema21 = {
	"type": [
		"string",
		"array",
		"null"
	],
	"pattern": "\\S",
	"minItems": 1,
	"items": { "type": "string" }
};
function validate68(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (typeof data !== "string" && !Array.isArray(data) && data !== null) {
		const err0 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: schema21.type }
		};
		if (vErrors === null) vErrors = [err0];
		else vErrors.push(err0);
		errors++;
	}
	if (typeof data === "string") {
		if (!pattern1.test(data)) {
			const err1 = {
				instancePath,
				schemaPath: "#/pattern",
				keyword: "pattern",
				params: { pattern: "\\S" }
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
	}
	if (Array.isArray(data)) {
		if (data.length < 1) {
			const err2 = {
				instancePath,
				schemaPath: "#/minItems",
				keyword: "minItems",
				params: { limit: 1 }
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
		const len0 = data.length;
		for (let i0 = 0; i0 < len0; i0++) if (typeof data[i0] !== "string") {
			const err3 = {
				instancePath: instancePath + "/" + i0,
				schemaPath: "#/items/type",
				keyword: "type",
				params: { type: "string" }
			};
			if (vErrors === null) vErrors = [err3];
			else vErrors.push(err3);
			errors++;
		}
	}
	validate68.errors = vErrors;
	return errors === 0;
}
const schema22 = {
	"type": ["string", "array"],
	"pattern": "\\S",
	"minItems": 1,
	"items": { "$ref": "#/$defs/scalar" }
};
function validate70(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (typeof data !== "string" && !Array.isArray(data)) {
		const err0 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: schema22.type }
		};
		if (vErrors === null) vErrors = [err0];
		else vErrors.push(err0);
		errors++;
	}
	if (typeof data === "string") {
		if (!pattern1.test(data)) {
			const err1 = {
				instancePath,
				schemaPath: "#/pattern",
				keyword: "pattern",
				params: { pattern: "\\S" }
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
	}
	if (Array.isArray(data)) {
		if (data.length < 1) {
			const err2 = {
				instancePath,
				schemaPath: "#/minItems",
				keyword: "minItems",
				params: { limit: 1 }
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
		const len0 = data.length;
		for (let i0 = 0; i0 < len0; i0++) if (!validate51(data[i0], {
			instancePath: instancePath + "/" + i0,
			parentData: data,
			parentDataProperty: i0,
			rootData
		})) {
			vErrors = append(vErrors, validate51.errors);
			errors = vErrors.length;
		}
	}
	validate70.errors = vErrors;
	return errors === 0;
}
const schema23 = {
	"type": ["string", "array"],
	"pattern": "\\S",
	"items": { "$ref": "#/$defs/text" }
};
function validate74(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (typeof data !== "string" && !Array.isArray(data)) {
		const err0 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: schema23.type }
		};
		if (vErrors === null) vErrors = [err0];
		else vErrors.push(err0);
		errors++;
	}
	if (typeof data === "string") {
		if (!pattern1.test(data)) {
			const err1 = {
				instancePath,
				schemaPath: "#/pattern",
				keyword: "pattern",
				params: { pattern: "\\S" }
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
	}
	if (Array.isArray(data)) {
		const len0 = data.length;
		for (let i0 = 0; i0 < len0; i0++) if (!validate22(data[i0], {
			instancePath: instancePath + "/" + i0,
			parentData: data,
			parentDataProperty: i0,
			rootData
		})) {
			vErrors = append(vErrors, validate22.errors);
			errors = vErrors.length;
		}
	}
	validate74.errors = vErrors;
	return errors === 0;
}
const schema25 = {
	"type": ["object", "string"],
	"pattern": "^\\$\\{\\{[\\s\\S]*\\}\\}$",
	"minProperties": 1,
	"propertyNames": { "$ref": "#/$defs/id" },
	"properties": {
		"include": { "$ref": "#/$defs/combinations" },
		"exclude": { "$ref": "#/$defs/combinations" }
	},
	"additionalProperties": { "$ref": "#/$defs/axis" }
};
const pattern21 = new RegExp("^\\$\\{\\{[\\s\\S]*\\}\\}$", "u");
const schema26 = {
	"type": ["array", "string"],
	"pattern": "^\\$\\{\\{[\\s\\S]*\\}\\}$",
	"items": { "$ref": "#/$defs/any" }
};
const schema27 = {
	"type": [
		"null",
		"string",
		"number",
		"boolean",
		"array",
		"object"
	],
	"items": { "$ref": "#/$defs/any" },
	"additionalProperties": { "$ref": "#/$defs/any" },
	"spelling": true
};
const wrapper0 = { validate: validate81 };
function validate81(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (typeof data != "object" && typeof data !== "string" && !(typeof data == "number" && isFinite(data)) && typeof data !== "boolean") {
		const err0 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: schema27.type }
		};
		if (vErrors === null) vErrors = [err0];
		else vErrors.push(err0);
		errors++;
	}
	if (typeof data == "number") {
		const err1 = {
			instancePath,
			schemaPath: "#/spelling",
			keyword: "spelling",
			params: {}
		};
		if (vErrors === null) vErrors = [err1];
		else vErrors.push(err1);
		errors++;
	}
	if (Array.isArray(data)) {
		const len0 = data.length;
		for (let i0 = 0; i0 < len0; i0++) if (!wrapper0.validate(data[i0], {
			instancePath: instancePath + "/" + i0,
			parentData: data,
			parentDataProperty: i0,
			rootData
		})) {
			vErrors = append(vErrors, wrapper0.validate.errors);
			errors = vErrors.length;
		}
	}
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!wrapper0.validate(data[key0], {
			instancePath: instancePath + "/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),
			parentData: data,
			parentDataProperty: key0,
			rootData
		})) {
			vErrors = append(vErrors, wrapper0.validate.errors);
			errors = vErrors.length;
		}
	}
	validate81.errors = vErrors;
	return errors === 0;
}
function validate80(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (!Array.isArray(data) && typeof data !== "string") {
		const err0 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: schema26.type }
		};
		if (vErrors === null) vErrors = [err0];
		else vErrors.push(err0);
		errors++;
	}
	if (typeof data === "string") {
		if (!pattern21.test(data)) {
			const err1 = {
				instancePath,
				schemaPath: "#/pattern",
				keyword: "pattern",
				params: { pattern: "^\\$\\{\\{[\\s\\S]*\\}\\}$" }
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
	}
	if (Array.isArray(data)) {
		const len0 = data.length;
		for (let i0 = 0; i0 < len0; i0++) if (!validate81(data[i0], {
			instancePath: instancePath + "/" + i0,
			parentData: data,
			parentDataProperty: i0,
			rootData
		})) {
			vErrors = append(vErrors, validate81.errors);
			errors = vErrors.length;
		}
	}
	validate80.errors = vErrors;
	return errors === 0;
}
const schema28 = {
	"type": ["array", "string"],
	"pattern": "^\\$\\{\\{[\\s\\S]*\\}\\}$",
	"items": {
		"type": "object",
		"minProperties": 1,
		"propertyNames": { "$ref": "#/$defs/id" },
		"additionalProperties": { "$ref": "#/$defs/any" }
	}
};
function validate84(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (!Array.isArray(data) && typeof data !== "string") {
		const err0 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: schema28.type }
		};
		if (vErrors === null) vErrors = [err0];
		else vErrors.push(err0);
		errors++;
	}
	if (typeof data === "string") {
		if (!pattern21.test(data)) {
			const err1 = {
				instancePath,
				schemaPath: "#/pattern",
				keyword: "pattern",
				params: { pattern: "^\\$\\{\\{[\\s\\S]*\\}\\}$" }
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
	}
	if (Array.isArray(data)) {
		const len0 = data.length;
		for (let i0 = 0; i0 < len0; i0++) {
			let data0 = data[i0];
			if (data0 && typeof data0 == "object" && !Array.isArray(data0)) {
				if (Object.keys(data0).length < 1) {
					const err2 = {
						instancePath: instancePath + "/" + i0,
						schemaPath: "#/items/minProperties",
						keyword: "minProperties",
						params: { limit: 1 }
					};
					if (vErrors === null) vErrors = [err2];
					else vErrors.push(err2);
					errors++;
				}
				for (const key0 in data0) {
					const _errs3 = errors;
					if (!validate24(key0, {
						instancePath: instancePath + "/" + i0,
						parentData: data0,
						parentDataProperty: i0,
						rootData
					})) {
						vErrors = append(vErrors, validate24.errors);
						errors = vErrors.length;
					}
					if (!(_errs3 === errors)) {
						const err3 = {
							instancePath: instancePath + "/" + i0,
							schemaPath: "#/items/propertyNames",
							keyword: "propertyNames",
							params: { propertyName: key0 }
						};
						if (vErrors === null) vErrors = [err3];
						else vErrors.push(err3);
						errors++;
					}
				}
				for (const key1 in data0) if (!validate81(data0[key1], {
					instancePath: instancePath + "/" + i0 + "/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),
					parentData: data0,
					parentDataProperty: key1,
					rootData
				})) {
					vErrors = append(vErrors, validate81.errors);
					errors = vErrors.length;
				}
			} else {
				const err4 = {
					instancePath: instancePath + "/" + i0,
					schemaPath: "#/items/type",
					keyword: "type",
					params: { type: "object" }
				};
				if (vErrors === null) vErrors = [err4];
				else vErrors.push(err4);
				errors++;
			}
		}
	}
	validate84.errors = vErrors;
	return errors === 0;
}
function validate78(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (!(data && typeof data == "object" && !Array.isArray(data)) && typeof data !== "string") {
		const err0 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: schema25.type }
		};
		if (vErrors === null) vErrors = [err0];
		else vErrors.push(err0);
		errors++;
	}
	if (typeof data === "string") {
		if (!pattern21.test(data)) {
			const err1 = {
				instancePath,
				schemaPath: "#/pattern",
				keyword: "pattern",
				params: { pattern: "^\\$\\{\\{[\\s\\S]*\\}\\}$" }
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
	}
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (Object.keys(data).length < 1) {
			const err2 = {
				instancePath,
				schemaPath: "#/minProperties",
				keyword: "minProperties",
				params: { limit: 1 }
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
		for (const key0 in data) {
			const _errs1 = errors;
			if (!validate24(key0, {
				instancePath,
				parentData: data,
				parentDataProperty,
				rootData
			})) {
				vErrors = append(vErrors, validate24.errors);
				errors = vErrors.length;
			}
			if (!(_errs1 === errors)) {
				const err3 = {
					instancePath,
					schemaPath: "#/propertyNames",
					keyword: "propertyNames",
					params: { propertyName: key0 }
				};
				if (vErrors === null) vErrors = [err3];
				else vErrors.push(err3);
				errors++;
			}
		}
		for (const key1 in data) if (!(key1 === "include" || key1 === "exclude")) {
			if (!validate80(data[key1], {
				instancePath: instancePath + "/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),
				parentData: data,
				parentDataProperty: key1,
				rootData
			})) {
				vErrors = append(vErrors, validate80.errors);
				errors = vErrors.length;
			}
		}
		if (data.include !== void 0) {
			if (!validate84(data.include, {
				instancePath: instancePath + "/include",
				parentData: data,
				parentDataProperty: "include",
				rootData
			})) {
				vErrors = append(vErrors, validate84.errors);
				errors = vErrors.length;
			}
		}
		if (data.exclude !== void 0) {
			if (!validate84(data.exclude, {
				instancePath: instancePath + "/exclude",
				parentData: data,
				parentDataProperty: "exclude",
				rootData
			})) {
				vErrors = append(vErrors, validate84.errors);
				errors = vErrors.length;
			}
		}
	}
	validate78.errors = vErrors;
	return errors === 0;
}
const schema29 = {
	"type": ["integer", "string"],
	"minimum": 1,
	"pattern": "^\\$\\{\\{[\\s\\S]*\\}\\}$"
};
function validate90(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (!(typeof data == "number" && !(data % 1) && !isNaN(data) && isFinite(data)) && typeof data !== "string") {
		const err0 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: schema29.type }
		};
		if (vErrors === null) vErrors = [err0];
		else vErrors.push(err0);
		errors++;
	}
	if (typeof data == "number" && isFinite(data)) {
		if (data < 1 || isNaN(data)) {
			const err1 = {
				instancePath,
				schemaPath: "#/minimum",
				keyword: "minimum",
				params: {
					comparison: ">=",
					limit: 1
				}
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
	}
	if (typeof data === "string") {
		if (!pattern21.test(data)) {
			const err2 = {
				instancePath,
				schemaPath: "#/pattern",
				keyword: "pattern",
				params: { pattern: "^\\$\\{\\{[\\s\\S]*\\}\\}$" }
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
	}
	validate90.errors = vErrors;
	return errors === 0;
}
const schema30 = {
	"type": ["boolean", "string"],
	"pattern": "^\\$\\{\\{[\\s\\S]*\\}\\}$"
};
function validate92(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (typeof data !== "boolean" && typeof data !== "string") {
		const err0 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: schema30.type }
		};
		if (vErrors === null) vErrors = [err0];
		else vErrors.push(err0);
		errors++;
	}
	if (typeof data === "string") {
		if (!pattern21.test(data)) {
			const err1 = {
				instancePath,
				schemaPath: "#/pattern",
				keyword: "pattern",
				params: { pattern: "^\\$\\{\\{[\\s\\S]*\\}\\}$" }
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
	}
	validate92.errors = vErrors;
	return errors === 0;
}
function validate77(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "matrix" || key0 === "max_parallel" || key0 === "fail_fast" || pattern0.test(key0))) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 }
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.matrix !== void 0) {
			if (!validate78(data.matrix, {
				instancePath: instancePath + "/matrix",
				parentData: data,
				parentDataProperty: "matrix",
				rootData
			})) {
				vErrors = append(vErrors, validate78.errors);
				errors = vErrors.length;
			}
		}
		if (data.max_parallel !== void 0) {
			if (!validate90(data.max_parallel, {
				instancePath: instancePath + "/max_parallel",
				parentData: data,
				parentDataProperty: "max_parallel",
				rootData
			})) {
				vErrors = append(vErrors, validate90.errors);
				errors = vErrors.length;
			}
		}
		if (data.fail_fast !== void 0) {
			if (!validate92(data.fail_fast, {
				instancePath: instancePath + "/fail_fast",
				parentData: data,
				parentDataProperty: "fail_fast",
				rootData
			})) {
				vErrors = append(vErrors, validate92.errors);
				errors = vErrors.length;
			}
		}
		for (const key1 in data) if (pattern0.test(key1)) {
			const err1 = {
				instancePath: instancePath + "/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),
				schemaPath: "#/patternProperties/%5Ex-/extension",
				keyword: "extension",
				params: {}
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
	} else {
		const err2 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" }
		};
		if (vErrors === null) vErrors = [err2];
		else vErrors.push(err2);
		errors++;
	}
	validate77.errors = vErrors;
	return errors === 0;
}
const schema31 = {
	"type": "object",
	"additionalProperties": false,
	"patternProperties": { "^x-": { "extension": true } },
	"properties": {
		"accelerators": { "$ref": "#/$defs/accelerators" },
		"cpus": { "$ref": "#/$defs/amount" },
		"memory": { "$ref": "#/$defs/amount" },
		"disk_size": { "$ref": "#/$defs/size" },
		"shm_size": { "$ref": "#/$defs/size" },
		"use_spot": { "$ref": "#/$defs/flag" },
		"num_nodes": { "$ref": "#/$defs/count" },
		"instance_type": { "$ref": "#/$defs/text" },
		"any_of": {
			"type": "array",
			"minItems": 1,
			"items": { "$ref": "#/$defs/alternative" }
		}
	}
};
const schema32 = {
	"type": ["string", "array"],
	"pattern": "\\S",
	"minItems": 1,
	"items": { "$ref": "#/$defs/text" }
};
function validate97(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (typeof data !== "string" && !Array.isArray(data)) {
		const err0 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: schema32.type }
		};
		if (vErrors === null) vErrors = [err0];
		else vErrors.push(err0);
		errors++;
	}
	if (typeof data === "string") {
		if (!pattern1.test(data)) {
			const err1 = {
				instancePath,
				schemaPath: "#/pattern",
				keyword: "pattern",
				params: { pattern: "\\S" }
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
	}
	if (Array.isArray(data)) {
		if (data.length < 1) {
			const err2 = {
				instancePath,
				schemaPath: "#/minItems",
				keyword: "minItems",
				params: { limit: 1 }
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
		const len0 = data.length;
		for (let i0 = 0; i0 < len0; i0++) if (!validate22(data[i0], {
			instancePath: instancePath + "/" + i0,
			parentData: data,
			parentDataProperty: i0,
			rootData
		})) {
			vErrors = append(vErrors, validate22.errors);
			errors = vErrors.length;
		}
	}
	validate97.errors = vErrors;
	return errors === 0;
}
const schema33 = {
	"type": ["number", "string"],
	"exclusiveMinimum": 0,
	"pattern": "^(?:(?=.*[1-9])[0-9]+(?:\\.[0-9]+)?\\+?|[\\s\\S]*\\$\\{\\{[\\s\\S]*)$"
};
const pattern29 = new RegExp("^(?:(?=.*[1-9])[0-9]+(?:\\.[0-9]+)?\\+?|[\\s\\S]*\\$\\{\\{[\\s\\S]*)$", "u");
function validate100(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (!(typeof data == "number" && isFinite(data)) && typeof data !== "string") {
		const err0 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: schema33.type }
		};
		if (vErrors === null) vErrors = [err0];
		else vErrors.push(err0);
		errors++;
	}
	if (typeof data == "number" && isFinite(data)) {
		if (data <= 0 || isNaN(data)) {
			const err1 = {
				instancePath,
				schemaPath: "#/exclusiveMinimum",
				keyword: "exclusiveMinimum",
				params: {
					comparison: ">",
					limit: 0
				}
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
	}
	if (typeof data === "string") {
		if (!pattern29.test(data)) {
			const err2 = {
				instancePath,
				schemaPath: "#/pattern",
				keyword: "pattern",
				params: { pattern: "^(?:(?=.*[1-9])[0-9]+(?:\\.[0-9]+)?\\+?|[\\s\\S]*\\$\\{\\{[\\s\\S]*)$" }
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
	}
	validate100.errors = vErrors;
	return errors === 0;
}
const schema34 = {
	"type": ["number", "string"],
	"exclusiveMinimum": 0,
	"pattern": "^(?:(?=.*[1-9])[0-9]+(?:\\.[0-9]+)?|[\\s\\S]*\\$\\{\\{[\\s\\S]*)$"
};
const pattern30 = new RegExp("^(?:(?=.*[1-9])[0-9]+(?:\\.[0-9]+)?|[\\s\\S]*\\$\\{\\{[\\s\\S]*)$", "u");
function validate103(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (!(typeof data == "number" && isFinite(data)) && typeof data !== "string") {
		const err0 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: schema34.type }
		};
		if (vErrors === null) vErrors = [err0];
		else vErrors.push(err0);
		errors++;
	}
	if (typeof data == "number" && isFinite(data)) {
		if (data <= 0 || isNaN(data)) {
			const err1 = {
				instancePath,
				schemaPath: "#/exclusiveMinimum",
				keyword: "exclusiveMinimum",
				params: {
					comparison: ">",
					limit: 0
				}
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
	}
	if (typeof data === "string") {
		if (!pattern30.test(data)) {
			const err2 = {
				instancePath,
				schemaPath: "#/pattern",
				keyword: "pattern",
				params: { pattern: "^(?:(?=.*[1-9])[0-9]+(?:\\.[0-9]+)?|[\\s\\S]*\\$\\{\\{[\\s\\S]*)$" }
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
	}
	validate103.errors = vErrors;
	return errors === 0;
}
function validate109(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "accelerators" || key0 === "cpus" || key0 === "memory" || key0 === "disk_size" || key0 === "shm_size" || key0 === "use_spot" || key0 === "num_nodes" || key0 === "instance_type" || pattern0.test(key0))) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 }
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.accelerators !== void 0) {
			if (!validate97(data.accelerators, {
				instancePath: instancePath + "/accelerators",
				parentData: data,
				parentDataProperty: "accelerators",
				rootData
			})) {
				vErrors = append(vErrors, validate97.errors);
				errors = vErrors.length;
			}
		}
		if (data.cpus !== void 0) {
			if (!validate100(data.cpus, {
				instancePath: instancePath + "/cpus",
				parentData: data,
				parentDataProperty: "cpus",
				rootData
			})) {
				vErrors = append(vErrors, validate100.errors);
				errors = vErrors.length;
			}
		}
		if (data.memory !== void 0) {
			if (!validate100(data.memory, {
				instancePath: instancePath + "/memory",
				parentData: data,
				parentDataProperty: "memory",
				rootData
			})) {
				vErrors = append(vErrors, validate100.errors);
				errors = vErrors.length;
			}
		}
		if (data.disk_size !== void 0) {
			if (!validate103(data.disk_size, {
				instancePath: instancePath + "/disk_size",
				parentData: data,
				parentDataProperty: "disk_size",
				rootData
			})) {
				vErrors = append(vErrors, validate103.errors);
				errors = vErrors.length;
			}
		}
		if (data.shm_size !== void 0) {
			if (!validate103(data.shm_size, {
				instancePath: instancePath + "/shm_size",
				parentData: data,
				parentDataProperty: "shm_size",
				rootData
			})) {
				vErrors = append(vErrors, validate103.errors);
				errors = vErrors.length;
			}
		}
		if (data.use_spot !== void 0) {
			if (!validate92(data.use_spot, {
				instancePath: instancePath + "/use_spot",
				parentData: data,
				parentDataProperty: "use_spot",
				rootData
			})) {
				vErrors = append(vErrors, validate92.errors);
				errors = vErrors.length;
			}
		}
		if (data.num_nodes !== void 0) {
			if (!validate90(data.num_nodes, {
				instancePath: instancePath + "/num_nodes",
				parentData: data,
				parentDataProperty: "num_nodes",
				rootData
			})) {
				vErrors = append(vErrors, validate90.errors);
				errors = vErrors.length;
			}
		}
		if (data.instance_type !== void 0) {
			if (!validate22(data.instance_type, {
				instancePath: instancePath + "/instance_type",
				parentData: data,
				parentDataProperty: "instance_type",
				rootData
			})) {
				vErrors = append(vErrors, validate22.errors);
				errors = vErrors.length;
			}
		}
		for (const key1 in data) if (pattern0.test(key1)) {
			const err1 = {
				instancePath: instancePath + "/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),
				schemaPath: "#/patternProperties/%5Ex-/extension",
				keyword: "extension",
				params: {}
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
	} else {
		const err2 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" }
		};
		if (vErrors === null) vErrors = [err2];
		else vErrors.push(err2);
		errors++;
	}
	validate109.errors = vErrors;
	return errors === 0;
}
function validate96(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(func2.call(schema31.properties, key0) || pattern0.test(key0))) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 }
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.accelerators !== void 0) {
			if (!validate97(data.accelerators, {
				instancePath: instancePath + "/accelerators",
				parentData: data,
				parentDataProperty: "accelerators",
				rootData
			})) {
				vErrors = append(vErrors, validate97.errors);
				errors = vErrors.length;
			}
		}
		if (data.cpus !== void 0) {
			if (!validate100(data.cpus, {
				instancePath: instancePath + "/cpus",
				parentData: data,
				parentDataProperty: "cpus",
				rootData
			})) {
				vErrors = append(vErrors, validate100.errors);
				errors = vErrors.length;
			}
		}
		if (data.memory !== void 0) {
			if (!validate100(data.memory, {
				instancePath: instancePath + "/memory",
				parentData: data,
				parentDataProperty: "memory",
				rootData
			})) {
				vErrors = append(vErrors, validate100.errors);
				errors = vErrors.length;
			}
		}
		if (data.disk_size !== void 0) {
			if (!validate103(data.disk_size, {
				instancePath: instancePath + "/disk_size",
				parentData: data,
				parentDataProperty: "disk_size",
				rootData
			})) {
				vErrors = append(vErrors, validate103.errors);
				errors = vErrors.length;
			}
		}
		if (data.shm_size !== void 0) {
			if (!validate103(data.shm_size, {
				instancePath: instancePath + "/shm_size",
				parentData: data,
				parentDataProperty: "shm_size",
				rootData
			})) {
				vErrors = append(vErrors, validate103.errors);
				errors = vErrors.length;
			}
		}
		if (data.use_spot !== void 0) {
			if (!validate92(data.use_spot, {
				instancePath: instancePath + "/use_spot",
				parentData: data,
				parentDataProperty: "use_spot",
				rootData
			})) {
				vErrors = append(vErrors, validate92.errors);
				errors = vErrors.length;
			}
		}
		if (data.num_nodes !== void 0) {
			if (!validate90(data.num_nodes, {
				instancePath: instancePath + "/num_nodes",
				parentData: data,
				parentDataProperty: "num_nodes",
				rootData
			})) {
				vErrors = append(vErrors, validate90.errors);
				errors = vErrors.length;
			}
		}
		if (data.instance_type !== void 0) {
			if (!validate22(data.instance_type, {
				instancePath: instancePath + "/instance_type",
				parentData: data,
				parentDataProperty: "instance_type",
				rootData
			})) {
				vErrors = append(vErrors, validate22.errors);
				errors = vErrors.length;
			}
		}
		if (data.any_of !== void 0) {
			let data8 = data.any_of;
			if (Array.isArray(data8)) {
				if (data8.length < 1) {
					const err1 = {
						instancePath: instancePath + "/any_of",
						schemaPath: "#/properties/any_of/minItems",
						keyword: "minItems",
						params: { limit: 1 }
					};
					if (vErrors === null) vErrors = [err1];
					else vErrors.push(err1);
					errors++;
				}
				const len0 = data8.length;
				for (let i0 = 0; i0 < len0; i0++) if (!validate109(data8[i0], {
					instancePath: instancePath + "/any_of/" + i0,
					parentData: data8,
					parentDataProperty: i0,
					rootData
				})) {
					vErrors = append(vErrors, validate109.errors);
					errors = vErrors.length;
				}
			} else {
				const err2 = {
					instancePath: instancePath + "/any_of",
					schemaPath: "#/properties/any_of/type",
					keyword: "type",
					params: { type: "array" }
				};
				if (vErrors === null) vErrors = [err2];
				else vErrors.push(err2);
				errors++;
			}
		}
		for (const key1 in data) if (pattern0.test(key1)) {
			const err3 = {
				instancePath: instancePath + "/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),
				schemaPath: "#/patternProperties/%5Ex-/extension",
				keyword: "extension",
				params: {}
			};
			if (vErrors === null) vErrors = [err3];
			else vErrors.push(err3);
			errors++;
		}
	} else {
		const err4 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" }
		};
		if (vErrors === null) vErrors = [err4];
		else vErrors.push(err4);
		errors++;
	}
	validate96.errors = vErrors;
	return errors === 0;
}
const schema36 = {
	"type": ["string", "object"],
	"pattern": "\\S",
	"additionalProperties": false,
	"patternProperties": { "^x-": { "extension": true } },
	"required": ["from", "path"],
	"properties": {
		"from": { "$ref": "#/$defs/text" },
		"path": { "$ref": "#/$defs/text" }
	}
};
function validate122(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (typeof data !== "string" && !(data && typeof data == "object" && !Array.isArray(data))) {
		const err0 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: schema36.type }
		};
		if (vErrors === null) vErrors = [err0];
		else vErrors.push(err0);
		errors++;
	}
	if (typeof data === "string") {
		if (!pattern1.test(data)) {
			const err1 = {
				instancePath,
				schemaPath: "#/pattern",
				keyword: "pattern",
				params: { pattern: "\\S" }
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
	}
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.from === void 0) {
			const err2 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "from" }
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
		if (data.path === void 0) {
			const err3 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "path" }
			};
			if (vErrors === null) vErrors = [err3];
			else vErrors.push(err3);
			errors++;
		}
		for (const key0 in data) if (!(key0 === "from" || key0 === "path" || pattern0.test(key0))) {
			const err4 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 }
			};
			if (vErrors === null) vErrors = [err4];
			else vErrors.push(err4);
			errors++;
		}
		if (data.from !== void 0) {
			if (!validate22(data.from, {
				instancePath: instancePath + "/from",
				parentData: data,
				parentDataProperty: "from",
				rootData
			})) {
				vErrors = append(vErrors, validate22.errors);
				errors = vErrors.length;
			}
		}
		if (data.path !== void 0) {
			if (!validate22(data.path, {
				instancePath: instancePath + "/path",
				parentData: data,
				parentDataProperty: "path",
				rootData
			})) {
				vErrors = append(vErrors, validate22.errors);
				errors = vErrors.length;
			}
		}
		for (const key1 in data) if (pattern0.test(key1)) {
			const err5 = {
				instancePath: instancePath + "/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),
				schemaPath: "#/patternProperties/%5Ex-/extension",
				keyword: "extension",
				params: {}
			};
			if (vErrors === null) vErrors = [err5];
			else vErrors.push(err5);
			errors++;
		}
	}
	validate122.errors = vErrors;
	return errors === 0;
}
const schema37 = {
	"type": ["array", "object"],
	"items": { "$ref": "#/$defs/text" },
	"additionalProperties": { "$ref": "#/$defs/output" }
};
const schema38 = {
	"type": ["object", "null"],
	"additionalProperties": false,
	"patternProperties": { "^x-": { "extension": true } },
	"properties": { "artifact": { "$ref": "#/$defs/flag" } }
};
function validate128(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (!(data && typeof data == "object" && !Array.isArray(data)) && data !== null) {
		const err0 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: schema38.type }
		};
		if (vErrors === null) vErrors = [err0];
		else vErrors.push(err0);
		errors++;
	}
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "artifact" || pattern0.test(key0))) {
			const err1 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 }
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
		if (data.artifact !== void 0) {
			if (!validate92(data.artifact, {
				instancePath: instancePath + "/artifact",
				parentData: data,
				parentDataProperty: "artifact",
				rootData
			})) {
				vErrors = append(vErrors, validate92.errors);
				errors = vErrors.length;
			}
		}
		for (const key1 in data) if (pattern0.test(key1)) {
			const err2 = {
				instancePath: instancePath + "/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),
				schemaPath: "#/patternProperties/%5Ex-/extension",
				keyword: "extension",
				params: {}
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
	}
	validate128.errors = vErrors;
	return errors === 0;
}
function validate126(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (!data || typeof data != "object") {
		const err0 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: schema37.type }
		};
		if (vErrors === null) vErrors = [err0];
		else vErrors.push(err0);
		errors++;
	}
	if (Array.isArray(data)) {
		const len0 = data.length;
		for (let i0 = 0; i0 < len0; i0++) if (!validate22(data[i0], {
			instancePath: instancePath + "/" + i0,
			parentData: data,
			parentDataProperty: i0,
			rootData
		})) {
			vErrors = append(vErrors, validate22.errors);
			errors = vErrors.length;
		}
	}
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!validate128(data[key0], {
			instancePath: instancePath + "/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),
			parentData: data,
			parentDataProperty: key0,
			rootData
		})) {
			vErrors = append(vErrors, validate128.errors);
			errors = vErrors.length;
		}
	}
	validate126.errors = vErrors;
	return errors === 0;
}
const schema39 = {
	"type": ["array", "object"],
	"items": { "$ref": "#/$defs/text" },
	"additionalProperties": {
		"type": ["object", "null"],
		"additionalProperties": { "$ref": "#/$defs/metric" }
	}
};
const schema40 = {
	"type": "object",
	"additionalProperties": false,
	"patternProperties": { "^x-": { "extension": true } },
	"properties": {
		"better": {
			"type": "string",
			"enum": ["higher", "lower"]
		},
		"max_drop": {
			"type": "number",
			"minimum": 0
		}
	}
};
function validate135(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "better" || key0 === "max_drop" || pattern0.test(key0))) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 }
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.better !== void 0) {
			let data0 = data.better;
			if (typeof data0 !== "string") {
				const err1 = {
					instancePath: instancePath + "/better",
					schemaPath: "#/properties/better/type",
					keyword: "type",
					params: { type: "string" }
				};
				if (vErrors === null) vErrors = [err1];
				else vErrors.push(err1);
				errors++;
			}
			if (!(data0 === "higher" || data0 === "lower")) {
				const err2 = {
					instancePath: instancePath + "/better",
					schemaPath: "#/properties/better/enum",
					keyword: "enum",
					params: { allowedValues: schema40.properties.better.enum }
				};
				if (vErrors === null) vErrors = [err2];
				else vErrors.push(err2);
				errors++;
			}
		}
		if (data.max_drop !== void 0) {
			let data1 = data.max_drop;
			if (typeof data1 == "number" && isFinite(data1)) {
				if (data1 < 0 || isNaN(data1)) {
					const err3 = {
						instancePath: instancePath + "/max_drop",
						schemaPath: "#/properties/max_drop/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 0
						}
					};
					if (vErrors === null) vErrors = [err3];
					else vErrors.push(err3);
					errors++;
				}
			} else {
				const err4 = {
					instancePath: instancePath + "/max_drop",
					schemaPath: "#/properties/max_drop/type",
					keyword: "type",
					params: { type: "number" }
				};
				if (vErrors === null) vErrors = [err4];
				else vErrors.push(err4);
				errors++;
			}
		}
		for (const key1 in data) if (pattern0.test(key1)) {
			const err5 = {
				instancePath: instancePath + "/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),
				schemaPath: "#/patternProperties/%5Ex-/extension",
				keyword: "extension",
				params: {}
			};
			if (vErrors === null) vErrors = [err5];
			else vErrors.push(err5);
			errors++;
		}
	} else {
		const err6 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" }
		};
		if (vErrors === null) vErrors = [err6];
		else vErrors.push(err6);
		errors++;
	}
	validate135.errors = vErrors;
	return errors === 0;
}
function validate133(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (!data || typeof data != "object") {
		const err0 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: schema39.type }
		};
		if (vErrors === null) vErrors = [err0];
		else vErrors.push(err0);
		errors++;
	}
	if (Array.isArray(data)) {
		const len0 = data.length;
		for (let i0 = 0; i0 < len0; i0++) if (!validate22(data[i0], {
			instancePath: instancePath + "/" + i0,
			parentData: data,
			parentDataProperty: i0,
			rootData
		})) {
			vErrors = append(vErrors, validate22.errors);
			errors = vErrors.length;
		}
	}
	if (data && typeof data == "object" && !Array.isArray(data)) for (const key0 in data) {
		let data1 = data[key0];
		if (!(data1 && typeof data1 == "object" && !Array.isArray(data1)) && data1 !== null) {
			const err1 = {
				instancePath: instancePath + "/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),
				schemaPath: "#/additionalProperties/type",
				keyword: "type",
				params: { type: schema39.additionalProperties.type }
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
		if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
			for (const key1 in data1) if (!validate135(data1[key1], {
				instancePath: instancePath + "/" + key0.replace(/~/g, "~0").replace(/\//g, "~1") + "/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),
				parentData: data1,
				parentDataProperty: key1,
				rootData
			})) {
				vErrors = append(vErrors, validate135.errors);
				errors = vErrors.length;
			}
		}
	}
	validate133.errors = vErrors;
	return errors === 0;
}
const schema41 = {
	"type": ["array", "object"],
	"items": { "$ref": "#/$defs/text" },
	"additionalProperties": { "$ref": "#/$defs/plot" }
};
const schema42 = {
	"type": ["object", "null"],
	"additionalProperties": false,
	"patternProperties": { "^x-": { "extension": true } },
	"properties": {
		"x": { "$ref": "#/$defs/text" },
		"y": {
			"type": ["string", "array"],
			"pattern": "\\S",
			"minItems": 1,
			"items": { "$ref": "#/$defs/text" }
		},
		"title": { "type": "string" }
	}
};
function validate140(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (!(data && typeof data == "object" && !Array.isArray(data)) && data !== null) {
		const err0 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: schema42.type }
		};
		if (vErrors === null) vErrors = [err0];
		else vErrors.push(err0);
		errors++;
	}
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "x" || key0 === "y" || key0 === "title" || pattern0.test(key0))) {
			const err1 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 }
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
		if (data.x !== void 0) {
			if (!validate22(data.x, {
				instancePath: instancePath + "/x",
				parentData: data,
				parentDataProperty: "x",
				rootData
			})) {
				vErrors = append(vErrors, validate22.errors);
				errors = vErrors.length;
			}
		}
		if (data.y !== void 0) {
			let data1 = data.y;
			if (typeof data1 !== "string" && !Array.isArray(data1)) {
				const err2 = {
					instancePath: instancePath + "/y",
					schemaPath: "#/properties/y/type",
					keyword: "type",
					params: { type: schema42.properties.y.type }
				};
				if (vErrors === null) vErrors = [err2];
				else vErrors.push(err2);
				errors++;
			}
			if (typeof data1 === "string") {
				if (!pattern1.test(data1)) {
					const err3 = {
						instancePath: instancePath + "/y",
						schemaPath: "#/properties/y/pattern",
						keyword: "pattern",
						params: { pattern: "\\S" }
					};
					if (vErrors === null) vErrors = [err3];
					else vErrors.push(err3);
					errors++;
				}
			}
			if (Array.isArray(data1)) {
				if (data1.length < 1) {
					const err4 = {
						instancePath: instancePath + "/y",
						schemaPath: "#/properties/y/minItems",
						keyword: "minItems",
						params: { limit: 1 }
					};
					if (vErrors === null) vErrors = [err4];
					else vErrors.push(err4);
					errors++;
				}
				const len0 = data1.length;
				for (let i0 = 0; i0 < len0; i0++) if (!validate22(data1[i0], {
					instancePath: instancePath + "/y/" + i0,
					parentData: data1,
					parentDataProperty: i0,
					rootData
				})) {
					vErrors = append(vErrors, validate22.errors);
					errors = vErrors.length;
				}
			}
		}
		if (data.title !== void 0) {
			if (typeof data.title !== "string") {
				const err5 = {
					instancePath: instancePath + "/title",
					schemaPath: "#/properties/title/type",
					keyword: "type",
					params: { type: "string" }
				};
				if (vErrors === null) vErrors = [err5];
				else vErrors.push(err5);
				errors++;
			}
		}
		for (const key1 in data) if (pattern0.test(key1)) {
			const err6 = {
				instancePath: instancePath + "/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),
				schemaPath: "#/patternProperties/%5Ex-/extension",
				keyword: "extension",
				params: {}
			};
			if (vErrors === null) vErrors = [err6];
			else vErrors.push(err6);
			errors++;
		}
	}
	validate140.errors = vErrors;
	return errors === 0;
}
function validate138(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (!data || typeof data != "object") {
		const err0 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: schema41.type }
		};
		if (vErrors === null) vErrors = [err0];
		else vErrors.push(err0);
		errors++;
	}
	if (Array.isArray(data)) {
		const len0 = data.length;
		for (let i0 = 0; i0 < len0; i0++) if (!validate22(data[i0], {
			instancePath: instancePath + "/" + i0,
			parentData: data,
			parentDataProperty: i0,
			rootData
		})) {
			vErrors = append(vErrors, validate22.errors);
			errors = vErrors.length;
		}
	}
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!validate140(data[key0], {
			instancePath: instancePath + "/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),
			parentData: data,
			parentDataProperty: key0,
			rootData
		})) {
			vErrors = append(vErrors, validate140.errors);
			errors = vErrors.length;
		}
	}
	validate138.errors = vErrors;
	return errors === 0;
}
const schema43 = {
	"type": "object",
	"additionalProperties": false,
	"patternProperties": { "^x-": { "extension": true } },
	"properties": {
		"max_attempts": { "$ref": "#/$defs/count" },
		"on": {
			"type": "array",
			"items": {
				"type": "string",
				"enum": [
					"oom",
					"timeout",
					"pending_timeout",
					"preempted",
					"capacity",
					"quota",
					"permission",
					"image",
					"config",
					"infrastructure",
					"lost"
				]
			}
		},
		"exit_codes": {
			"type": "array",
			"items": {
				"type": "integer",
				"minimum": 1,
				"maximum": 255
			}
		},
		"backoff": { "$ref": "#/$defs/backoff" }
	}
};
const schema45 = {
	"type": ["string", "number"],
	"minimum": 0,
	"pattern": "^(?:(?=.)(?:[0-9]+(?:\\.[0-9]+)?|(?:[0-9]+(?:\\.[0-9]+)?d)?(?:[0-9]+(?:\\.[0-9]+)?h)?(?:[0-9]+(?:\\.[0-9]+)?m)?(?:[0-9]+(?:\\.[0-9]+)?s)?(?:[0-9]+ms)?)|[\\s\\S]*\\$\\{\\{[\\s\\S]*)$"
};
const pattern46 = new RegExp("^(?:(?=.)(?:[0-9]+(?:\\.[0-9]+)?|(?:[0-9]+(?:\\.[0-9]+)?d)?(?:[0-9]+(?:\\.[0-9]+)?h)?(?:[0-9]+(?:\\.[0-9]+)?m)?(?:[0-9]+(?:\\.[0-9]+)?s)?(?:[0-9]+ms)?)|[\\s\\S]*\\$\\{\\{[\\s\\S]*)$", "u");
function validate150(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (typeof data !== "string" && !(typeof data == "number" && isFinite(data))) {
		const err0 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: schema45.type }
		};
		if (vErrors === null) vErrors = [err0];
		else vErrors.push(err0);
		errors++;
	}
	if (typeof data == "number" && isFinite(data)) {
		if (data < 0 || isNaN(data)) {
			const err1 = {
				instancePath,
				schemaPath: "#/minimum",
				keyword: "minimum",
				params: {
					comparison: ">=",
					limit: 0
				}
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
	}
	if (typeof data === "string") {
		if (!pattern46.test(data)) {
			const err2 = {
				instancePath,
				schemaPath: "#/pattern",
				keyword: "pattern",
				params: { pattern: "^(?:(?=.)(?:[0-9]+(?:\\.[0-9]+)?|(?:[0-9]+(?:\\.[0-9]+)?d)?(?:[0-9]+(?:\\.[0-9]+)?h)?(?:[0-9]+(?:\\.[0-9]+)?m)?(?:[0-9]+(?:\\.[0-9]+)?s)?(?:[0-9]+ms)?)|[\\s\\S]*\\$\\{\\{[\\s\\S]*)$" }
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
	}
	validate150.errors = vErrors;
	return errors === 0;
}
function validate149(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "initial" || key0 === "factor" || key0 === "max" || pattern0.test(key0))) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 }
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.initial !== void 0) {
			if (!validate150(data.initial, {
				instancePath: instancePath + "/initial",
				parentData: data,
				parentDataProperty: "initial",
				rootData
			})) {
				vErrors = append(vErrors, validate150.errors);
				errors = vErrors.length;
			}
		}
		if (data.factor !== void 0) {
			let data1 = data.factor;
			if (typeof data1 == "number" && isFinite(data1)) {
				if (data1 < 1 || isNaN(data1)) {
					const err1 = {
						instancePath: instancePath + "/factor",
						schemaPath: "#/properties/factor/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 1
						}
					};
					if (vErrors === null) vErrors = [err1];
					else vErrors.push(err1);
					errors++;
				}
			} else {
				const err2 = {
					instancePath: instancePath + "/factor",
					schemaPath: "#/properties/factor/type",
					keyword: "type",
					params: { type: "number" }
				};
				if (vErrors === null) vErrors = [err2];
				else vErrors.push(err2);
				errors++;
			}
		}
		if (data.max !== void 0) {
			if (!validate150(data.max, {
				instancePath: instancePath + "/max",
				parentData: data,
				parentDataProperty: "max",
				rootData
			})) {
				vErrors = append(vErrors, validate150.errors);
				errors = vErrors.length;
			}
		}
		for (const key1 in data) if (pattern0.test(key1)) {
			const err3 = {
				instancePath: instancePath + "/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),
				schemaPath: "#/patternProperties/%5Ex-/extension",
				keyword: "extension",
				params: {}
			};
			if (vErrors === null) vErrors = [err3];
			else vErrors.push(err3);
			errors++;
		}
	} else {
		const err4 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" }
		};
		if (vErrors === null) vErrors = [err4];
		else vErrors.push(err4);
		errors++;
	}
	validate149.errors = vErrors;
	return errors === 0;
}
function validate147(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "max_attempts" || key0 === "on" || key0 === "exit_codes" || key0 === "backoff" || pattern0.test(key0))) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 }
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.max_attempts !== void 0) {
			if (!validate90(data.max_attempts, {
				instancePath: instancePath + "/max_attempts",
				parentData: data,
				parentDataProperty: "max_attempts",
				rootData
			})) {
				vErrors = append(vErrors, validate90.errors);
				errors = vErrors.length;
			}
		}
		if (data.on !== void 0) {
			let data1 = data.on;
			if (Array.isArray(data1)) {
				const len0 = data1.length;
				for (let i0 = 0; i0 < len0; i0++) {
					let data2 = data1[i0];
					if (typeof data2 !== "string") {
						const err1 = {
							instancePath: instancePath + "/on/" + i0,
							schemaPath: "#/properties/on/items/type",
							keyword: "type",
							params: { type: "string" }
						};
						if (vErrors === null) vErrors = [err1];
						else vErrors.push(err1);
						errors++;
					}
					if (!(data2 === "oom" || data2 === "timeout" || data2 === "pending_timeout" || data2 === "preempted" || data2 === "capacity" || data2 === "quota" || data2 === "permission" || data2 === "image" || data2 === "config" || data2 === "infrastructure" || data2 === "lost")) {
						const err2 = {
							instancePath: instancePath + "/on/" + i0,
							schemaPath: "#/properties/on/items/enum",
							keyword: "enum",
							params: { allowedValues: schema43.properties.on.items.enum }
						};
						if (vErrors === null) vErrors = [err2];
						else vErrors.push(err2);
						errors++;
					}
				}
			} else {
				const err3 = {
					instancePath: instancePath + "/on",
					schemaPath: "#/properties/on/type",
					keyword: "type",
					params: { type: "array" }
				};
				if (vErrors === null) vErrors = [err3];
				else vErrors.push(err3);
				errors++;
			}
		}
		if (data.exit_codes !== void 0) {
			let data3 = data.exit_codes;
			if (Array.isArray(data3)) {
				const len1 = data3.length;
				for (let i1 = 0; i1 < len1; i1++) {
					let data4 = data3[i1];
					if (!(typeof data4 == "number" && !(data4 % 1) && !isNaN(data4) && isFinite(data4))) {
						const err4 = {
							instancePath: instancePath + "/exit_codes/" + i1,
							schemaPath: "#/properties/exit_codes/items/type",
							keyword: "type",
							params: { type: "integer" }
						};
						if (vErrors === null) vErrors = [err4];
						else vErrors.push(err4);
						errors++;
					}
					if (typeof data4 == "number" && isFinite(data4)) {
						if (data4 > 255 || isNaN(data4)) {
							const err5 = {
								instancePath: instancePath + "/exit_codes/" + i1,
								schemaPath: "#/properties/exit_codes/items/maximum",
								keyword: "maximum",
								params: {
									comparison: "<=",
									limit: 255
								}
							};
							if (vErrors === null) vErrors = [err5];
							else vErrors.push(err5);
							errors++;
						}
						if (data4 < 1 || isNaN(data4)) {
							const err6 = {
								instancePath: instancePath + "/exit_codes/" + i1,
								schemaPath: "#/properties/exit_codes/items/minimum",
								keyword: "minimum",
								params: {
									comparison: ">=",
									limit: 1
								}
							};
							if (vErrors === null) vErrors = [err6];
							else vErrors.push(err6);
							errors++;
						}
					}
				}
			} else {
				const err7 = {
					instancePath: instancePath + "/exit_codes",
					schemaPath: "#/properties/exit_codes/type",
					keyword: "type",
					params: { type: "array" }
				};
				if (vErrors === null) vErrors = [err7];
				else vErrors.push(err7);
				errors++;
			}
		}
		if (data.backoff !== void 0) {
			if (!validate149(data.backoff, {
				instancePath: instancePath + "/backoff",
				parentData: data,
				parentDataProperty: "backoff",
				rootData
			})) {
				vErrors = append(vErrors, validate149.errors);
				errors = vErrors.length;
			}
		}
		for (const key1 in data) if (pattern0.test(key1)) {
			const err8 = {
				instancePath: instancePath + "/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),
				schemaPath: "#/patternProperties/%5Ex-/extension",
				keyword: "extension",
				params: {}
			};
			if (vErrors === null) vErrors = [err8];
			else vErrors.push(err8);
			errors++;
		}
	} else {
		const err9 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" }
		};
		if (vErrors === null) vErrors = [err9];
		else vErrors.push(err9);
		errors++;
	}
	validate147.errors = vErrors;
	return errors === 0;
}
const schema46 = {
	"type": ["string", "number"],
	"exclusiveMinimum": 0,
	"pattern": "^(?:(?=.*[1-9])(?:[0-9]+(?:\\.[0-9]+)?|(?:[0-9]+(?:\\.[0-9]+)?d)?(?:[0-9]+(?:\\.[0-9]+)?h)?(?:[0-9]+(?:\\.[0-9]+)?m)?(?:[0-9]+(?:\\.[0-9]+)?s)?(?:[0-9]+ms)?)|[\\s\\S]*\\$\\{\\{[\\s\\S]*)$"
};
const pattern49 = new RegExp("^(?:(?=.*[1-9])(?:[0-9]+(?:\\.[0-9]+)?|(?:[0-9]+(?:\\.[0-9]+)?d)?(?:[0-9]+(?:\\.[0-9]+)?h)?(?:[0-9]+(?:\\.[0-9]+)?m)?(?:[0-9]+(?:\\.[0-9]+)?s)?(?:[0-9]+ms)?)|[\\s\\S]*\\$\\{\\{[\\s\\S]*)$", "u");
function validate155(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (typeof data !== "string" && !(typeof data == "number" && isFinite(data))) {
		const err0 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: schema46.type }
		};
		if (vErrors === null) vErrors = [err0];
		else vErrors.push(err0);
		errors++;
	}
	if (typeof data == "number" && isFinite(data)) {
		if (data <= 0 || isNaN(data)) {
			const err1 = {
				instancePath,
				schemaPath: "#/exclusiveMinimum",
				keyword: "exclusiveMinimum",
				params: {
					comparison: ">",
					limit: 0
				}
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
	}
	if (typeof data === "string") {
		if (!pattern49.test(data)) {
			const err2 = {
				instancePath,
				schemaPath: "#/pattern",
				keyword: "pattern",
				params: { pattern: "^(?:(?=.*[1-9])(?:[0-9]+(?:\\.[0-9]+)?|(?:[0-9]+(?:\\.[0-9]+)?d)?(?:[0-9]+(?:\\.[0-9]+)?h)?(?:[0-9]+(?:\\.[0-9]+)?m)?(?:[0-9]+(?:\\.[0-9]+)?s)?(?:[0-9]+ms)?)|[\\s\\S]*\\$\\{\\{[\\s\\S]*)$" }
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
	}
	validate155.errors = vErrors;
	return errors === 0;
}
const schema47 = {
	"type": ["string", "integer"],
	"minimum": 0,
	"pattern": "^(?:image|[0-9]+(?::[0-9]+)?|\\$\\{\\{[\\s\\S]*)$"
};
const pattern50 = new RegExp("^(?:image|[0-9]+(?::[0-9]+)?|\\$\\{\\{[\\s\\S]*)$", "u");
function validate159(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (typeof data !== "string" && !(typeof data == "number" && !(data % 1) && !isNaN(data) && isFinite(data))) {
		const err0 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: schema47.type }
		};
		if (vErrors === null) vErrors = [err0];
		else vErrors.push(err0);
		errors++;
	}
	if (typeof data == "number" && isFinite(data)) {
		if (data < 0 || isNaN(data)) {
			const err1 = {
				instancePath,
				schemaPath: "#/minimum",
				keyword: "minimum",
				params: {
					comparison: ">=",
					limit: 0
				}
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
	}
	if (typeof data === "string") {
		if (!pattern50.test(data)) {
			const err2 = {
				instancePath,
				schemaPath: "#/pattern",
				keyword: "pattern",
				params: { pattern: "^(?:image|[0-9]+(?::[0-9]+)?|\\$\\{\\{[\\s\\S]*)$" }
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
	}
	validate159.errors = vErrors;
	return errors === 0;
}
function validate58(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(func2.call(schema18.properties, key0) || pattern0.test(key0))) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 }
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.description !== void 0) {
			if (typeof data.description !== "string") {
				const err1 = {
					instancePath: instancePath + "/description",
					schemaPath: "#/properties/description/type",
					keyword: "type",
					params: { type: "string" }
				};
				if (vErrors === null) vErrors = [err1];
				else vErrors.push(err1);
				errors++;
			}
		}
		if (data.image !== void 0) {
			if (!validate59(data.image, {
				instancePath: instancePath + "/image",
				parentData: data,
				parentDataProperty: "image",
				rootData
			})) {
				vErrors = append(vErrors, validate59.errors);
				errors = vErrors.length;
			}
		}
		if (data.setup !== void 0) {
			if (!validate68(data.setup, {
				instancePath: instancePath + "/setup",
				parentData: data,
				parentDataProperty: "setup",
				rootData
			})) {
				vErrors = append(vErrors, validate68.errors);
				errors = vErrors.length;
			}
		}
		if (data.command !== void 0) {
			if (!validate70(data.command, {
				instancePath: instancePath + "/command",
				parentData: data,
				parentDataProperty: "command",
				rootData
			})) {
				vErrors = append(vErrors, validate70.errors);
				errors = vErrors.length;
			}
		}
		if (data.shell !== void 0) {
			let data4 = data.shell;
			if (typeof data4 !== "string") {
				const err2 = {
					instancePath: instancePath + "/shell",
					schemaPath: "#/properties/shell/type",
					keyword: "type",
					params: { type: "string" }
				};
				if (vErrors === null) vErrors = [err2];
				else vErrors.push(err2);
				errors++;
			}
			if (!(data4 === "sh" || data4 === "bash")) {
				const err3 = {
					instancePath: instancePath + "/shell",
					schemaPath: "#/properties/shell/enum",
					keyword: "enum",
					params: { allowedValues: schema18.properties.shell.enum }
				};
				if (vErrors === null) vErrors = [err3];
				else vErrors.push(err3);
				errors++;
			}
		}
		if (data.working_directory !== void 0) {
			if (!validate22(data.working_directory, {
				instancePath: instancePath + "/working_directory",
				parentData: data,
				parentDataProperty: "working_directory",
				rootData
			})) {
				vErrors = append(vErrors, validate22.errors);
				errors = vErrors.length;
			}
		}
		if (data.needs !== void 0) {
			if (!validate74(data.needs, {
				instancePath: instancePath + "/needs",
				parentData: data,
				parentDataProperty: "needs",
				rootData
			})) {
				vErrors = append(vErrors, validate74.errors);
				errors = vErrors.length;
			}
		}
		if (data.if !== void 0) {
			let data7 = data.if;
			if (typeof data7 !== "string" && typeof data7 !== "boolean") {
				const err4 = {
					instancePath: instancePath + "/if",
					schemaPath: "#/properties/if/type",
					keyword: "type",
					params: { type: schema18.properties.if.type }
				};
				if (vErrors === null) vErrors = [err4];
				else vErrors.push(err4);
				errors++;
			}
			if (typeof data7 === "string") {
				if (!pattern1.test(data7)) {
					const err5 = {
						instancePath: instancePath + "/if",
						schemaPath: "#/properties/if/pattern",
						keyword: "pattern",
						params: { pattern: "\\S" }
					};
					if (vErrors === null) vErrors = [err5];
					else vErrors.push(err5);
					errors++;
				}
			}
		}
		if (data.strategy !== void 0) {
			if (!validate77(data.strategy, {
				instancePath: instancePath + "/strategy",
				parentData: data,
				parentDataProperty: "strategy",
				rootData
			})) {
				vErrors = append(vErrors, validate77.errors);
				errors = vErrors.length;
			}
		}
		if (data.step_operator !== void 0) {
			if (!validate22(data.step_operator, {
				instancePath: instancePath + "/step_operator",
				parentData: data,
				parentDataProperty: "step_operator",
				rootData
			})) {
				vErrors = append(vErrors, validate22.errors);
				errors = vErrors.length;
			}
		}
		if (data.resources !== void 0) {
			if (!validate96(data.resources, {
				instancePath: instancePath + "/resources",
				parentData: data,
				parentDataProperty: "resources",
				rootData
			})) {
				vErrors = append(vErrors, validate96.errors);
				errors = vErrors.length;
			}
		}
		if (data.settings !== void 0) {
			let data11 = data.settings;
			if (!(data11 && typeof data11 == "object" && !Array.isArray(data11))) {
				const err6 = {
					instancePath: instancePath + "/settings",
					schemaPath: "#/properties/settings/type",
					keyword: "type",
					params: { type: "object" }
				};
				if (vErrors === null) vErrors = [err6];
				else vErrors.push(err6);
				errors++;
			}
		}
		if (data.env !== void 0) {
			if (!validate55(data.env, {
				instancePath: instancePath + "/env",
				parentData: data,
				parentDataProperty: "env",
				rootData
			})) {
				vErrors = append(vErrors, validate55.errors);
				errors = vErrors.length;
			}
		}
		if (data.secrets !== void 0) {
			let data13 = data.secrets;
			if (Array.isArray(data13)) {
				const len0 = data13.length;
				for (let i0 = 0; i0 < len0; i0++) if (!validate22(data13[i0], {
					instancePath: instancePath + "/secrets/" + i0,
					parentData: data13,
					parentDataProperty: i0,
					rootData
				})) {
					vErrors = append(vErrors, validate22.errors);
					errors = vErrors.length;
				}
			} else {
				const err7 = {
					instancePath: instancePath + "/secrets",
					schemaPath: "#/properties/secrets/type",
					keyword: "type",
					params: { type: "array" }
				};
				if (vErrors === null) vErrors = [err7];
				else vErrors.push(err7);
				errors++;
			}
		}
		if (data.inputs !== void 0) {
			let data15 = data.inputs;
			if (Array.isArray(data15)) {
				const len1 = data15.length;
				for (let i1 = 0; i1 < len1; i1++) if (!validate122(data15[i1], {
					instancePath: instancePath + "/inputs/" + i1,
					parentData: data15,
					parentDataProperty: i1,
					rootData
				})) {
					vErrors = append(vErrors, validate122.errors);
					errors = vErrors.length;
				}
			} else {
				const err8 = {
					instancePath: instancePath + "/inputs",
					schemaPath: "#/properties/inputs/type",
					keyword: "type",
					params: { type: "array" }
				};
				if (vErrors === null) vErrors = [err8];
				else vErrors.push(err8);
				errors++;
			}
		}
		if (data.outputs !== void 0) {
			if (!validate126(data.outputs, {
				instancePath: instancePath + "/outputs",
				parentData: data,
				parentDataProperty: "outputs",
				rootData
			})) {
				vErrors = append(vErrors, validate126.errors);
				errors = vErrors.length;
			}
		}
		if (data.values !== void 0) {
			let data18 = data.values;
			if (Array.isArray(data18)) {
				const len2 = data18.length;
				for (let i2 = 0; i2 < len2; i2++) if (!validate24(data18[i2], {
					instancePath: instancePath + "/values/" + i2,
					parentData: data18,
					parentDataProperty: i2,
					rootData
				})) {
					vErrors = append(vErrors, validate24.errors);
					errors = vErrors.length;
				}
			} else {
				const err9 = {
					instancePath: instancePath + "/values",
					schemaPath: "#/properties/values/type",
					keyword: "type",
					params: { type: "array" }
				};
				if (vErrors === null) vErrors = [err9];
				else vErrors.push(err9);
				errors++;
			}
		}
		if (data.metrics !== void 0) {
			if (!validate133(data.metrics, {
				instancePath: instancePath + "/metrics",
				parentData: data,
				parentDataProperty: "metrics",
				rootData
			})) {
				vErrors = append(vErrors, validate133.errors);
				errors = vErrors.length;
			}
		}
		if (data.plots !== void 0) {
			if (!validate138(data.plots, {
				instancePath: instancePath + "/plots",
				parentData: data,
				parentDataProperty: "plots",
				rootData
			})) {
				vErrors = append(vErrors, validate138.errors);
				errors = vErrors.length;
			}
		}
		if (data.checkpoint !== void 0) {
			if (!validate22(data.checkpoint, {
				instancePath: instancePath + "/checkpoint",
				parentData: data,
				parentDataProperty: "checkpoint",
				rootData
			})) {
				vErrors = append(vErrors, validate22.errors);
				errors = vErrors.length;
			}
		}
		if (data.cache !== void 0) {
			if (!validate92(data.cache, {
				instancePath: instancePath + "/cache",
				parentData: data,
				parentDataProperty: "cache",
				rootData
			})) {
				vErrors = append(vErrors, validate92.errors);
				errors = vErrors.length;
			}
		}
		if (data.retry !== void 0) {
			if (!validate147(data.retry, {
				instancePath: instancePath + "/retry",
				parentData: data,
				parentDataProperty: "retry",
				rootData
			})) {
				vErrors = append(vErrors, validate147.errors);
				errors = vErrors.length;
			}
		}
		if (data.timeout !== void 0) {
			if (!validate155(data.timeout, {
				instancePath: instancePath + "/timeout",
				parentData: data,
				parentDataProperty: "timeout",
				rootData
			})) {
				vErrors = append(vErrors, validate155.errors);
				errors = vErrors.length;
			}
		}
		if (data.pending_timeout !== void 0) {
			if (!validate155(data.pending_timeout, {
				instancePath: instancePath + "/pending_timeout",
				parentData: data,
				parentDataProperty: "pending_timeout",
				rootData
			})) {
				vErrors = append(vErrors, validate155.errors);
				errors = vErrors.length;
			}
		}
		if (data.continue_on_error !== void 0) {
			if (!validate92(data.continue_on_error, {
				instancePath: instancePath + "/continue_on_error",
				parentData: data,
				parentDataProperty: "continue_on_error",
				rootData
			})) {
				vErrors = append(vErrors, validate92.errors);
				errors = vErrors.length;
			}
		}
		if (data.user !== void 0) {
			if (!validate159(data.user, {
				instancePath: instancePath + "/user",
				parentData: data,
				parentDataProperty: "user",
				rootData
			})) {
				vErrors = append(vErrors, validate159.errors);
				errors = vErrors.length;
			}
		}
		if (data.network !== void 0) {
			let data29 = data.network;
			if (typeof data29 !== "string") {
				const err10 = {
					instancePath: instancePath + "/network",
					schemaPath: "#/properties/network/type",
					keyword: "type",
					params: { type: "string" }
				};
				if (vErrors === null) vErrors = [err10];
				else vErrors.push(err10);
				errors++;
			}
			if (!(data29 === "default" || data29 === "none")) {
				const err11 = {
					instancePath: instancePath + "/network",
					schemaPath: "#/properties/network/enum",
					keyword: "enum",
					params: { allowedValues: schema18.properties.network.enum }
				};
				if (vErrors === null) vErrors = [err11];
				else vErrors.push(err11);
				errors++;
			}
		}
		for (const key1 in data) if (pattern0.test(key1)) {
			const err12 = {
				instancePath: instancePath + "/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),
				schemaPath: "#/patternProperties/%5Ex-/extension",
				keyword: "extension",
				params: {}
			};
			if (vErrors === null) vErrors = [err12];
			else vErrors.push(err12);
			errors++;
		}
	} else {
		const err13 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" }
		};
		if (vErrors === null) vErrors = [err13];
		else vErrors.push(err13);
		errors++;
	}
	validate58.errors = vErrors;
	return errors === 0;
}
function validate21(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.steps === void 0) {
			const err0 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "steps" }
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		for (const key0 in data) if (!(func2.call(schema6.properties, key0) || pattern0.test(key0))) {
			const err1 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 }
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
		if (data.name !== void 0) {
			if (!validate22(data.name, {
				instancePath: instancePath + "/name",
				parentData: data,
				parentDataProperty: "name",
				rootData
			})) {
				vErrors = append(vErrors, validate22.errors);
				errors = vErrors.length;
			}
		}
		if (data.description !== void 0) {
			if (typeof data.description !== "string") {
				const err2 = {
					instancePath: instancePath + "/description",
					schemaPath: "#/properties/description/type",
					keyword: "type",
					params: { type: "string" }
				};
				if (vErrors === null) vErrors = [err2];
				else vErrors.push(err2);
				errors++;
			}
		}
		if (data.stack !== void 0) {
			if (!validate24(data.stack, {
				instancePath: instancePath + "/stack",
				parentData: data,
				parentDataProperty: "stack",
				rootData
			})) {
				vErrors = append(vErrors, validate24.errors);
				errors = vErrors.length;
			}
		}
		if (data.stacks !== void 0) {
			if (!validate26(data.stacks, {
				instancePath: instancePath + "/stacks",
				parentData: data,
				parentDataProperty: "stacks",
				rootData
			})) {
				vErrors = append(vErrors, validate26.errors);
				errors = vErrors.length;
			}
		}
		if (data.params !== void 0) {
			let data4 = data.params;
			if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
				for (const key1 in data4) {
					const _errs9 = errors;
					if (!validate24(key1, {
						instancePath: instancePath + "/params",
						parentData: data4,
						parentDataProperty: "params",
						rootData
					})) {
						vErrors = append(vErrors, validate24.errors);
						errors = vErrors.length;
					}
					if (!(_errs9 === errors)) {
						const err3 = {
							instancePath: instancePath + "/params",
							schemaPath: "#/properties/params/propertyNames",
							keyword: "propertyNames",
							params: { propertyName: key1 }
						};
						if (vErrors === null) vErrors = [err3];
						else vErrors.push(err3);
						errors++;
					}
				}
				for (const key2 in data4) if (!validate50(data4[key2], {
					instancePath: instancePath + "/params/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),
					parentData: data4,
					parentDataProperty: key2,
					rootData
				})) {
					vErrors = append(vErrors, validate50.errors);
					errors = vErrors.length;
				}
			} else {
				const err4 = {
					instancePath: instancePath + "/params",
					schemaPath: "#/properties/params/type",
					keyword: "type",
					params: { type: "object" }
				};
				if (vErrors === null) vErrors = [err4];
				else vErrors.push(err4);
				errors++;
			}
		}
		if (data.env !== void 0) {
			if (!validate55(data.env, {
				instancePath: instancePath + "/env",
				parentData: data,
				parentDataProperty: "env",
				rootData
			})) {
				vErrors = append(vErrors, validate55.errors);
				errors = vErrors.length;
			}
		}
		if (data.defaults !== void 0) {
			if (!validate58(data.defaults, {
				instancePath: instancePath + "/defaults",
				parentData: data,
				parentDataProperty: "defaults",
				rootData
			})) {
				vErrors = append(vErrors, validate58.errors);
				errors = vErrors.length;
			}
		}
		if (data.max_parallel !== void 0) {
			if (!validate90(data.max_parallel, {
				instancePath: instancePath + "/max_parallel",
				parentData: data,
				parentDataProperty: "max_parallel",
				rootData
			})) {
				vErrors = append(vErrors, validate90.errors);
				errors = vErrors.length;
			}
		}
		if (data.on_failure !== void 0) {
			let data9 = data.on_failure;
			if (typeof data9 !== "string") {
				const err5 = {
					instancePath: instancePath + "/on_failure",
					schemaPath: "#/properties/on_failure/type",
					keyword: "type",
					params: { type: "string" }
				};
				if (vErrors === null) vErrors = [err5];
				else vErrors.push(err5);
				errors++;
			}
			if (!(data9 === "finish" || data9 === "continue" || data9 === "cancel")) {
				const err6 = {
					instancePath: instancePath + "/on_failure",
					schemaPath: "#/properties/on_failure/enum",
					keyword: "enum",
					params: { allowedValues: schema6.properties.on_failure.enum }
				};
				if (vErrors === null) vErrors = [err6];
				else vErrors.push(err6);
				errors++;
			}
		}
		if (data.steps !== void 0) {
			let data10 = data.steps;
			if (data10 && typeof data10 == "object" && !Array.isArray(data10)) {
				if (Object.keys(data10).length < 1) {
					const err7 = {
						instancePath: instancePath + "/steps",
						schemaPath: "#/properties/steps/minProperties",
						keyword: "minProperties",
						params: { limit: 1 }
					};
					if (vErrors === null) vErrors = [err7];
					else vErrors.push(err7);
					errors++;
				}
				for (const key3 in data10) {
					const _errs19 = errors;
					if (!validate24(key3, {
						instancePath: instancePath + "/steps",
						parentData: data10,
						parentDataProperty: "steps",
						rootData
					})) {
						vErrors = append(vErrors, validate24.errors);
						errors = vErrors.length;
					}
					if (!(_errs19 === errors)) {
						const err8 = {
							instancePath: instancePath + "/steps",
							schemaPath: "#/properties/steps/propertyNames",
							keyword: "propertyNames",
							params: { propertyName: key3 }
						};
						if (vErrors === null) vErrors = [err8];
						else vErrors.push(err8);
						errors++;
					}
				}
				for (const key4 in data10) {
					let data11 = data10[key4];
					if (!validate58(data11, {
						instancePath: instancePath + "/steps/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),
						parentData: data10,
						parentDataProperty: key4,
						rootData
					})) {
						vErrors = append(vErrors, validate58.errors);
						errors = vErrors.length;
					}
					if (data11 && typeof data11 == "object" && !Array.isArray(data11)) {
						if (data11.command === void 0) {
							const err9 = {
								instancePath: instancePath + "/steps/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),
								schemaPath: "#/properties/steps/additionalProperties/required",
								keyword: "required",
								params: { missingProperty: "command" }
							};
							if (vErrors === null) vErrors = [err9];
							else vErrors.push(err9);
							errors++;
						}
					}
				}
			} else {
				const err10 = {
					instancePath: instancePath + "/steps",
					schemaPath: "#/properties/steps/type",
					keyword: "type",
					params: { type: "object" }
				};
				if (vErrors === null) vErrors = [err10];
				else vErrors.push(err10);
				errors++;
			}
		}
		if (data.finally !== void 0) {
			let data12 = data.finally;
			if (data12 && typeof data12 == "object" && !Array.isArray(data12)) {
				for (const key5 in data12) {
					const _errs24 = errors;
					if (!validate24(key5, {
						instancePath: instancePath + "/finally",
						parentData: data12,
						parentDataProperty: "finally",
						rootData
					})) {
						vErrors = append(vErrors, validate24.errors);
						errors = vErrors.length;
					}
					if (!(_errs24 === errors)) {
						const err11 = {
							instancePath: instancePath + "/finally",
							schemaPath: "#/properties/finally/propertyNames",
							keyword: "propertyNames",
							params: { propertyName: key5 }
						};
						if (vErrors === null) vErrors = [err11];
						else vErrors.push(err11);
						errors++;
					}
				}
				for (const key6 in data12) {
					let data13 = data12[key6];
					if (!validate58(data13, {
						instancePath: instancePath + "/finally/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),
						parentData: data12,
						parentDataProperty: key6,
						rootData
					})) {
						vErrors = append(vErrors, validate58.errors);
						errors = vErrors.length;
					}
					if (data13 && typeof data13 == "object" && !Array.isArray(data13)) {
						if (data13.command === void 0) {
							const err12 = {
								instancePath: instancePath + "/finally/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),
								schemaPath: "#/properties/finally/additionalProperties/required",
								keyword: "required",
								params: { missingProperty: "command" }
							};
							if (vErrors === null) vErrors = [err12];
							else vErrors.push(err12);
							errors++;
						}
					}
				}
			} else {
				const err13 = {
					instancePath: instancePath + "/finally",
					schemaPath: "#/properties/finally/type",
					keyword: "type",
					params: { type: "object" }
				};
				if (vErrors === null) vErrors = [err13];
				else vErrors.push(err13);
				errors++;
			}
		}
		for (const key7 in data) if (pattern0.test(key7)) {
			const err14 = {
				instancePath: instancePath + "/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),
				schemaPath: "#/patternProperties/%5Ex-/extension",
				keyword: "extension",
				params: {}
			};
			if (vErrors === null) vErrors = [err14];
			else vErrors.push(err14);
			errors++;
		}
	} else {
		const err15 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" }
		};
		if (vErrors === null) vErrors = [err15];
		else vErrors.push(err15);
		errors++;
	}
	validate21.errors = vErrors;
	return errors === 0;
}
const validateStacks = validate167;
function validate169(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (typeof data === "string") {
		if (!pattern2.test(data)) {
			const err0 = {
				instancePath,
				schemaPath: "#/pattern",
				keyword: "pattern",
				params: { pattern: "^[A-Za-z_][A-Za-z0-9_-]{0,63}$" }
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
	} else {
		const err1 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "string" }
		};
		if (vErrors === null) vErrors = [err1];
		else vErrors.push(err1);
		errors++;
	}
	validate169.errors = vErrors;
	return errors === 0;
}
const schema52 = {
	"type": "object",
	"required": ["type"],
	"properties": {
		"type": {
			"type": "string",
			"enum": [
				"local",
				"s3",
				"gcs",
				"azure"
			]
		},
		"uri": { "$ref": "#/$defs/text" },
		"path": { "$ref": "#/$defs/text" }
	}
};
function validate173(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (typeof data === "string") {
		if (!pattern1.test(data)) {
			const err0 = {
				instancePath,
				schemaPath: "#/pattern",
				keyword: "pattern",
				params: { pattern: "\\S" }
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
	} else {
		const err1 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "string" }
		};
		if (vErrors === null) vErrors = [err1];
		else vErrors.push(err1);
		errors++;
	}
	validate173.errors = vErrors;
	return errors === 0;
}
function validate172(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.type === void 0) {
			const err0 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "type" }
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.type !== void 0) {
			let data0 = data.type;
			if (typeof data0 !== "string") {
				const err1 = {
					instancePath: instancePath + "/type",
					schemaPath: "#/properties/type/type",
					keyword: "type",
					params: { type: "string" }
				};
				if (vErrors === null) vErrors = [err1];
				else vErrors.push(err1);
				errors++;
			}
			if (!(data0 === "local" || data0 === "s3" || data0 === "gcs" || data0 === "azure")) {
				const err2 = {
					instancePath: instancePath + "/type",
					schemaPath: "#/properties/type/enum",
					keyword: "enum",
					params: { allowedValues: schema52.properties.type.enum }
				};
				if (vErrors === null) vErrors = [err2];
				else vErrors.push(err2);
				errors++;
			}
		}
		if (data.uri !== void 0) {
			if (!validate173(data.uri, {
				instancePath: instancePath + "/uri",
				parentData: data,
				parentDataProperty: "uri",
				rootData
			})) {
				vErrors = append(vErrors, validate173.errors);
				errors = vErrors.length;
			}
		}
		if (data.path !== void 0) {
			if (!validate173(data.path, {
				instancePath: instancePath + "/path",
				parentData: data,
				parentDataProperty: "path",
				rootData
			})) {
				vErrors = append(vErrors, validate173.errors);
				errors = vErrors.length;
			}
		}
	} else {
		const err3 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" }
		};
		if (vErrors === null) vErrors = [err3];
		else vErrors.push(err3);
		errors++;
	}
	validate172.errors = vErrors;
	return errors === 0;
}
function validate177(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.uri === void 0) {
			const err0 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "uri" }
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		for (const key0 in data) if (!(key0 === "uri" || pattern0.test(key0))) {
			const err1 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 }
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
		if (data.uri !== void 0) {
			if (!validate173(data.uri, {
				instancePath: instancePath + "/uri",
				parentData: data,
				parentDataProperty: "uri",
				rootData
			})) {
				vErrors = append(vErrors, validate173.errors);
				errors = vErrors.length;
			}
		}
		for (const key1 in data) if (pattern0.test(key1)) {
			const err2 = {
				instancePath: instancePath + "/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),
				schemaPath: "#/patternProperties/%5Ex-/extension",
				keyword: "extension",
				params: {}
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
	} else {
		const err3 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" }
		};
		if (vErrors === null) vErrors = [err3];
		else vErrors.push(err3);
		errors++;
	}
	validate177.errors = vErrors;
	return errors === 0;
}
const schema55 = {
	"type": "object",
	"required": ["type"],
	"properties": { "type": {
		"type": "string",
		"enum": [
			"docker",
			"sagemaker",
			"vertex",
			"azureml",
			"kubernetes",
			"spark",
			"custom"
		]
	} }
};
function validate181(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.type === void 0) {
			const err0 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "type" }
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.type !== void 0) {
			let data0 = data.type;
			if (typeof data0 !== "string") {
				const err1 = {
					instancePath: instancePath + "/type",
					schemaPath: "#/properties/type/type",
					keyword: "type",
					params: { type: "string" }
				};
				if (vErrors === null) vErrors = [err1];
				else vErrors.push(err1);
				errors++;
			}
			if (!(data0 === "docker" || data0 === "sagemaker" || data0 === "vertex" || data0 === "azureml" || data0 === "kubernetes" || data0 === "spark" || data0 === "custom")) {
				const err2 = {
					instancePath: instancePath + "/type",
					schemaPath: "#/properties/type/enum",
					keyword: "enum",
					params: { allowedValues: schema55.properties.type.enum }
				};
				if (vErrors === null) vErrors = [err2];
				else vErrors.push(err2);
				errors++;
			}
		}
	} else {
		const err3 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" }
		};
		if (vErrors === null) vErrors = [err3];
		else vErrors.push(err3);
		errors++;
	}
	validate181.errors = vErrors;
	return errors === 0;
}
function validate184(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.oidc !== void 0) {
			if (typeof data.oidc !== "boolean") {
				const err0 = {
					instancePath: instancePath + "/oidc",
					schemaPath: "#/properties/oidc/type",
					keyword: "type",
					params: { type: "boolean" }
				};
				if (vErrors === null) vErrors = [err0];
				else vErrors.push(err0);
				errors++;
			}
		}
		if (data.role !== void 0) {
			if (!validate173(data.role, {
				instancePath: instancePath + "/role",
				parentData: data,
				parentDataProperty: "role",
				rootData
			})) {
				vErrors = append(vErrors, validate173.errors);
				errors = vErrors.length;
			}
		}
		if (data.client_id !== void 0) {
			if (!validate173(data.client_id, {
				instancePath: instancePath + "/client_id",
				parentData: data,
				parentDataProperty: "client_id",
				rootData
			})) {
				vErrors = append(vErrors, validate173.errors);
				errors = vErrors.length;
			}
		}
		if (data.tenant_id !== void 0) {
			if (!validate173(data.tenant_id, {
				instancePath: instancePath + "/tenant_id",
				parentData: data,
				parentDataProperty: "tenant_id",
				rootData
			})) {
				vErrors = append(vErrors, validate173.errors);
				errors = vErrors.length;
			}
		}
		if (data.workload_identity_provider !== void 0) {
			if (!validate173(data.workload_identity_provider, {
				instancePath: instancePath + "/workload_identity_provider",
				parentData: data,
				parentDataProperty: "workload_identity_provider",
				rootData
			})) {
				vErrors = append(vErrors, validate173.errors);
				errors = vErrors.length;
			}
		}
		if (data.audience !== void 0) {
			if (!validate173(data.audience, {
				instancePath: instancePath + "/audience",
				parentData: data,
				parentDataProperty: "audience",
				rootData
			})) {
				vErrors = append(vErrors, validate173.errors);
				errors = vErrors.length;
			}
		}
	} else {
		const err1 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" }
		};
		if (vErrors === null) vErrors = [err1];
		else vErrors.push(err1);
		errors++;
	}
	validate184.errors = vErrors;
	return errors === 0;
}
function validate171(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "description" || key0 === "artifact_store" || key0 === "container_registry" || key0 === "step_operators" || key0 === "secrets" || key0 === "auth" || key0 === "policy" || pattern0.test(key0))) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 }
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.description !== void 0) {
			if (typeof data.description !== "string") {
				const err1 = {
					instancePath: instancePath + "/description",
					schemaPath: "#/properties/description/type",
					keyword: "type",
					params: { type: "string" }
				};
				if (vErrors === null) vErrors = [err1];
				else vErrors.push(err1);
				errors++;
			}
		}
		if (data.artifact_store !== void 0) {
			if (!validate172(data.artifact_store, {
				instancePath: instancePath + "/artifact_store",
				parentData: data,
				parentDataProperty: "artifact_store",
				rootData
			})) {
				vErrors = append(vErrors, validate172.errors);
				errors = vErrors.length;
			}
		}
		if (data.container_registry !== void 0) {
			if (!validate177(data.container_registry, {
				instancePath: instancePath + "/container_registry",
				parentData: data,
				parentDataProperty: "container_registry",
				rootData
			})) {
				vErrors = append(vErrors, validate177.errors);
				errors = vErrors.length;
			}
		}
		if (data.step_operators !== void 0) {
			let data3 = data.step_operators;
			if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
				for (const key1 in data3) {
					const _errs8 = errors;
					if (!validate169(key1, {
						instancePath: instancePath + "/step_operators",
						parentData: data3,
						parentDataProperty: "step_operators",
						rootData
					})) {
						vErrors = append(vErrors, validate169.errors);
						errors = vErrors.length;
					}
					if (!(_errs8 === errors)) {
						const err2 = {
							instancePath: instancePath + "/step_operators",
							schemaPath: "#/properties/step_operators/propertyNames",
							keyword: "propertyNames",
							params: { propertyName: key1 }
						};
						if (vErrors === null) vErrors = [err2];
						else vErrors.push(err2);
						errors++;
					}
				}
				for (const key2 in data3) if (!validate181(data3[key2], {
					instancePath: instancePath + "/step_operators/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),
					parentData: data3,
					parentDataProperty: key2,
					rootData
				})) {
					vErrors = append(vErrors, validate181.errors);
					errors = vErrors.length;
				}
			} else {
				const err3 = {
					instancePath: instancePath + "/step_operators",
					schemaPath: "#/properties/step_operators/type",
					keyword: "type",
					params: { type: "object" }
				};
				if (vErrors === null) vErrors = [err3];
				else vErrors.push(err3);
				errors++;
			}
		}
		if (data.secrets !== void 0) {
			let data5 = data.secrets;
			if (data5 && typeof data5 == "object" && !Array.isArray(data5)) {
				for (const key3 in data5) if (!validate173(data5[key3], {
					instancePath: instancePath + "/secrets/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),
					parentData: data5,
					parentDataProperty: key3,
					rootData
				})) {
					vErrors = append(vErrors, validate173.errors);
					errors = vErrors.length;
				}
			} else {
				const err4 = {
					instancePath: instancePath + "/secrets",
					schemaPath: "#/properties/secrets/type",
					keyword: "type",
					params: { type: "object" }
				};
				if (vErrors === null) vErrors = [err4];
				else vErrors.push(err4);
				errors++;
			}
		}
		if (data.auth !== void 0) {
			if (!validate184(data.auth, {
				instancePath: instancePath + "/auth",
				parentData: data,
				parentDataProperty: "auth",
				rootData
			})) {
				vErrors = append(vErrors, validate184.errors);
				errors = vErrors.length;
			}
		}
		if (data.policy !== void 0) {
			let data8 = data.policy;
			if (!(data8 && typeof data8 == "object" && !Array.isArray(data8))) {
				const err5 = {
					instancePath: instancePath + "/policy",
					schemaPath: "#/properties/policy/type",
					keyword: "type",
					params: { type: "object" }
				};
				if (vErrors === null) vErrors = [err5];
				else vErrors.push(err5);
				errors++;
			}
		}
		for (const key4 in data) if (pattern0.test(key4)) {
			const err6 = {
				instancePath: instancePath + "/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),
				schemaPath: "#/patternProperties/%5Ex-/extension",
				keyword: "extension",
				params: {}
			};
			if (vErrors === null) vErrors = [err6];
			else vErrors.push(err6);
			errors++;
		}
	} else {
		const err7 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" }
		};
		if (vErrors === null) vErrors = [err7];
		else vErrors.push(err7);
		errors++;
	}
	validate171.errors = vErrors;
	return errors === 0;
}
function validate168(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) {
			const _errs1 = errors;
			if (!validate169(key0, {
				instancePath,
				parentData: data,
				parentDataProperty,
				rootData
			})) {
				vErrors = append(vErrors, validate169.errors);
				errors = vErrors.length;
			}
			if (!(_errs1 === errors)) {
				const err0 = {
					instancePath,
					schemaPath: "#/propertyNames",
					keyword: "propertyNames",
					params: { propertyName: key0 }
				};
				if (vErrors === null) vErrors = [err0];
				else vErrors.push(err0);
				errors++;
			}
		}
		for (const key1 in data) if (!validate171(data[key1], {
			instancePath: instancePath + "/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),
			parentData: data,
			parentDataProperty: key1,
			rootData
		})) {
			vErrors = append(vErrors, validate171.errors);
			errors = vErrors.length;
		}
	} else {
		const err1 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" }
		};
		if (vErrors === null) vErrors = [err1];
		else vErrors.push(err1);
		errors++;
	}
	validate168.errors = vErrors;
	return errors === 0;
}
function validate167(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
	let vErrors = null;
	let errors = 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.stacks === void 0) {
			const err0 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "stacks" }
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		for (const key0 in data) if (!(key0 === "stacks" || pattern0.test(key0))) {
			const err1 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 }
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
		if (data.stacks !== void 0) {
			if (!validate168(data.stacks, {
				instancePath: instancePath + "/stacks",
				parentData: data,
				parentDataProperty: "stacks",
				rootData
			})) {
				vErrors = append(vErrors, validate168.errors);
				errors = vErrors.length;
			}
		}
		for (const key1 in data) if (pattern0.test(key1)) {
			const err2 = {
				instancePath: instancePath + "/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),
				schemaPath: "#/patternProperties/%5Ex-/extension",
				keyword: "extension",
				params: {}
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
	} else {
		const err3 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" }
		};
		if (vErrors === null) vErrors = [err3];
		else vErrors.push(err3);
		errors++;
	}
	validate167.errors = vErrors;
	return errors === 0;
}
function append(all, more) {
	if (all === null) return more;
	for (const one of more) all.push(one);
	return all;
}

// src/pipeline/node.ts
const pairsOf = (map) => map.items;
/** A key as it is written: `1:` and `"1":` are the same key. Undefined for a list or a mapping. */
function keyText(key) {
	if (!(0, import_dist.isScalar)(key)) return void 0;
	return key.type === import_dist.Scalar.PLAIN ? key.source ?? "" : String(key.value);
}
const isMergeKey = (key) => (0, import_dist.isScalar)(key) && key.type === import_dist.Scalar.PLAIN && key.source === "<<";
/** Start to end of the value itself, without the comments and line breaks behind it. */
function rangeOf(node, text) {
	const [start, valueEnd] = node.range ?? [0, 0];
	let end = valueEnd;
	while (end > start && /\s/.test(text.charAt(end - 1))) end -= 1;
	return {
		start,
		end
	};
}

// src/pipeline/span.ts
const alignments = /* @__PURE__ */ new WeakMap();
/** A span of a string value → its place in the source. White space that YAML folds is found where it begins. */
function spanIn$1(node, span, text) {
	const whole = rangeOf(node, text);
	if (!(node instanceof import_dist.Scalar) || typeof node.value !== "string") return whole;
	const places = alignments.get(node) ?? align(node, node.value, text);
	alignments.set(node, places);
	const last = places.length - 1;
	const start = places[Math.min(span.start, last)];
	const end = span.end > span.start ? places[Math.min(span.end, last) - 1] + 1 : start;
	return {
		start,
		end: Math.max(start, end)
	};
}
/**
* Where each character of a value stands in the source, and where the value ends. YAML adds and drops white space
* only, so all other characters follow each other in both; an escape stands where its backslash does.
*/
function align(node, value, text) {
	const places = new Uint32Array(value.length + 1);
	const source = new Source(node, value, text);
	for (let index = 0; index < value.length; index++) {
		const isBlank = /\s/.test(value[index]);
		if (!isBlank) source.skipBlanks();
		places[index] = source.at;
		if (!isBlank || source.seesBlank) source.step();
	}
	places[value.length] = source.at;
	return places;
}
/** A cursor over the source of a value, one character of the value at a time. */
var Source = class {
	at;
	#text;
	#end;
	#type;
	/** What YAML takes away from the start of each line. */
	#indent;
	/** An escape that stands for two units has given the first one. */
	#isHalfway = false;
	constructor(node, value, text) {
		const [start, end] = node.range ?? [0, 0];
		const isBlock = node.type === import_dist.Scalar.BLOCK_LITERAL || node.type === import_dist.Scalar.BLOCK_FOLDED;
		const isQuoted = node.type === import_dist.Scalar.QUOTE_DOUBLE || node.type === import_dist.Scalar.QUOTE_SINGLE;
		this.#text = text;
		this.#end = end;
		this.#type = node.type;
		this.at = isBlock ? text.indexOf("\n", start) + 1 : start + (isQuoted ? 1 : 0);
		this.#indent = isBlock ? indentOf(value, text.slice(this.at, end)) : 0;
		this.#skipIndent();
	}
	get seesBlank() {
		return this.at < this.#end && /^(?:\s|\\(?:[ntrvf_LP\s]|x(?:09|0[a-dA-D]|20)))/.test(this.#piece());
	}
	skipBlanks() {
		while (this.seesBlank) this.step();
	}
	step() {
		const piece = this.#piece();
		this.#isHalfway = /^\\U(?!0000)/.test(piece) && !this.#isHalfway;
		if (this.#isHalfway) return;
		this.at = Math.min(this.at + piece.length, this.#end);
		if (piece.endsWith("\n")) this.#skipIndent();
	}
	#skipIndent() {
		for (let left = this.#indent; left > 0 && this.#text[this.at] === " "; left--) this.at += 1;
	}
	/** What stands for one character of the value; a surrogate pair is two. */
	#piece() {
		const next = this.#text[this.at] ?? "";
		const ahead = this.#text[this.at + 1];
		if (next === "\r" && ahead === "\n") return "\r\n";
		if (next === "'" && ahead === "'" && this.#type === import_dist.Scalar.QUOTE_SINGLE) return "''";
		if (next !== "\\" || this.#type !== import_dist.Scalar.QUOTE_DOUBLE) return next;
		return this.#text.slice(this.at, this.at + (escapeLengths[ahead ?? ""] ?? 2));
	}
};
const escapeLengths = {
	x: 4,
	u: 6,
	U: 10
};
function indentOf(value, source) {
	const written = source.split("\n").find((line) => line.trim() !== "") ?? "";
	const line = value.split("\n").find((each) => each.trim() !== "") ?? "";
	const leading = (text) => text.length - text.trimStart().length;
	return leading(written) - leading(line);
}

// src/pipeline/locate.ts
/** Finds nodes by path, through aliases and `<<`. Each mapping is indexed once, when the first path goes through it. */
var Locator = class {
	#file;
	#document;
	#indexes = /* @__PURE__ */ new WeakMap();
	constructor(file, document) {
		this.#file = file;
		this.#document = document;
	}
	/** The deepest part of the path that there is: a missing key is shown at the mapping that lacks it. */
	find(path) {
		let found = { node: this.#document.root };
		for (const step of path) {
			const next = this.#step(found.node, step);
			if (!next) break;
			found = next;
		}
		return found;
	}
	/** The node that a path leads to, through aliases; undefined where the path ends before. */
	target(path) {
		let node = this.#document.root;
		for (const step of path) node = this.#step(node ?? null, step)?.node;
		return this.#target(node ?? null);
	}
	at(path, part = "value") {
		return {
			file: this.#file,
			range: this.#range(this.find(path), part)
		};
	}
	#range({ node, key }, part) {
		const { text } = this.#file;
		if (part === "key") return rangeOf(key ?? this.#firstKey(node) ?? node ?? this.#document.root, text);
		if (typeof part === "object" && node) return spanIn$1(this.#target(node) ?? node, part, text);
		const range = node ? rangeOf(node, text) : void 0;
		if (key && (!range || range.start === range.end)) return rangeOf(key, text);
		return range ?? rangeOf(this.#document.root, text);
	}
	/** The file itself has no key, and an item of a list neither: what is missing there is shown at the first key. */
	#firstKey(node) {
		const target = this.#target(node);
		return (0, import_dist.isMap)(target) ? pairsOf(target)[0]?.key : void 0;
	}
	#target(node) {
		if (node === null) return void 0;
		return (0, import_dist.isAlias)(node) ? this.#document.targets.get(node) : node;
	}
	#step(node, step) {
		const target = this.#target(node);
		if ((0, import_dist.isSeq)(target)) {
			const item = target.items[Number(step)];
			return item === void 0 ? void 0 : { node: item };
		}
		const pair = (0, import_dist.isMap)(target) ? this.#index(target).get(String(step)) : void 0;
		return pair && {
			node: pair.value,
			key: pair.key
		};
	}
	#index(map) {
		const known = this.#indexes.get(map);
		if (known) return known;
		const index = /* @__PURE__ */ new Map();
		for (const pair of pairsOf(map)) {
			const key = keyText(pair.key);
			if (key !== void 0 && !index.has(key) && !isMergeKey(pair.key)) index.set(key, pair);
		}
		for (const source of this.#merged(map)) for (const [key, pair] of this.#index(source)) if (!index.has(key)) index.set(key, pair);
		this.#indexes.set(map, index);
		return index;
	}
	#merged(map) {
		return pairsOf(map).flatMap(({ key, value }) => isMergeKey(key) ? [this.#target(value)] : []).flatMap((value) => (0, import_dist.isSeq)(value) ? value.items.map((item) => this.#target(item)) : [value]).filter((source) => (0, import_dist.isMap)(source));
	}
};

// src/pipeline/prune.ts
/** Paths of values to cut away. */
var Cuts = class {
	root = { below: /* @__PURE__ */ new Map() };
	add(path, cut) {
		this.#branch(path).cut = cut;
	}
	/** The key that a wrong one was meant to be. */
	addMeant(path) {
		this.#branch(path).isMeant = true;
	}
	#branch(path) {
		let branch = this.root;
		for (const step of path) {
			const key = String(step);
			const next = branch.below.get(key) ?? { below: /* @__PURE__ */ new Map() };
			branch.below.set(key, next);
			branch = next;
		}
		return branch;
	}
	/** Whether a cut took what the path names: itself, or something that holds it. */
	has(path) {
		let branch = this.root;
		for (const [index, step] of path.entries()) {
			branch = branch.below.get(String(step));
			if (!branch) return false;
			const isLast = index === path.length - 1;
			if (branch.isMeant || branch.cut === "remove" || branch.cut && !isLast) return true;
		}
		return false;
	}
	/** Whether a cut took something from inside the value at the path. */
	hasBelow(path) {
		let branch = this.root;
		for (const step of path) branch = branch?.below.get(String(step));
		return branch !== void 0 && branch.below.size > 0;
	}
};
/** A copy without the cut values. What no cut touches is shared, since aliases may share it already. */
function prune(value, cuts, indexes) {
	return copy$1(value, cuts.root, indexes);
}
function copy$1(value, branch, indexes) {
	if (branch.below.size === 0 || typeof value !== "object" || value === null) return value;
	return Array.isArray(value) ? copyList(value, branch, indexes) : copyMapping(value, branch, indexes);
}
function copyList(list, branch, indexes) {
	const kept = list.map((_, index) => index).filter((index) => branch.below.get(String(index))?.cut !== "remove");
	const items = kept.map((index) => copyItem(list[index], branch.below.get(String(index)), indexes));
	indexes.set(items, kept);
	return items;
}
function copyMapping(mapping, branch, indexes) {
	const result = Object.create(null);
	for (const [key, item] of Object.entries(mapping)) {
		const below = branch.below.get(key);
		if (below?.cut !== "remove") result[key] = copyItem(item, below, indexes);
	}
	return result;
}
function copyItem(item, branch, indexes) {
	if (branch === void 0) return item;
	return branch.cut === "empty" ? Object.create(null) : copy$1(item, branch, indexes);
}
/** A path in a pruned value → the path in the file, where lists may hold more. */
function inFile(path, pruned, indexes) {
	let value = pruned;
	return path.map((step) => {
		const holder = value;
		value = typeof holder === "object" && holder !== null ? holder[step] : void 0;
		return Array.isArray(holder) ? indexes.get(holder)?.[Number(step)] ?? step : step;
	});
}

// node_modules/fastest-levenshtein/mod.js
var require_fastest_levenshtein=__commonJSMin((e=>{e.__esModule=!0,e.distance=e.closest=void 0;var t=new Uint32Array(65536),myers_32=function(e,n){for(var r=e.length,i=n.length,a=1<<r-1,o=-1,s=0,c=r,l=r;l--;)t[e.charCodeAt(l)]|=1<<l;for(l=0;l<i;l++){var u=t[n.charCodeAt(l)],d=u|s;u|=(u&o)+o^o,s|=~(u|o),o&=u,s&a&&c++,o&a&&c--,s=s<<1|1,o=o<<1|~(d|s),s&=d}for(l=r;l--;)t[e.charCodeAt(l)]=0;return c},myers_x=function(e,n){for(var r=n.length,i=e.length,a=[],o=[],s=Math.ceil(r/32),c=Math.ceil(i/32),l=0;l<s;l++)o[l]=-1,a[l]=0;for(var u=0;u<c-1;u++){for(var d=0,f=-1,p=u*32,m=Math.min(32,i)+p,h=p;h<m;h++)t[e.charCodeAt(h)]|=1<<h;for(var l=0;l<r;l++){var g=t[n.charCodeAt(l)],_=o[l/32|0]>>>l&1,v=a[l/32|0]>>>l&1,y=g|d,b=((g|v)&f)+f^f|g|v,x=d|~(b|f),S=f&b;x>>>31^_&&(o[l/32|0]^=1<<l),S>>>31^v&&(a[l/32|0]^=1<<l),x=x<<1|_,S=S<<1|v,f=S|~(y|x),d=x&y}for(var h=p;h<m;h++)t[e.charCodeAt(h)]=0}for(var C=0,w=-1,T=u*32,E=Math.min(32,i-T)+T,h=T;h<E;h++)t[e.charCodeAt(h)]|=1<<h;for(var D=i,l=0;l<r;l++){var g=t[n.charCodeAt(l)],_=o[l/32|0]>>>l&1,v=a[l/32|0]>>>l&1,y=g|C,b=((g|v)&w)+w^w|g|v,x=C|~(b|w),S=w&b;D+=x>>>i-1&1,D-=S>>>i-1&1,x>>>31^_&&(o[l/32|0]^=1<<l),S>>>31^v&&(a[l/32|0]^=1<<l),x=x<<1|_,S=S<<1|v,w=S|~(y|x),C=x&y}for(var h=T;h<E;h++)t[e.charCodeAt(h)]=0;return D},distance=function(e,t){if(e.length<t.length){var n=t;t=e,e=n}return t.length===0?e.length:e.length<=32?myers_32(e,t):myers_x(e,t)};e.distance=distance;var closest=function(e,t){for(var n=1/0,r=0,i=0;i<t.length;i++){var a=distance(e,t[i]);a<n&&(n=a,r=i)}return t[r]};e.closest=closest}));

// src/pipeline/suggest.ts
var import_fastest_levenshtein = require_fastest_levenshtein();
const mostNames = 1e3;
const mostShown = 15;
/** The known name nearest to what was written, where it is near enough to be a slip of the pen. */
function suggest(given, known) {
	const names = Array.isArray(known) ? known : [...known];
	if (names.length > mostNames) return void 0;
	const wanted = given.toLowerCase();
	const limit = Math.max(1, Math.floor(given.length / 3));
	const [best] = names.filter((name) => Math.abs(name.length - given.length) <= limit).map((name) => [name, slips(wanted, name.toLowerCase())]).toSorted((a, b) => a[1] - b[1]);
	return best && best[1] <= limit ? best[0] : void 0;
}
/** Edits from one word to another; two neighbours that changed places are one slip. */
function slips(given, name) {
	const edits = (0, import_fastest_levenshtein.distance)(given, name);
	if (edits !== 2 || given.length !== name.length) return edits;
	const at = [...given].findIndex((char, index) => char !== name[index]);
	return given[at] === name[at + 1] && given[at + 1] === name[at] ? 1 : edits;
}
/** A hint for an unknown name: the nearest one, or a short list of those there are. */
function suggestionHint(given, known, noun) {
	const names = Array.isArray(known) ? known : [...known];
	const near = suggest(given, names);
	if (near !== void 0) return `Did you mean "${near}"?`;
	if (names.length === 0) return `There are no ${noun}`;
	return `Use one of the ${noun}: ${names.slice(0, mostShown).join(", ")}${names.length > mostShown ? ", …" : ""}`;
}

// src/pipeline/wording.ts
const longest = 60;
/** A name or a text of the file, cut to what a message can hold. */
function shorten$2(text, most = longest) {
	return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
/** In double quotes, so that spaces and empty names can be seen. */
const quote = (text) => JSON.stringify(shorten$2(text));
/** What a value is called: its key, or its number in a list. */
function nameOf$1(path) {
	const last = path.at(-1);
	if (last === void 0) return "The file";
	if (typeof last === "string") return quote(last);
	const key = path.findLast((step) => typeof step === "string");
	return `Item ${last + 1} of ${quote(String(key ?? ""))}`;
}
const isMapping$3 = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
/** A value in a sentence: texts, numbers and booleans as they are, the rest by kind. */
function describeValue(value) {
	if (value === null || value === void 0) return "empty";
	if (Array.isArray(value)) return "a list";
	if (typeof value === "object") return "a mapping";
	return typeof value === "string" ? quote(value) : String(value);
}

// src/pipeline/wrong-type.ts
const yamlBoolean = /^(?:y|yes|n|no|on|off)$/i;
/** A value of a kind that its key does not take: says which it takes and, where it is plain, how to write it. */
function wrongType$1({ path, site, value }) {
	const { shape } = site;
	if (typeof value === "string" && yamlBoolean.test(value) && shape.type?.includes("boolean")) return {
		code: "yaml-boolean",
		message: `${quote(value)} is a text in YAML 1.2, not a boolean`,
		hint: `Write ${/^(?:y|yes|on)$/i.test(value) ? "true" : "false"}`
	};
	const message = `${nameOf$1(path)} must be ${expected(shape)}, not ${describeValue(value)}`;
	return {
		code: "wrong-type",
		message: value === null ? `${nameOf$1(path)} is empty; it must be ${expected(shape)}` : message,
		hint: hintFor(site, value, path.at(-1)) ?? `Write ${expected(shape)} here`
	};
}
const typeNames$1 = {
	string: "a text",
	integer: "a whole number",
	number: "a number",
	boolean: "true or false",
	array: "a list",
	object: "a mapping",
	null: "nothing"
};
const expected = ({ title, type }) => title ?? (type ?? []).map((name) => typeNames$1[name] ?? name).join(" or ");
function hintFor({ shape: { type = [] }, definition = "" }, value, key) {
	const takes = (name) => type.includes(name);
	if (value === null) return definition === "scalar" ? "Give it a value (`\"\"` for an empty text), or remove the key" : "Give it a value, or remove the key";
	if (typeof value === "string" && Object.hasOwn(examples, definition)) return examples[definition]?.replace("…", inFlow(value));
	if (typeof value === "string" && value.includes("${{") && !takes("string")) return "Write it out: expressions are not read here";
	if (definition === "matrix") return "Name each axis: `matrix: {lr: [0.1, 0.01]}`";
	if (isScalar$2(value)) {
		if (typeof value === "string" && isQuotedValue(value, type)) return "Remove the quotes";
		if (typeof value !== "string" && takes("string") && !expressionOnly.has(definition)) return `Put it in quotes: "${String(value)}"`;
		if (takes("array")) return `Write a list: [${inFlow(value)}]`;
	}
	if (Array.isArray(value) && key === "steps") return "Write each step under its id: `train: {command: …}` instead of `- name: train`";
	if (isMapping$3(value) && key === "accelerators") return "Write the kind and the number as a text: \"A100:8\"";
	if (!isScalar$2(value) && takes("string") && !expressionOnly.has(definition)) return "Put it in quotes if it is meant as a text";
}
/** What a text in the place of a mapping most likely means. */
const examples = {
	step: "Say what the step runs: `{command: …}`",
	step_operator: "Name its flavor under type: `{type: …}`"
};
/** Definitions that take a text only where it is one `${{ }}`. */
const expressionOnly = /* @__PURE__ */ new Set([
	"flag",
	"count",
	"axis",
	"combinations"
]);
const isScalar$2 = (value) => typeof value === "string" || typeof value === "number" || typeof value === "boolean";
function isQuotedValue(text, type) {
	if (type.includes("boolean") && (text === "true" || text === "false")) return true;
	return (type.includes("integer") || type.includes("number")) && /^\d{1,15}$/.test(text);
}
/** Inside `[ ]` some characters need quotes. */
function inFlow(value) {
	const text = String(value);
	return typeof value === "string" && !/^[\w./-]+$/.test(text) ? quote(text) : text;
}

// src/pipeline/explain.ts
/** An error of the validator in our words. */
function explain$1(fault) {
	const { error, path, value } = fault;
	const name = nameOf$1(path);
	switch (error.keyword) {
		case "additionalProperties": return unknownKey$1(String(error.params.additionalProperty), fault);
		case "required": return missingKey(String(error.params.missingProperty), path);
		case "type": return wrongType$1(fault);
		case "enum": return notAllowed(fault, error.params.allowedValues ?? []);
		case "propertyNames": return badId(String(error.params.propertyName));
		case "pattern": return badText(fault);
		case "minimum":
		case "exclusiveMinimum":
		case "maximum": return outOfRange(fault);
		case "minItems":
		case "minProperties": return {
			code: "invalid-value",
			message: `${name} is empty`,
			hint: emptyHint(path)
		};
		default: return {
			code: "invalid-value",
			message: `${name} cannot be ${describeValue(value)}`,
			hint: "Look up its values in the reference"
		};
	}
}
function unknownKey$1(key, { path, site, advice }) {
	const where = path.length === 0 ? "" : ` in ${nameOf$1(path)}`;
	const keys = Object.keys(site.shape.keys ?? {});
	const hint = advice?.hint ?? `Use one of these keys: ${keys.join(", ")}`;
	return {
		code: "unknown-key",
		message: `There is no key ${quote(key)}${where}`,
		hint
	};
}
const missingHints = {
	command: "Say what the step runs: `command: python train.py`",
	steps: "Add at least one step: `steps: {train: {command: python train.py}}`",
	stacks: "Put the stacks under `stacks:`"
};
function missingKey(key, path) {
	return {
		code: "missing-key",
		message: `${path.length === 0 ? "The file" : nameOf$1(path)} has no "${key}"`,
		hint: missingHints[key] ?? `Add "${key}"`
	};
}
function notAllowed({ path, value }, allowed) {
	const message = `${nameOf$1(path)} cannot be ${describeValue(value)}`;
	if (path.at(-2) === "on" && (value === "user" || value === "failure")) return {
		code: "invalid-value",
		message,
		hint: "List exit codes in `exit_codes`: a failure of the step's own code is retried by them only"
	};
	return {
		code: "invalid-value",
		message,
		hint: suggestionHint(shorten$2(String(value)), allowed, "values")
	};
}
const idHint = "Use letters, digits, _ and -, start with a letter or _, and stay within 64 characters";
const badId = (id) => ({
	code: "invalid-id",
	message: `${quote(id)} is not a valid name`,
	hint: idHint
});
const sizeHint = "Write a number of GB, without a unit: 16, or 16+ for at least 16";
const durationHint$1 = "Write a number of seconds, or a text such as 30s, 10m, 1h30m or 2d";
function badText({ path, site, value }) {
	const name = nameOf$1(path);
	const given = describeValue(value);
	switch (site.definition) {
		case "id": return badId(String(value));
		case "duration":
		case "delay": return {
			code: "invalid-duration",
			message: `${given} is not a duration`,
			hint: durationHint$1
		};
		case "size":
		case "amount": return {
			code: "invalid-size",
			message: `${given} is not ${site.definition === "size" ? "a size" : "an amount"}`,
			hint: amountHint(path, site)
		};
		case "user": return {
			code: "invalid-value",
			message: `${name} cannot be ${given}`,
			hint: "Write UID, UID:GID or image"
		};
		case "flag":
		case "count":
		case "axis":
		case "matrix":
		case "combinations": return wrongType$1({
			path,
			site,
			value
		});
		default: return {
			code: "invalid-value",
			message: `${name} is empty`,
			hint: emptyHint(path)
		};
	}
}
function amountHint(path, { definition }) {
	if (path.at(-1) === "cpus") return "Write a number of CPUs: 8, or 8+ for at least 8";
	return definition === "size" ? "Write a number of GB, without a unit: 100" : sizeHint;
}
function outOfRange({ error, path, site, value }) {
	const name = nameOf$1(path);
	const given = describeValue(value);
	switch (site.definition) {
		case "duration":
		case "delay": return {
			code: "invalid-duration",
			message: `${given} is not a duration`,
			hint: durationHint$1
		};
		case "size":
		case "amount": return {
			code: "invalid-size",
			message: `${given} is not ${site.definition === "size" ? "a size" : "an amount"}`,
			hint: amountHint(path, site)
		};
		default: {
			const bound = error.keyword === "maximum" ? "most" : "least";
			const limit = Number(error.params.limit);
			return {
				code: "number-range",
				message: `${name} must be at ${bound} ${limit}, not ${String(value)}`,
				hint: `Write ${limit} or ${bound === "most" ? "less" : "more"}`
			};
		}
	}
}
function emptyHint(path) {
	if (path.length === 1 && path[0] === "steps") return "Add a step";
	return typeof path.at(-1) === "number" ? "Give it a value, or remove it" : "Give it a value, or remove the key";
}

// src/pipeline/shape.ts
function siteAt(root, path) {
	let site = { shape: root };
	for (const step of path) site = follow$1(below$1(site.shape, step));
	return site;
}
function below$1(shape, step) {
	if (shape.keys && Object.hasOwn(shape.keys, step)) return shape.keys[step];
	return (isIndex(step) ? shape.items : void 0) ?? shape.others ?? shape.items ?? {};
}
const isIndex = (step) => typeof step === "number";
function follow$1(shape) {
	if (shape.ref === void 0) return { shape };
	return {
		definition: shape.ref,
		shape: definitions[shape.ref]
	};
}
/** Definitions whose keys the user might have written one level too high or too low. */
function ownersOf(key, among) {
	return among.filter((name) => Object.hasOwn(definitions[name]?.keys ?? {}, key));
}

// src/pipeline/foreign.ts
const timeout = { hint: "Use `timeout`, in seconds or with units: `timeout: 30m`" };
const accelerators$1 = { hint: "Write the kind and the number under resources: `accelerators: \"A10G:1\"`" };
const spellings = {
	step: {
		run: "command",
		cmd: "command",
		cmds: "command",
		commands: "command",
		script: "command",
		entrypoint: "command",
		exec: "command",
		args: { hint: "Write the program and its arguments as one list: `command: [python, train.py, --epochs, 10]`" },
		before_script: "setup",
		install: "setup",
		runs_on: { hint: "Name one of the stack's step operators in `step_operator`; without it the step runs on this machine" },
		container: "image",
		docker: "image",
		docker_image: "image",
		container_image: "image",
		depends_on: "needs",
		dependencies: "needs",
		requires: "needs",
		after: "needs",
		upstream: "needs",
		deps: "inputs",
		input: "inputs",
		sources: "inputs",
		outs: "outputs",
		output: "outputs",
		artifacts: "outputs",
		generates: "outputs",
		products: "outputs",
		when: "if",
		condition: "if",
		only: "if",
		envs: "env",
		environment: "env",
		variables: "env",
		secret: "secrets",
		wdir: "working_directory",
		workdir: "working_directory",
		cwd: "working_directory",
		dir: "working_directory",
		desc: "description",
		name: { hint: "The step's name is the key that it stands under; a longer text goes to `description`" },
		id: { hint: "The step's id is the key that it stands under" },
		gpu: accelerators$1,
		gpus: accelerators$1,
		num_gpus: accelerators$1,
		accelerator: accelerators$1,
		cpu: { hint: "Write it under resources: `cpus: 4+`" },
		mem: { hint: "Write it under resources, in GB: `memory: 16+`" },
		ram: { hint: "Write it under resources, in GB: `memory: 16+`" },
		nodes: { hint: "Write it under resources: `num_nodes: 2`" },
		spot: { hint: "Write it under resources: `use_spot: true`" },
		timeout_minutes: timeout,
		timeout_in_minutes: timeout,
		timeout_seconds: timeout,
		active_deadline_seconds: timeout,
		time_limit: timeout,
		retries: { hint: "Use `retry: {max_attempts: 3}`" },
		attempts: { hint: "Use `retry: {max_attempts: 3}`" },
		retry_strategy: "retry",
		allow_failure: "continue_on_error",
		ignore_errors: "continue_on_error",
		foreach: { hint: "Use `strategy: {matrix: {NAME: [...]}}`" },
		parallel: { hint: "Use `strategy: {matrix: {NAME: [...]}}`" },
		operator: "step_operator",
		metric: "metrics",
		plot: "plots",
		checkpoints: "checkpoint",
		frozen: { hint: "Leave the step out of a run with `--only` or `--from`" },
		always_changed: { hint: "Use `cache: false`" },
		with: { hint: "There are no actions here: pass values in `command` or `env`" },
		uses: { hint: "A step runs a command; call an action in the workflow, before or after stepops" },
		services: { hint: "Start services in the workflow's job; steps on the host can reach them" },
		permissions: { hint: "Set permissions in the workflow" },
		concurrency: { hint: "Set concurrency in the workflow" },
		volumes: { hint: "Name what the step reads in `inputs` and what it writes in `outputs`" }
	},
	pipeline: {
		stages: "steps",
		tasks: "steps",
		jobs: "steps",
		rules: "steps",
		targets: "steps",
		pipeline: "steps",
		vars: "params",
		variables: "env",
		parameters: "params",
		arguments: "params",
		inputs: { hint: "Values that a caller sets are `params`; files that a step reads are that step's `inputs`" },
		concurrency: "max_parallel",
		parallelism: "max_parallel",
		max_workers: "max_parallel",
		on_exit: "finally",
		after_all: "finally",
		default: "defaults",
		title: "name",
		version: { hint: "Remove it; the file's form has no version" }
	},
	resources: {
		gpu: accelerators$1,
		gpus: accelerators$1,
		accelerator: accelerators$1,
		cpu: "cpus",
		vcpus: "cpus",
		mem: "memory",
		ram: "memory",
		disk: "disk_size",
		disk_tier: { hint: "Put it in the step's `settings`" },
		storage: "disk_size",
		shm: "shm_size",
		spot: "use_spot",
		preemptible: "use_spot",
		nodes: "num_nodes",
		instance: "instance_type",
		machine_type: "instance_type",
		vm_size: "instance_type",
		requests: { hint: "Write `cpus` and `memory` here directly; `8+` asks for at least 8" },
		limits: { hint: "Write `cpus` and `memory` here directly" }
	},
	strategy: {
		parallel: "max_parallel",
		foreach: "matrix"
	},
	retry: {
		limit: "max_attempts",
		max: "max_attempts",
		attempts: "max_attempts",
		retries: "max_attempts",
		max_retries: { hint: "Use `max_attempts`, which counts the first attempt too" },
		when: "on",
		delay: { hint: "Use `backoff: {initial: 10s}`" }
	},
	backoff: {
		delay: "initial",
		min: "initial",
		duration: "initial",
		multiplier: "factor",
		cap: "max",
		max_duration: "max"
	},
	input: {
		uri: "from",
		url: "from",
		source: "from",
		to: "path",
		target: "path",
		mount: "path"
	},
	stack: {
		orchestrator: { hint: "The orchestrator is the GitHub Actions runner; remove the key" },
		step_operator: "step_operators"
	},
	build: {
		file: "dockerfile",
		build_args: "args"
	}
};
/** What to write instead of a key that is not known at this place. */
function adviceFor(given, site) {
	const keys = Object.keys(site.shape.keys ?? {});
	const place = site.definition ?? "pipeline";
	const written = snakeCase(given);
	if (keys.includes(written)) return meant(written);
	const foreign = spellings[place === "alternative" ? "resources" : place];
	if (foreign && Object.hasOwn(foreign, written)) {
		const advice = foreign[written];
		return typeof advice === "string" ? meant(advice) : advice;
	}
	const elsewhere = belongsElsewhere(written, place);
	if (elsewhere !== void 0) return { hint: elsewhere };
	const near = given.length <= 64 ? suggest(written, keys) : void 0;
	return near === void 0 ? void 0 : meant(near);
}
const meant = (key) => ({
	key,
	hint: `Did you mean "${key}"?`
});
/** `workingDirectory` and `working-directory` → `working_directory`. */
function snakeCase(key) {
	return key.slice(0, 64).replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2").replaceAll(/[-\s.]+/g, "_").toLowerCase();
}
/** Keys that exist, but a level higher or lower. */
function belongsElsewhere(key, place) {
	if (place === "step") {
		const [owner] = ownersOf(key, [
			"resources",
			"strategy",
			"retry"
		]);
		if (owner !== void 0) return `Write it under "${owner}"`;
		return topKeys.has(key) ? `Write "${key}" at the top of the file, not in a step` : void 0;
	}
	if (place === "pipeline") return ownersOf(key, ["step"]).length > 0 ? "Write it in a step, or under \"defaults\"" : void 0;
	if (!belowStep.has(place)) return void 0;
	return ownersOf(key, ["step"]).length > 0 ? `Write it in the step itself, not under "${place}"` : void 0;
}
const belowStep = /* @__PURE__ */ new Set([
	"resources",
	"strategy",
	"retry"
]);
const topKeys = /* @__PURE__ */ new Set([
	"params",
	"stack",
	"stacks",
	"on_failure",
	"defaults",
	"finally"
]);

// src/pipeline/spelling.ts
/**
* How a number is written where printing it gives another text: `3.10` prints as 3.1. Where a value stays a number, as
* in a matrix and in a param, `1.0` is just another way to write 1; where it is used as text alone, as in env, it is not.
*/
function misspelt(node, use) {
	if (!(0, import_dist.isScalar)(node) || node.type !== import_dist.Scalar.PLAIN || typeof node.value !== "number") return void 0;
	const written = node.source ?? "";
	const printed = String(node.value);
	return isFaithful(written, printed) || use === "value" && written === `${printed}.0` ? void 0 : {
		written,
		printed
	};
}
/** `1e-4` and `.5` are what people write for learning rates, and nobody takes them for a version or an id. */
function isFaithful(written, printed) {
	if (/[eE]/.test(written) && !written.startsWith("0x")) return true;
	return written.replace(/^([-+]?)\./, "$10.").replace(/^\+/, "") === printed;
}

// src/pipeline/shape-faults.ts
/** The validator's errors → diagnostics, and the values to leave out of the draft. */
function findFaults(input) {
	const { errors, shape, document, locator } = input;
	const advise = adviser();
	const faults = errors.map((error) => withAdvice(faultOf(error, shape, document.value), advise)).filter((fault) => isOwn(fault));
	const mistyped = new Set(faults.filter(({ error }) => error.keyword === "type").map(({ error }) => error.instancePath));
	const meant = meantKeys(faults);
	const cuts = new Cuts();
	for (const { path, advice } of faults) if (advice?.key !== void 0) cuts.addMeant([...path, advice.key]);
	const found = /* @__PURE__ */ new Map();
	for (const fault of faults) {
		cut(fault, shape, cuts);
		const { error } = fault;
		if (error.keyword !== "type" && mistyped.has(error.instancePath) || isExcused(fault, document, meant)) continue;
		const complaint = complain(fault, document, locator);
		if (complaint) found.set(keyOf$3(complaint), complaint);
	}
	return {
		diagnostics: [...found.values()].sort((a, b) => a.location.range.start - b.location.range.start),
		cuts
	};
}
const keyOf$3 = ({ code, message, location }) => `${code} ${location.range.start} ${location.range.end} ${message}`;
function faultOf(error, root, whole) {
	const path = [];
	let value = whole;
	for (const part of error.instancePath.split("/").slice(1)) {
		const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
		path.push(Array.isArray(value) ? Number(key) : key);
		value = value[key];
	}
	return {
		error,
		path,
		value,
		site: siteAt(root, path)
	};
}
/** A bad key makes two errors: one about the key, as if it were the value here, and one that names it. */
const isOwn = ({ error, value }) => error.keyword !== "pattern" || typeof value === "string";
/** One wrong key is often repeated in every step, and to find what it resembles costs a comparison with every key. */
function adviser() {
	const known = /* @__PURE__ */ new Map();
	return (key, site) => {
		const id = `${site.definition} ${key}`;
		if (!known.has(id)) known.set(id, adviceFor(key, site));
		return known.get(id);
	};
}
function withAdvice(fault, advise) {
	const { error, site } = fault;
	if (error.keyword !== "additionalProperties") return fault;
	const advice = advise(String(error.params.additionalProperty), site);
	return advice ? {
		...fault,
		advice
	} : fault;
}
/** `commnd` is a slip for `command`: then `command` is not missing besides. */
const meantKeys = (faults) => new Set(faults.flatMap(({ advice, error }) => advice?.key === void 0 ? [] : [`${error.instancePath}/${advice.key}`]));
function isExcused({ error, path }, { value }, meant) {
	if (error.keyword !== "required") return false;
	const missing = String(error.params.missingProperty);
	return meant.has(`${error.instancePath}/${missing}`) || missing === "command" && path.length === 2 && hasDefaultCommand(value);
}
function hasDefaultCommand(whole) {
	const defaults = isMapping$3(whole) ? whole.defaults : void 0;
	return isMapping$3(defaults) && "command" in defaults;
}
function complain(fault, document, locator) {
	const { error, path } = fault;
	const { node } = locator.find(path);
	const target = locator.target(path);
	const isFaulty = node && document.faulty.has(node) || target && document.faulty.has(target);
	if (error.keyword === "extension" || isFaulty) return void 0;
	if (missing$2.has(error.keyword) && target && document.incomplete.has(target)) return void 0;
	if (error.keyword === "spelling") return misspelling(path, locator);
	const key = error.params.additionalProperty ?? error.params.propertyName;
	const location = key === void 0 ? locator.at(path, partOf(error)) : locator.at([...path, String(key)], "key");
	const { code, message, hint } = explain$1(fault);
	return diagnostic(code, {
		message,
		location,
		hint
	});
}
const missing$2 = /* @__PURE__ */ new Set(["required", "minProperties"]);
const partOf = ({ keyword }) => keyword === "required" ? "key" : "value";
function misspelling(path, locator) {
	const isValue = path[0] === "params" || path.includes("matrix") || path.includes("settings");
	const found = misspelt(locator.find(path).node, isValue ? "value" : "text");
	if (!found) return void 0;
	const { written, printed } = found;
	return diagnostic("number-spelling", {
		message: `${written} is a number here and would become ${printed}`,
		location: locator.at(path),
		hint: `Quote it to keep its spelling ("${written}"), or write ${printed}`
	});
}
/** Faults that leave the value where it is: the name is wrong, or the spelling, but not the shape. */
const harmless = /* @__PURE__ */ new Set(["propertyNames", "spelling"]);
function cut({ error, path }, root, cuts) {
	const { keyword, params } = error;
	if (harmless.has(keyword)) return;
	if (keyword === "additionalProperties") cuts.add([...path, String(params.additionalProperty)], "remove");
	else if (keyword === "required") cutIncomplete(path, root, cuts);
	else cutValue(path, root, cuts);
}
/** A step or a stack stays, as an empty one: others name it, and would be told that there is none. */
function cutValue(path, root, cuts) {
	const { definition } = siteAt(root, path);
	const isNamed = definition === "stack" || definition === "step" && path[0] !== "defaults";
	cuts.add(path, isNamed ? "empty" : "remove");
	if (isNamed) return;
	const parent = path.slice(0, -1);
	const { required = [] } = siteAt(root, parent).shape;
	if (parent.length > 0 && required.includes(String(path.at(-1)))) cutValue(parent, root, cuts);
}
/** A mapping without a key that its type promises goes as a whole; a step without a command is still a step. */
function cutIncomplete(path, root, cuts) {
	const { shape } = siteAt(root, path);
	if (path.length > 0 && shape.required) cutValue(path, root, cuts);
}

// src/pipeline/workflow.ts
/** The key that gives away a GitHub file handed over as a pipeline: a workflow's `jobs` or `on`, an action's `runs`. */
function workflowKey(value) {
	if (!isMapping$3(value) || "steps" in value) return void 0;
	if (isMapping$3(value.jobs)) return {
		path: ["jobs"],
		kind: "workflow"
	};
	if (isMapping$3(value.runs) && "using" in value.runs) return {
		path: ["runs"],
		kind: "action"
	};
	return "on" in value ? {
		path: ["on"],
		kind: "workflow"
	} : void 0;
}

// src/pipeline/check.ts
/** Document → draft of a pipeline. Faulty values are left out of it, so that what remains can be checked further. */
function checkPipeline(document, file) {
	const foreign = workflowKey(document.value);
	if (foreign === void 0) return check$2(document, file, {
		noun: "A pipeline",
		shape: pipelineShape,
		validate: validatePipeline,
		root: "steps"
	});
	const location = new Locator(file, document).at(foreign.path, "key");
	const message = `This is a GitHub ${foreign.kind}, not a pipeline`;
	const hint = foreign.kind === "workflow" ? "Keep it in .github/workflows, write a pipeline.yaml with `stepops init`, and call stepops in a step of the workflow" : "Name the pipeline file instead; `stepops init` writes a first one";
	return { diagnostics: [diagnostic("github-workflow", {
		message,
		location,
		hint
	})] };
}
/** Document → draft of a `stacks.yaml`. */
function checkStacks(document, file) {
	return check$2(document, file, {
		noun: "A stacks file",
		shape: stacksShape,
		validate: validateStacks,
		root: "stacks"
	});
}
function check$2(document, file, kind) {
	const locator = new Locator(file, document);
	const { value } = document;
	if (!isMapping$3(value)) return { diagnostics: [notAMapping(kind, locator, document)] };
	kind.validate(value);
	const { diagnostics, cuts } = findFaults({
		errors: kind.validate.errors ?? [],
		shape: kind.shape,
		document,
		locator
	});
	kind.validate.errors = null;
	const indexes = /* @__PURE__ */ new WeakMap();
	const pruned = prune(value, cuts, indexes);
	const complete = kind.root in pruned ? pruned : {
		...pruned,
		[kind.root]: Object.create(null)
	};
	const at = (path, part) => locator.at(inFile(path, complete, indexes), part);
	const isLost = (path) => cuts.has(path) || path.some((_, index) => lacksKeys(path.slice(0, index)) && !has(value, path.slice(0, index + 1)));
	const lacksKeys = (path) => document.incomplete.has(locator.target(path) ?? document.root);
	const isTorn = (path) => isLost(path) || lacksKeys(path) || cuts.hasBelow(path);
	return {
		draft: {
			file,
			value: complete,
			at,
			isLost,
			isTorn
		},
		diagnostics
	};
}
function has(whole, path) {
	let value = whole;
	for (const step of path) {
		if (!isMapping$3(value) || !(step in value)) return false;
		value = value[step];
	}
	return true;
}
function notAMapping({ noun, root }, locator, { value }) {
	return diagnostic("wrong-type", {
		message: `${noun} is a mapping of keys to values, not ${describeValue(value)}`,
		location: locator.at([]),
		hint: `Start with a key and a colon, such as \`${root}:\``
	});
}

// src/pipeline/decode.ts
/** Bytes. */
const largestFile = 1048576;
/** Bytes → text, as strict UTF-8 of at most 1 MiB; a byte order mark is dropped. `path` is what diagnostics show. */
function decode$1(bytes, path) {
	if (bytes.length > 1048576) return err(tooLarge({
		path,
		text: ""
	}));
	if (looksLikeUtf16(bytes)) return err(utf16({
		path,
		text: ""
	}));
	const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
	const decoded = buffer.toString();
	const isUtf8 = !decoded.includes("�") || Buffer.from(decoded).equals(buffer);
	const file = {
		path,
		text: decoded.replace(/^\uFEFF/, "")
	};
	return isUtf8 ? ok(file) : err(notUtf8(file));
}
/** What `decode` finds in bytes, for a text that somebody else has read. */
function checkText$1(file) {
	const { text } = file;
	if (text.length > 1048576) return tooLarge(file);
	if ((text.length * 3 > 1048576 ? new TextEncoder().encode(text).length : 0) > 1048576) return tooLarge(file);
	const nul = text.indexOf("\0");
	if (nul === -1) return void 0;
	const start = text.slice(0, 64);
	return nul < 64 && start.split("\0").length > start.length / 3 ? utf16(file) : foreignCharacter(file, nul);
}
function looksLikeUtf16(bytes) {
	const [first, second] = bytes;
	if (first === 255 && second === 254 || first === 254 && second === 255) return true;
	const start = bytes.subarray(0, 64);
	return start.filter((byte) => byte === 0).length > start.length / 3;
}
const tooLarge = (file) => diagnostic("file-too-large", {
	message: "The file is larger than 1 MiB",
	location: {
		file,
		range: {
			start: 0,
			end: 0
		}
	},
	hint: "Keep data and long scripts in files of their own and name them in the pipeline"
});
const utf16 = (file) => diagnostic("file-encoding", {
	message: "The file is UTF-16, not UTF-8",
	location: {
		file,
		range: {
			start: 0,
			end: 0
		}
	},
	hint: "Save it as UTF-8"
});
function foreignCharacter(file, at) {
	return diagnostic("file-encoding", {
		message: "The file holds a NUL character, so it is no text",
		location: {
			file,
			range: {
				start: at,
				end: at + 1
			}
		},
		hint: "Remove it and save the file as UTF-8"
	});
}
function notUtf8(file) {
	const at = Math.max(0, file.text.indexOf("�"));
	return diagnostic("file-encoding", {
		message: "The file is not UTF-8",
		location: {
			file,
			range: {
				start: at,
				end: Math.min(at + 1, file.text.length)
			}
		},
		hint: "Save it as UTF-8"
	});
}

// src/pipeline/plain.ts
/**
* Values that aliases may add, in nodes, where 32 characters of a text weigh as much as a node. Honest files with
* thousands of aliases stay far below it; an alias bomb passes it within microseconds.
*/
const mostAliased = 25e4;
/** Names that mean something to every JavaScript object: as keys of plain data they would be traps further on. */
const reserved = /* @__PURE__ */ new Set([
	"__proto__",
	"constructor",
	"prototype"
]);
/** Nodes → plain data: aliases shared, `<<` merged, duplicate keys, bad aliases and impossible numbers complained about. */
var PlainReader = class {
	targets = /* @__PURE__ */ new Map();
	faulty = /* @__PURE__ */ new Set();
	incomplete = /* @__PURE__ */ new Set();
	#file;
	#complain;
	#anchors = /* @__PURE__ */ new Map();
	#weight = 0;
	#aliased = 0;
	constructor(file, complain) {
		this.#file = file;
		this.#complain = complain;
	}
	read(node) {
		if (node === null) return null;
		if ((0, import_dist.isAlias)(node)) return this.#alias(node);
		const { anchor, tag } = node;
		if (tag !== void 0) this.faulty.add(node);
		if (anchor === void 0) return this.#content(node);
		this.#anchors.set(anchor, "open");
		const before = this.#weight;
		const value = this.#content(node);
		this.#anchors.set(anchor, {
			node,
			value,
			weight: this.#weight - before
		});
		return value;
	}
	#content(node) {
		this.#weight += 1;
		if ((0, import_dist.isMap)(node)) return this.#mapping(node);
		if ((0, import_dist.isSeq)(node)) return node.items.map((item) => this.read(item));
		return this.#scalar(node);
	}
	#scalar(node) {
		const { value } = node;
		if (typeof value === "string") this.#weight += value.length >> 5;
		if (typeof value !== "number") return value;
		if (!Number.isFinite(value)) this.#refuse(node, "number-range", `${node.source} is not a number that can be used`, numberHint);
		else if (Number.isInteger(value) && !Number.isSafeInteger(value)) this.#refuse(node, "number-range", tooBig(node), numberHint);
		else return value;
		return 0;
	}
	#alias(alias) {
		const found = this.#anchors.get(alias.source);
		if (found === void 0) return this.#refuse(alias, "yaml-alias", `There is no anchor &${alias.source} before this alias`, "Check the name of the anchor, or write the value out; put a text that starts with * in quotes");
		if (found === "open") return this.#refuse(alias, "yaml-alias", `The alias *${alias.source} stands inside its own anchor`, "Write the value out: an anchor cannot hold itself");
		this.#aliased += found.weight;
		if (this.#aliased > mostAliased) return this.#bomb(alias);
		this.targets.set(alias, found.node);
		this.#weight += found.weight;
		return found.value;
	}
	#bomb(alias) {
		const isFirst = this.#aliased < Number.POSITIVE_INFINITY;
		this.#aliased = Number.POSITIVE_INFINITY;
		this.faulty.add(alias);
		if (isFirst) this.#refuse(alias, "yaml-alias", "Aliases multiply the file beyond what is read", "Write less through aliases of aliases");
		return null;
	}
	#mapping(map) {
		const mapping = Object.create(null);
		const written = /* @__PURE__ */ new Map();
		for (const pair of pairsOf(map)) {
			const key = this.#key(pair, map, written);
			const value = this.read(pair.value);
			if (key === void 0) continue;
			if (isMergeKey(pair.key)) this.#merge(mapping, value, {
				map,
				pair
			});
			else mapping[key] = value;
		}
		return mapping;
	}
	/** Keys of the mapping itself win over merged ones, and earlier merges over later ones. */
	#merge(mapping, value, at) {
		const sources = Array.isArray(value) ? value : [value];
		for (const source of sources) {
			if (typeof source !== "object" || source === null || Array.isArray(source)) {
				this.incomplete.add(at.map);
				this.#refuseMerge(at.pair);
				continue;
			}
			for (const [key, item] of Object.entries(source)) if (!(key in mapping)) mapping[key] = item;
		}
	}
	#refuseMerge({ key, value }) {
		if (value && this.faulty.has(value)) return;
		this.#refuse(key, "wrong-type", "<< takes an alias of a mapping, or a list of them", "Write `<<: *name`");
	}
	/** Undefined when the pair is left out, after a complaint. */
	#key(pair, map, written) {
		const { key } = pair;
		const text = keyText(key);
		if (text === void 0 || reserved.has(text)) this.incomplete.add(map);
		if (text === void 0) {
			this.faulty.add(map);
			return this.#refuseKey(key, "wrong-type", "A key must be a text", "Put a text that starts with { or [ in quotes");
		}
		if (key.anchor !== void 0) this.read(key);
		if (reserved.has(text)) return this.#refuseKey(key, "invalid-id", `"${text}" is a reserved name`, "Choose another name");
		const first = written.get(text);
		if (!first) {
			written.set(text, pair);
			return text;
		}
		if (first.value) this.incomplete.add(this.targets.get(first.value) ?? first.value);
		return this.#duplicate(text, key, first.key);
	}
	#duplicate(text, key, first) {
		const location = this.#locate(first);
		const { line } = positionAt(this.#file, location.range.start);
		const related = [{
			location,
			message: "The first one is here"
		}];
		this.#complain(diagnostic("duplicate-key", {
			message: `The key "${shorten$2(text)}" is given twice, first on line ${line}`,
			location: this.#locate(key),
			hint: "Remove or rename one of the two",
			related
		}));
	}
	#refuseKey(key, code, message, hint) {
		this.#refuse(key, code, message, hint);
	}
	#refuse(node, code, message, hint) {
		this.faulty.add(node);
		this.#complain(diagnostic(code, {
			message,
			location: this.#locate(node),
			hint
		}));
		return null;
	}
	#locate(node) {
		return {
			file: this.#file,
			range: rangeOf(node, this.#file.text)
		};
	}
};
const numberHint = "Put it in quotes if it is a text, such as an id";
const tooBig = ({ source }) => `${shorten$2(source ?? "")} is too large to be kept exactly as a number`;

// src/pipeline/syntax.ts
const mostFaults = 10;
/** The parser's errors as ours: the first of each line, since one slip makes it complain several times. */
function syntaxFaults(errors, root, file) {
	const lines = /* @__PURE__ */ new Set();
	return errors.toSorted((a, b) => a.pos[0] - b.pos[0]).filter(({ pos }) => lines.size !== lines.add(positionAt(file, pos[0]).line).size).slice(0, mostFaults).map((error) => fault$1(error, root, file));
}
function fault$1({ code, message, pos }, root, file) {
	const range = rangeIn(file.text, pos);
	const { open, ...words } = explain(code, message, lineAt(file, positionAt(file, range.start).line));
	const opening = open && openingBefore(root, pos[0], open);
	return diagnostic("yaml-syntax", {
		...words,
		location: {
			file,
			range: opening === void 0 ? range : {
				start: opening,
				end: opening + 1
			}
		}
	});
}
/** A fault of indentation starts at the line's start; what the reader looks for is its first character. */
function rangeIn(text, [from, to]) {
	let start = Math.min(from, text.length);
	while (text.charAt(start) === " ") start += 1;
	return {
		start,
		end: Math.min(Math.max(to, start), text.length)
	};
}
/** Message and hint for what people get wrong often; the parser's own words for the rest. */
function explain(code, message, line) {
	switch (code) {
		case "TAB_AS_INDENT": return {
			message: "A tab is used as indentation",
			hint: "Indent with spaces"
		};
		case "BAD_INDENT": return badIndent(message);
		case "BAD_SCALAR_START": return {
			message: `A text cannot start with ${message.at(-1)} here`,
			hint: "Put it in quotes"
		};
		case "BAD_DQ_ESCAPE": return {
			message: plain$1(message),
			hint: "Write \\\\ for a backslash, or use single quotes"
		};
		case "MULTILINE_IMPLICIT_KEY": return {
			message: "A key and its colon must stand on one line",
			hint: "Look for a missing colon or quote in the lines before"
		};
		case "BLOCK_AS_IMPLICIT_KEY": return {
			message: "A mapping cannot start on the line of another key",
			hint: "Put the text in quotes if it holds a colon"
		};
		case "MISSING_CHAR": return missing$1(message, line);
		default: return {
			message: plain$1(message),
			hint: otherHint(line)
		};
	}
}
function badIndent(message) {
	if (!message.includes("end with a")) return {
		message: plain$1(message),
		hint: "Give all keys of a mapping, and all items of a list, the same number of spaces"
	};
	const [opening, closing] = message.includes("]") ? ["[", "]"] : ["{", "}"];
	return {
		message: `This ${opening} is not closed`,
		hint: `Close it with ${closing}, indented below its key`,
		open: "flow"
	};
}
function missing$1(message, line) {
	if (message.includes("Implicit map keys")) return {
		message: "A key needs a colon and a value",
		hint: "Write `key: value`, or put a longer text after `key: |`"
	};
	if (message.includes("quote")) return {
		message: "This quote is not closed",
		hint: "Close it on the same line",
		open: "quote"
	};
	return {
		message: plain$1(message),
		hint: otherHint(line)
	};
}
const otherHint = (line) => line.includes("{{") ? "Put a text with ${{ }} in quotes where it stands in [ ] or { }: \"${{ … }}\"" : "Look at the quotes, brackets and indentation of this line and the one before";
/** Start of the innermost `[`, `{` or quote at or before an offset, where there is one. */
function openingBefore(root, offset, kind) {
	let found;
	for (let node = root; node; node = lastChild(node, offset)) {
		const start = node.range?.[0];
		const isFlow = ((0, import_dist.isMap)(node) || (0, import_dist.isSeq)(node)) && node.flow === true;
		const isQuote = (0, import_dist.isScalar)(node) && (node.type === import_dist.Scalar.QUOTE_DOUBLE || node.type === import_dist.Scalar.QUOTE_SINGLE);
		if (kind === "flow" ? isFlow : isQuote) found = start;
	}
	return found;
}
function lastChild(node, offset) {
	return ((0, import_dist.isMap)(node) ? pairsOf(node).flatMap(({ key, value }) => [key, value]) : (0, import_dist.isSeq)(node) ? node.items : []).findLast((child) => (child?.range?.[0] ?? Number.POSITIVE_INFINITY) <= offset) ?? null;
}
/** Some of the parser's messages quote what they could not read, be it half of the file. */
const plain$1 = (message) => shorten$2(message.slice(0, 500).replace(/\s*\n\s*/g, " "), 100).replace(/\.+$/, "");

// src/pipeline/tokens.ts
/** Levels of lists and mappings. The composer recurses, and some 800 levels overflow its stack. */
const deepest$2 = 100;
/**
* The tokens of a file, up to the point where it nests too deeply. Tags and `%` lines are complained about and
* disarmed: `%YAML 1.1` would make `yes` a boolean. `complain` gets what is found on the way.
*/
function* tokens(file, complain) {
	const parser = new import_dist.Parser();
	let isContent = false;
	for (const lexeme of new import_dist.Lexer().lex(file.text)) {
		const range = {
			start: parser.offset,
			end: parser.offset + lexeme.length
		};
		const seen = isContent ? lexeme : inspect$1(lexeme, {
			file,
			range
		}, complain);
		isContent = lexeme === import_dist.CST.SCALAR;
		yield* parser.next(seen);
		if (parser.stack.length > 100) {
			complain(tooDeep$1(file, range.start));
			return;
		}
	}
	yield* parser.end();
}
function inspect$1(lexeme, location, complain) {
	if (lexeme.startsWith("!")) complain(tagged(lexeme, location));
	if (!lexeme.startsWith("%") || /^%YAML\s+1\.2\s*(?:#.*)?$/.test(lexeme)) return lexeme;
	complain(directive(lexeme, location));
	return `#${lexeme.slice(1)}`;
}
const tagged = (tag, location) => diagnostic("yaml-tag", {
	message: `${shorten$2(tag)} is a YAML tag, and tags are not used here`,
	location,
	hint: tag.startsWith("!!") ? "Remove the tag; write a text in quotes where its type matters" : `Remove the tag, or put a text that starts with ! in quotes, such as "${shorten$2(tag)}"`
});
function directive(line, location) {
	const [name = ""] = line.split(/\s/, 1);
	const [code, message] = name === "%YAML" ? ["yaml-version", "A pipeline is YAML 1.2"] : name === "%TAG" ? ["yaml-tag", "YAML tags are not used here"] : ["yaml-syntax", `There is no YAML directive "${shorten$2(name)}"`];
	return diagnostic(code, {
		message,
		location,
		hint: "Remove this line"
	});
}
const tooDeep$1 = (file, at) => diagnostic("yaml-nesting", {
	message: `Lists and mappings are nested more than ${100} levels deep`,
	location: {
		file,
		range: {
			start: at,
			end: at + 1
		}
	},
	hint: "Flatten the file; no part of a pipeline needs more than a dozen levels"
});

// src/pipeline/parse.ts
/**
* Text → document. Without a document the text has no structure that could be checked; with one the diagnostics are
* about single places, and the rest of the file is as it stands.
*/
function parse$2(file) {
	const unreadable = checkText$1(file);
	if (unreadable) return { diagnostics: [unreadable] };
	const diagnostics = [];
	const [first, second] = compose(file, diagnostics);
	if (diagnostics.some(({ code }) => code === "yaml-nesting")) return { diagnostics };
	if (second && !isBlank(second)) diagnostics.push(twoDocuments(first, second, file));
	const errors = first?.errors.filter(({ code }) => !tagCodes.has(code)) ?? [];
	const faults = syntaxFaults(errors, first?.contents ?? null, file);
	if (faults.length > 0) return { diagnostics: [...diagnostics, ...faults] };
	if (!first || isBlank(first)) return { diagnostics: [...diagnostics, empty(file)] };
	const reader = new PlainReader(file, (found) => diagnostics.push(found));
	const root = first.contents;
	const value = reader.read(root);
	const { targets, faulty, incomplete } = reader;
	return {
		document: {
			root,
			value,
			targets,
			faulty,
			incomplete
		},
		diagnostics
	};
}
const tagCodes = /* @__PURE__ */ new Set([
	"TAG_RESOLVE_FAILED",
	"BAD_COLLECTION_TYPE",
	"MULTIPLE_TAGS"
]);
/** At most two documents: the second one is an error, whatever follows. */
function compose(file, diagnostics) {
	const composer = new import_dist.Composer({
		version: "1.2",
		schema: "core",
		uniqueKeys: false,
		strict: true,
		prettyErrors: false
	});
	const documents = [];
	withoutStackTraces(() => {
		for (const document of composer.compose(tokens(file, (found) => diagnostics.push(found)))) {
			documents.push(document);
			if (documents.length === 2) break;
		}
	});
	return documents;
}
/**
* The composer makes an Error of each fault, a million for a megabyte of commas: their stack traces, which nobody
* reads, would take twenty seconds and a gigabyte.
*/
function withoutStackTraces(work) {
	const { stackTraceLimit } = Error;
	Error.stackTraceLimit = 0;
	try {
		work();
	} finally {
		Error.stackTraceLimit = stackTraceLimit;
	}
}
const isBlank = ({ contents, errors }) => errors.length === 0 && (contents === null || contents.range[0] === contents.range[1] && !contents.anchor);
const empty = (file) => diagnostic("yaml-empty", {
	message: file.text.trim() === "" ? "The file is empty" : "The file holds nothing but comments",
	location: {
		file,
		range: {
			start: 0,
			end: 0
		}
	},
	hint: "Write its keys, or remove it; `stepops init` writes a first pipeline"
});
function twoDocuments(first, second, file) {
	const start = file.text.lastIndexOf("---", second.contents?.range[0] ?? second.range[0]);
	const at = start === -1 ? second.range[0] : start;
	return diagnostic("yaml-multiple-documents", {
		message: "The file holds a second YAML document",
		location: {
			file,
			range: {
				start: at,
				end: Math.min(at + 3, file.text.length)
			}
		},
		hint: "Put each pipeline in a file of its own",
		related: [{
			location: {
				file,
				range: rangeOfFirst(first)
			},
			message: "The first one is here"
		}]
	});
}
function rangeOfFirst({ contents, range }) {
	const start = contents?.range[0] ?? range[0];
	return {
		start,
		end: start
	};
}

// src/pipeline/complaints.ts
const below = ({ draft, path }, ...keys) => ({
	draft,
	path: [...path, ...keys]
});
const keyBelow = (place, key) => ({
	...below(place, key),
	isKey: true
});
const locate = ({ draft, path, isKey }, part) => draft.at(path, isKey ? "key" : part);
const keyOf$2 = ({ file, range }) => `${file.path} ${range.start} ${range.end}`;
/**
* Collects the faults of one pass. It keeps the first of each code at each place, so that the 256 legs of a step,
* or all steps under one `defaults`, complain once.
*/
var Complaints = class {
	#found = /* @__PURE__ */ new Map();
	#excused = /* @__PURE__ */ new Set();
	#isSound = true;
	add(code, location, rest) {
		if (this.#excused.has(keyOf$2(location))) return;
		const found = diagnostic(code, {
			location,
			...rest
		});
		const key = `${code} ${keyOf$2(location)}`;
		if (!this.#found.has(key)) this.#found.set(key, found);
		if (found.severity === "error") this.#isSound = false;
	}
	/** Each fault lies inside the string at `place`, so that the caret lands inside `${{ }}`. */
	addExpression(place, faults) {
		for (const { code, message, span, hint, isFollowOn } of faults) if (isFollowOn) this.gap();
		else this.add(code, locate(place, span), {
			message,
			hint
		});
	}
	/** What stands there is made of a value that is not known yet: nothing that is found about it counts. */
	excuse(location) {
		this.#excused.add(keyOf$2(location));
	}
	/** A required value is missing because an earlier stage complained about it: no new fault, but no pipeline either. */
	gap() {
		this.#isSound = false;
	}
	get isSound() {
		return this.#isSound;
	}
	get all() {
		return [...this.#found.values()];
	}
};

// node_modules/@actions/expressions/dist/ast.js
var Expr=class{},Literal=class extends Expr{constructor(e,t){super(),this.literal=e,this.token=t}accept(e){return e.visitLiteral(this)}},Unary=class extends Expr{constructor(e,t){super(),this.operator=e,this.expr=t}accept(e){return e.visitUnary(this)}},FunctionCall=class extends Expr{constructor(e,t){super(),this.functionName=e,this.args=t}accept(e){return e.visitFunctionCall(this)}},Binary=class extends Expr{constructor(e,t,n){super(),this.left=e,this.operator=t,this.right=n}accept(e){return e.visitBinary(this)}},Logical=class extends Expr{constructor(e,t){super(),this.operator=e,this.args=t}accept(e){return e.visitLogical(this)}},Grouping=class extends Expr{constructor(e){super(),this.group=e}accept(e){return e.visitGrouping(this)}},ContextAccess=class extends Expr{constructor(e){super(),this.name=e}accept(e){return e.visitContextAccess(this)}},IndexAccess=class extends Expr{constructor(e,t){super(),this.expr=e,this.index=t}accept(e){return e.visitIndexAccess(this)}},Star=class extends Expr{accept(){throw Error(`Method not implemented.`)}};

// node_modules/@actions/expressions/dist/data/expressiondata.js
var Kind;(function(e){e[e.String=0]=`String`,e[e.Array=1]=`Array`,e[e.Dictionary=2]=`Dictionary`,e[e.Boolean=3]=`Boolean`,e[e.Number=4]=`Number`,e[e.CaseSensitiveDictionary=5]=`CaseSensitiveDictionary`,e[e.Null=6]=`Null`})(Kind||={});function kindStr(e){switch(e){case Kind.Array:return`Array`;case Kind.Boolean:return`Boolean`;case Kind.Null:return`Null`;case Kind.Number:return`Number`;case Kind.Dictionary:return`Object`;case Kind.String:return`String`}return`unknown`}

// node_modules/@actions/expressions/dist/data/array.js
var Array$1=class{constructor(...e){this.v=[],this.kind=Kind.Array,this.primitive=!1;for(let t of e)this.add(t)}coerceString(){return kindStr(this.kind)}number(){return NaN}add(e){this.v.push(e)}get(e){return this.v[e]}values(){return this.v}};

// node_modules/@actions/expressions/dist/data/boolean.js
var BooleanData=class{constructor(e){this.value=e,this.kind=Kind.Boolean,this.primitive=!0}coerceString(){return this.value?`true`:`false`}number(){return+!!this.value}};

// node_modules/@actions/expressions/dist/data/dictionary.js
var Dictionary$1=class{constructor(...e){this.keys=[],this.v=[],this.indexMap={},this.kind=Kind.Dictionary,this.primitive=!1;for(let t of e)this.add(t.key,t.value)}coerceString(){return kindStr(this.kind)}number(){return NaN}add(e,t){e.toLowerCase()in this.indexMap||(this.keys.push(e),this.v.push(t),this.indexMap[e.toLowerCase()]=this.v.length-1)}get(e){let t=this.indexMap[e.toLowerCase()];if(t!==void 0)return this.v[t]}values(){return this.v}pairs(){let e=[];for(let t of this.keys)e.push({key:t,value:this.v[this.indexMap[t.toLowerCase()]]});return e}};

// node_modules/@actions/expressions/dist/data/null.js
var Null=class{constructor(){this.kind=Kind.Null,this.primitive=!0}coerceString(){return``}number(){return 0}};

// node_modules/@actions/expressions/dist/data/number.js
var NumberData=class{constructor(e){this.value=e,this.kind=Kind.Number,this.primitive=!0}coerceString(){return this.value===0?`0`:(+this.value.toFixed(15)).toString()}number(){return this.value}};

// node_modules/@actions/expressions/dist/data/string.js
var StringData=class{constructor(e){this.value=e,this.kind=Kind.String,this.primitive=!0}coerceString(){return this.value}number(){return Number(this.value)}};

// node_modules/@actions/expressions/dist/data/replacer.js
function replacer(e,t){if(t instanceof Null)return null;if(t instanceof BooleanData)return t.value;if(t instanceof NumberData)return t.number();if(t instanceof StringData)return t.coerceString();if(t instanceof Array$1)return t.values();if(t instanceof Dictionary$1){let e=t.pairs(),n={};for(let t of e)n[t.key]=t.value;return n}return t}

// node_modules/@actions/expressions/dist/data/reviver.js
function reviver(e,t){return t===null?new Null:typeof t==`string`?new StringData(t):typeof t==`number`?new NumberData(t):typeof t==`boolean`?new BooleanData(t):Array.isArray(t)?new Array$1(...t):typeof t==`object`?new Dictionary$1(...Object.keys(t).map(e=>({key:e,value:t[e]}))):t}

// node_modules/@actions/expressions/dist/lexer.js
var TokenType;(function(e){e[e.UNKNOWN=0]=`UNKNOWN`,e[e.LEFT_PAREN=1]=`LEFT_PAREN`,e[e.RIGHT_PAREN=2]=`RIGHT_PAREN`,e[e.LEFT_BRACKET=3]=`LEFT_BRACKET`,e[e.RIGHT_BRACKET=4]=`RIGHT_BRACKET`,e[e.COMMA=5]=`COMMA`,e[e.DOT=6]=`DOT`,e[e.BANG=7]=`BANG`,e[e.BANG_EQUAL=8]=`BANG_EQUAL`,e[e.EQUAL_EQUAL=9]=`EQUAL_EQUAL`,e[e.GREATER=10]=`GREATER`,e[e.GREATER_EQUAL=11]=`GREATER_EQUAL`,e[e.LESS=12]=`LESS`,e[e.LESS_EQUAL=13]=`LESS_EQUAL`,e[e.AND=14]=`AND`,e[e.OR=15]=`OR`,e[e.STAR=16]=`STAR`,e[e.NUMBER=17]=`NUMBER`,e[e.STRING=18]=`STRING`,e[e.IDENTIFIER=19]=`IDENTIFIER`,e[e.TRUE=20]=`TRUE`,e[e.FALSE=21]=`FALSE`,e[e.NULL=22]=`NULL`,e[e.EOF=23]=`EOF`})(TokenType||={});function tokenString(e){switch(e.type){case TokenType.EOF:return`EOF`;case TokenType.NUMBER:return e.lexeme;case TokenType.STRING:return e.value.toString();default:return e.lexeme}}var Lexer=class{constructor(e){this.input=e,this.start=0,this.offset=0,this.line=0,this.lastLineOffset=0,this.tokens=[]}lex(){if(this.input.length>21e3)throw Error(`ErrorExceededMaxLength`);for(;!this.atEnd();){this.start=this.offset;let e=this.next();switch(e){case`(`:this.addToken(TokenType.LEFT_PAREN);break;case`)`:this.addToken(TokenType.RIGHT_PAREN);break;case`[`:this.addToken(TokenType.LEFT_BRACKET);break;case`]`:this.addToken(TokenType.RIGHT_BRACKET);break;case`,`:this.addToken(TokenType.COMMA);break;case`.`:this.previous()!=TokenType.IDENTIFIER&&this.previous()!=TokenType.RIGHT_BRACKET&&this.previous()!=TokenType.RIGHT_PAREN&&this.previous()!=TokenType.STAR?this.consumeNumber():this.addToken(TokenType.DOT);break;case`-`:case`+`:this.consumeNumber();break;case`!`:this.addToken(this.match(`=`)?TokenType.BANG_EQUAL:TokenType.BANG);break;case`=`:if(!this.match(`=`)){this.consumeIdentifier();break}this.addToken(TokenType.EQUAL_EQUAL);break;case`<`:this.addToken(this.match(`=`)?TokenType.LESS_EQUAL:TokenType.LESS);break;case`>`:this.addToken(this.match(`=`)?TokenType.GREATER_EQUAL:TokenType.GREATER);break;case`&`:if(!this.match(`&`)){this.consumeIdentifier();break}this.addToken(TokenType.AND);break;case`|`:if(!this.match(`|`)){this.consumeIdentifier();break}this.addToken(TokenType.OR);break;case`*`:this.addToken(TokenType.STAR);break;case` `:case`\r`:case`	`:break;case`
`:++this.line,this.lastLineOffset=this.offset;break;case`'`:this.consumeString();break;default:switch(!0){case isDigit(e):this.consumeNumber();break;default:this.consumeIdentifier()}}}return this.tokens.push({type:TokenType.EOF,lexeme:``,range:this.range()}),{tokens:this.tokens}}pos(){return{line:this.line,column:this.start-this.lastLineOffset}}endPos(){return{line:this.line,column:this.offset-this.lastLineOffset}}range(){return{start:this.pos(),end:this.endPos()}}atEnd(){return this.offset>=this.input.length}peek(){return this.atEnd()?`\0`:this.input[this.offset]}peekNext(){return this.offset+1>=this.input.length?`\0`:this.input[this.offset+1]}previous(){let e=this.tokens.length;return e==0?TokenType.EOF:this.tokens[e-1].type}next(){return this.input[this.offset++]}match(e){return this.atEnd()||this.input[this.offset]!==e?!1:(this.offset++,!0)}addToken(e,t){this.tokens.push({type:e,lexeme:this.input.substring(this.start,this.offset),range:this.range(),value:t})}consumeNumber(){for(;!this.atEnd()&&(!isBoundary(this.peek())||this.peek()==`.`);)this.next();let e=this.input.substring(this.start,this.offset),t=new StringData(e).number();if(isNaN(t))throw Error(`Unexpected symbol: '${e}'. Located at position ${this.start+1} within expression: ${this.input}`);this.addToken(TokenType.NUMBER,t)}consumeString(){for(;(this.peek()!==`'`||this.peekNext()===`'`)&&!this.atEnd();)this.peek()===`
`&&this.line++,this.peek()===`'`&&this.peekNext()===`'`&&this.next(),this.next();if(this.atEnd())throw Error(`Unexpected symbol: '${this.input.substring(this.start)}'. Located at position ${this.start+1} within expression: ${this.input}`);this.next();let e=this.input.substring(this.start+1,this.offset-1);e=e.replace(`''`,`'`),this.addToken(TokenType.STRING,e)}consumeIdentifier(){for(;!this.atEnd()&&!isBoundary(this.peek());)this.next();let e=TokenType.IDENTIFIER,t,n=this.input.substring(this.start,this.offset);if(this.previous()!=TokenType.DOT)switch(n){case`true`:e=TokenType.TRUE;break;case`false`:e=TokenType.FALSE;break;case`null`:e=TokenType.NULL;break;case`NaN`:e=TokenType.NUMBER,t=NaN;break;case`Infinity`:e=TokenType.NUMBER,t=1/0}if(!isLegalIdentifier(n))throw Error(`Unexpected symbol: '${n}'. Located at position ${this.start+1} within expression: ${this.input}`);this.addToken(e,t)}};function isDigit(e){return e>=`0`&&e<=`9`}function isBoundary(e){switch(e){case`(`:case`[`:case`)`:case`]`:case`,`:case`.`:case`!`:case`>`:case`<`:case`=`:case`&`:case`|`:return!0}return/\s/.test(e)}function isLegalIdentifier(e){if(e==``)return!1;let t=e[0];if(t>=`a`&&t<=`z`||t>=`A`&&t<=`Z`||t==`_`){for(let t of e.substring(1).split(``))if(!(t>=`a`&&t<=`z`||t>=`A`&&t<=`Z`||t>=`0`&&t<=`9`||t==`_`||t==`-`))return!1;return!0}return!1}

// node_modules/@actions/expressions/dist/errors.js
const MAX_PARSER_DEPTH=50,MAX_EXPRESSION_LENGTH=21e3;var ErrorType;(function(e){e[e.ErrorUnexpectedSymbol=0]=`ErrorUnexpectedSymbol`,e[e.ErrorUnrecognizedNamedValue=1]=`ErrorUnrecognizedNamedValue`,e[e.ErrorUnexpectedEndOfExpression=2]=`ErrorUnexpectedEndOfExpression`,e[e.ErrorExceededMaxDepth=3]=`ErrorExceededMaxDepth`,e[e.ErrorExceededMaxLength=4]=`ErrorExceededMaxLength`,e[e.ErrorTooFewParameters=5]=`ErrorTooFewParameters`,e[e.ErrorTooManyParameters=6]=`ErrorTooManyParameters`,e[e.ErrorEvenParameters=7]=`ErrorEvenParameters`,e[e.ErrorUnrecognizedContext=8]=`ErrorUnrecognizedContext`,e[e.ErrorUnrecognizedFunction=9]=`ErrorUnrecognizedFunction`})(ErrorType||={});var ExpressionError=class extends Error{constructor(e,t){super(`${errorDescription(e)}: '${tokenString(t)}'`),this.typ=e,this.tok=t,this.pos=this.tok.range.start}};function errorDescription(e){switch(e){case ErrorType.ErrorUnexpectedEndOfExpression:return`Unexpected end of expression`;case ErrorType.ErrorUnexpectedSymbol:return`Unexpected symbol`;case ErrorType.ErrorUnrecognizedNamedValue:return`Unrecognized named-value`;case ErrorType.ErrorExceededMaxDepth:return`Exceeded max expression depth 50`;case ErrorType.ErrorExceededMaxLength:return`Exceeded max expression length ${MAX_EXPRESSION_LENGTH}`;case ErrorType.ErrorTooFewParameters:return`Too few parameters supplied`;case ErrorType.ErrorTooManyParameters:return`Too many parameters supplied`;case ErrorType.ErrorEvenParameters:return`Even number of parameters supplied, requires an odd number of parameters`;case ErrorType.ErrorUnrecognizedContext:return`Unrecognized named-value`;case ErrorType.ErrorUnrecognizedFunction:return`Unrecognized function`;default:return`Unknown error`}}var ExpressionEvaluationError=class extends Error{};

// node_modules/@actions/expressions/dist/funcs/case.js
const caseFunc={name:`case`,description:"`case( pred1, val1, pred2, val2, ..., default )`\n\nEvaluates predicates in order and returns the value corresponding to the first predicate that evaluates to `true`. If no predicate matches, it returns the last argument as the default value.",minArgs:3,maxArgs:2**53-1,call:(...e)=>{for(let t=0;t<e.length-1;t+=2){let n=e[t];if(n.kind!==Kind.Boolean)throw Error(`case predicate must evaluate to a boolean value`);if(n.value)return e[t+1]}return e[e.length-1]}};

// node_modules/@actions/expressions/dist/result.js
function falsy(e){switch(e.kind){case Kind.Null:return!0;case Kind.Boolean:return!e.value;case Kind.Number:{let t=e.value;return t===0||isNaN(t)}case Kind.String:return e.value.length===0}return!1}function truthy$1(e){return!falsy(e)}function coerceTypes(e,t){let n=e,r=t;if(e.kind===t.kind)return[n,r];switch(e.kind){case Kind.Number:if(t.kind===Kind.String)return r=new NumberData(t.number()),[n,r];break;case Kind.String:if(t.kind===Kind.Number)return n=new NumberData(e.number()),[n,r];break;case Kind.Null:case Kind.Boolean:return n=new NumberData(e.number()),coerceTypes(n,r)}switch(t.kind){case Kind.Null:case Kind.Boolean:return r=new NumberData(t.number()),coerceTypes(n,r)}return[n,r]}function equals(e,t){let[n,r]=coerceTypes(e,t);if(n.kind!=r.kind)return!1;switch(n.kind){case Kind.Null:return!0;case Kind.Number:{let e=n.value,t=r.value;return isNaN(e)||isNaN(t)?!1:e==t}case Kind.String:{let e=n.value,t=r.value;return toUpperSpecial(e)===toUpperSpecial(t)}case Kind.Boolean:return n.value==r.value;case Kind.Dictionary:case Kind.Array:return n===r}return!1}function greaterThan(e,t){let[n,r]=coerceTypes(e,t);if(n.kind!=r.kind)return!1;switch(n.kind){case Kind.Number:{let e=n.value,t=r.value;return isNaN(e)||isNaN(t)?!1:e>t}case Kind.String:{let e=n.value,t=r.value;return e=toUpperSpecial(e),t=toUpperSpecial(t),e>t}case Kind.Boolean:{let e=n.value,t=r.value;return e&&!t}}return!1}function lessThan(e,t){let[n,r]=coerceTypes(e,t);if(n.kind!=r.kind)return!1;switch(n.kind){case Kind.Number:{let e=n.value,t=r.value;return isNaN(e)||isNaN(t)?!1:e<t}case Kind.String:{let e=n.value,t=r.value;return e=toUpperSpecial(e),t=toUpperSpecial(t),e<t}case Kind.Boolean:{let e=n.value,t=r.value;return!e&&t}}return!1}function toUpperSpecial(e){let t=[],n=0,r=e.length,i=e.indexOf(`ı`);for(;n<r;)if(n<i)t.push(e.substring(n,i).toUpperCase()),n=i;else if(n==i)t.push(e.substring(n,n+1)),n+=1,i=e.indexOf(`ı`,n);else{t.push(e.substring(n).toUpperCase());break}return t.join(``)}

// node_modules/@actions/expressions/dist/funcs/contains.js
const contains={name:`contains`,description:"`contains( search, item )`\n\nReturns `true` if `search` contains `item`. If `search` is an array, this function returns `true` if the `item` is an element in the array. If `search` is a string, this function returns `true` if the `item` is a substring of `search`. This function is not case sensitive. Casts values to a string.",minArgs:2,maxArgs:2,call:(...e)=>{let t=e[0],n=e[1];if(t.primitive){let e=t.coerceString();if(n.primitive){let t=n.coerceString();return new BooleanData(e.toLowerCase().includes(t.toLowerCase()))}}else if(t.kind===Kind.Array){let e=t;if(e.values().length===0)return new BooleanData(!1);for(let t of e.values())if(equals(n,t))return new BooleanData(!0)}return new BooleanData(!1)}};

// node_modules/@actions/expressions/dist/funcs/endswith.js
const endswith={name:`endsWith`,description:"`endsWith( searchString, searchValue )`\n\nReturns `true` if `searchString` ends with `searchValue`. This function is not case sensitive. Casts values to a string.",minArgs:2,maxArgs:2,call:(...e)=>{let t=e[0];if(!t.primitive)return new BooleanData(!1);let n=e[1];if(!n.primitive)return new BooleanData(!1);let r=toUpperSpecial(t.coerceString()),i=toUpperSpecial(n.coerceString());return new BooleanData(r.endsWith(i))}};

// node_modules/@actions/expressions/dist/funcs/format.js
const format={name:`format`,description:"`format( string, replaceValue0, replaceValue1, ..., replaceValueN)`\n\nReplaces values in the `string`, with the variable `replaceValueN`. Variables in the `string` are specified using the `{N}` syntax, where `N` is an integer. You must specify at least one `replaceValue` and `string`. There is no maximum for the number of variables (`replaceValueN`) you can use. Escape curly braces using double braces.",minArgs:1,maxArgs:255,call:(...e)=>{let t=e[0].coerceString(),n=[],r=0;for(;r<t.length;){let i=t.indexOf(`{`,r),a=t.indexOf(`}`,r);if(i>=0&&(a<0||a>i)){if(safeCharAt(t,i+1)===`{`){n.push(t.substr(r,i-r+1)),r=i+2;continue}if(a>i+1){let o=readArgIndex(t,i+1);if(o.success){if(1+o.result>e.length-1)throw Error(`The following format string references more arguments than were supplied: ${t}`);i>r&&n.push(t.substr(r,i-r)),n.push(`${e[1+o.result].coerceString()}`),r=a+1;continue}}throw Error(`The following format string is invalid: ${t}`)}if(a>=0){if(safeCharAt(t,a+1)===`}`)n.push(t.substr(r,a-r+1)),r=a+2;else throw Error(`The following format string is invalid: ${t}`)}else{n.push(t.substr(r));break}}return new StringData(n.join(``))}};function safeCharAt(e,t){return e.length>t?e[t]:`\0`}function readArgIndex(e,t){let n=0;for(;;){let r=safeCharAt(e,t+n);if(r>=`0`&&r<=`9`)n++;else break}if(n<1)return{success:!1};let r=t+n-1,i=parseInt(e.substr(t,n));return{success:!isNaN(i),result:i,endIndex:r}}

// node_modules/@actions/expressions/dist/funcs/fromjson.js
const fromjson={name:`fromJson`,description:"`fromJSON(value)`\n\nReturns a JSON object or JSON data type for `value`. You can use this function to provide a JSON object as an evaluated expression or to convert environment variables from a string.",minArgs:1,maxArgs:1,call:(...e)=>{let t=e[0].coerceString();if(t.trim()===``)throw Error(`empty input`);try{return JSON.parse(t,reviver)}catch(e){throw new ExpressionEvaluationError(`Error parsing JSON when evaluating fromJson`,{cause:e})}}};

// node_modules/@actions/expressions/dist/funcs/join.js
const join$1={name:`join`,description:"`join( array, optionalSeparator )`\n\nThe value for `array` can be an array or a string. All values in `array` are concatenated into a string. If you provide `optionalSeparator`, it is inserted between the concatenated values. Otherwise, the default separator `,` is used. Casts values to a string.",minArgs:1,maxArgs:2,call:(...e)=>{if(e[0].primitive)return new StringData(e[0].coerceString());if(e[0].kind===Kind.Array){let t=`,`;return e.length>1&&e[1].primitive&&(t=e[1].coerceString()),new StringData(e[0].values().map(e=>e.coerceString()).join(t))}return new StringData(``)}};

// node_modules/@actions/expressions/dist/funcs/startswith.js
const startswith={name:`startsWith`,description:"`startsWith( searchString, searchValue )`\n\nReturns `true` when `searchString` starts with `searchValue`. This function is not case sensitive. Casts values to a string.",minArgs:2,maxArgs:2,call:(...e)=>{let t=e[0];if(!t.primitive)return new BooleanData(!1);let n=e[1];if(!n.primitive)return new BooleanData(!1);let r=toUpperSpecial(t.coerceString()),i=toUpperSpecial(n.coerceString());return new BooleanData(r.startsWith(i))}};

// node_modules/@actions/expressions/dist/funcs/tojson.js
const tojson={name:`toJson`,description:"`toJSON(value)`\n\nReturns a pretty-print JSON representation of `value`. You can use this function to debug the information provided in contexts.",minArgs:1,maxArgs:1,call:(...e)=>new StringData(JSON.stringify(e[0],replacer,`  `))};

// node_modules/@actions/expressions/dist/funcs.js
const wellKnownFunctions={case:caseFunc,contains,endswith,format,fromjson,join:join$1,startswith,tojson};function validateFunction(e,t,n){let r=t.lexeme.toLowerCase(),i;if(i=wellKnownFunctions[r],!i&&(i=e.extensionFunctions.get(r),!i)){if(!e.allowUnknownKeywords)throw new ExpressionError(ErrorType.ErrorUnrecognizedFunction,t)}else{if(n<i.minArgs)throw new ExpressionError(ErrorType.ErrorTooFewParameters,t);if(n>i.maxArgs)throw new ExpressionError(ErrorType.ErrorTooManyParameters,t);if(r===`case`&&n%2==0)throw new ExpressionError(ErrorType.ErrorEvenParameters,t)}}

// node_modules/@actions/expressions/dist/parser.js
var Parser=class{constructor(e,t,n){this.tokens=e,this.offset=0,this.depth=0,this.extContexts=new Map,this.extFuncs=new Map;for(let e of t)this.extContexts.set(e.toLowerCase(),!0);for(let{name:e,func:t}of n.map(e=>({name:e.name,func:e})))this.extFuncs.set(e.toLowerCase(),t);this.context={allowUnknownKeywords:!1,extensionContexts:this.extContexts,extensionFunctions:this.extFuncs}}parse(){let e;if(this.atEnd())return e;if(e=this.expression(),!this.atEnd())throw this.buildError(ErrorType.ErrorUnexpectedSymbol,this.peek());return e}expression(){this.incrDepth();try{return this.logicalOr()}finally{this.decrDepth()}}logicalOr(){let e=this.logicalAnd();if(this.check(TokenType.OR)){this.incrDepth();try{let t=new Logical(this.peek(),[e]);for(e=t;this.match(TokenType.OR);){let e=this.logicalAnd();t.args.push(e)}}finally{this.decrDepth()}}return e}logicalAnd(){let e=this.equality();if(this.check(TokenType.AND)){this.incrDepth();try{let t=new Logical(this.peek(),[e]);for(e=t;this.match(TokenType.AND);){let e=this.equality();t.args.push(e)}}finally{this.decrDepth()}}return e}equality(){let e=this.comparison();for(;this.match(TokenType.BANG_EQUAL,TokenType.EQUAL_EQUAL);){let t=this.previous(),n=this.comparison();e=new Binary(e,t,n)}return e}comparison(){let e=this.unary();for(;this.match(TokenType.GREATER,TokenType.GREATER_EQUAL,TokenType.LESS,TokenType.LESS_EQUAL);){let t=this.previous(),n=this.unary();e=new Binary(e,t,n)}return e}unary(){if(this.match(TokenType.BANG)){this.incrDepth();let e=this.previous(),t=this.unary();try{return new Unary(e,t)}finally{this.decrDepth()}}return this.index()}index(){let e=this.call(),t=0;if(e instanceof Grouping||e instanceof FunctionCall||e instanceof ContextAccess){let n=!0;for(;n;)switch(!0){case this.match(TokenType.LEFT_BRACKET):{let n;n=this.match(TokenType.STAR)?new Star:this.expression(),this.consume(TokenType.RIGHT_BRACKET,ErrorType.ErrorUnexpectedSymbol),this.incrDepth(),t++,e=new IndexAccess(e,n);break}case this.match(TokenType.DOT):if(this.incrDepth(),t++,this.match(TokenType.IDENTIFIER)){let t=this.previous();e=new IndexAccess(e,new Literal(new StringData(t.lexeme),t))}else if(this.match(TokenType.STAR))e=new IndexAccess(e,new Star);else throw this.buildError(ErrorType.ErrorUnexpectedSymbol,this.peek());break;default:n=!1}}for(let e=0;e<t;e++)this.decrDepth();return e}call(){if(!this.check(TokenType.IDENTIFIER))return this.primary();let e=this.next();if(!this.match(TokenType.LEFT_PAREN)){if(!this.extContexts.has(e.lexeme.toLowerCase()))throw this.buildError(ErrorType.ErrorUnrecognizedContext,e);return new ContextAccess(e)}let t=[];for(;!this.match(TokenType.RIGHT_PAREN);){let e=this.expression();t.push(e),this.check(TokenType.RIGHT_PAREN)||this.consume(TokenType.COMMA,ErrorType.ErrorUnexpectedSymbol)}return validateFunction(this.context,e,t.length),new FunctionCall(e,t)}primary(){switch(!0){case this.match(TokenType.FALSE):return new Literal(new BooleanData(!1),this.previous());case this.match(TokenType.TRUE):return new Literal(new BooleanData(!0),this.previous());case this.match(TokenType.NULL):return new Literal(new Null,this.previous());case this.match(TokenType.NUMBER):return new Literal(new NumberData(this.previous().value),this.previous());case this.match(TokenType.STRING):return new Literal(new StringData(this.previous().value),this.previous());case this.match(TokenType.LEFT_PAREN):{let e=this.expression();if(this.atEnd())throw this.buildError(ErrorType.ErrorUnexpectedEndOfExpression,this.previous());return this.consume(TokenType.RIGHT_PAREN,ErrorType.ErrorUnexpectedSymbol),new Grouping(e)}case this.atEnd():throw this.buildError(ErrorType.ErrorUnexpectedEndOfExpression,this.previous())}throw this.buildError(ErrorType.ErrorUnexpectedSymbol,this.peek())}match(...e){for(let t of e)if(this.check(t))return this.next(),!0;return!1}check(e){return!this.atEnd()&&this.peek().type==e}atEnd(){return this.peek().type==TokenType.EOF}next(){return this.atEnd()||this.offset++,this.previous()}peek(){return this.tokens[this.offset]}previous(){return this.tokens[this.offset-1]}consume(e,t){if(this.check(e))this.next();else throw this.buildError(t,this.peek())}incrDepth(){if(this.depth++,this.depth>50)throw this.buildError(ErrorType.ErrorExceededMaxDepth,this.peek())}decrDepth(){this.depth--}buildError(e,t){return new ExpressionError(e,t)}};

// src/pipeline/expression-data.ts
/**
* The library keeps its index in a plain `{}`, where `constructor` and `__proto__` are found without having been added.
* As on GitHub keys don't tell upper from lower case, but of two that differ in nothing else the exact one wins.
*/
var Dictionary = class extends Dictionary$1 {
	#exact = /* @__PURE__ */ new Map();
	#folded = /* @__PURE__ */ new Map();
	add(key, value) {
		this.#exact.set(key, value);
		const folded = key.toLowerCase();
		if (!this.#folded.has(folded)) this.#folded.set(folded, value);
	}
	get(key) {
		return this.#exact.get(key) ?? this.#folded.get(key.toLowerCase());
	}
	values() {
		return [...this.#exact.values()];
	}
	pairs() {
		return [...this.#exact].map(([key, value]) => ({
			key,
			value
		}));
	}
};
/** The library prints with `toFixed(15)`, which turns a learning rate of 1e-16 into 0. */
var PrintedNumber = class extends NumberData {
	coerceString() {
		return numberText(this.value);
	}
};
const exactNumber = (value) => new PrintedNumber(value);
function toData(value) {
	if (value === null) return new Null();
	switch (typeof value) {
		case "string": return new StringData(value);
		case "number": return exactNumber(value);
		case "boolean": return new BooleanData(value);
		default: return isList$2(value) ? listData(value) : dictionaryData(value);
	}
}
const isList$2 = (value) => Array.isArray(value);
function listData(items) {
	const list = new Array$1();
	for (const item of items) list.add(toData(item));
	return list;
}
function dictionaryData(entries) {
	return dictionaryOf(Object.entries(entries).map(([key, value]) => [key, toData(value)]));
}
function dictionaryOf(entries) {
	const dictionary = new Dictionary();
	for (const [key, value] of entries) dictionary.add(key, value);
	return dictionary;
}
function toJson(data) {
	if (data instanceof Null) return null;
	if (data instanceof Array$1) return data.values().map(toJson);
	if (data instanceof Dictionary$1) return Object.fromEntries(data.pairs().map(({ key, value }) => [key, toJson(value)]));
	return data.value;
}
/**
* As GitHub prints: .NET's "G15", so 0.00001 is `1E-05`. Whole numbers that are exact stay exact, where GitHub
* rounds those of 16 digits: a seed must arrive as it was written.
*/
function numberText(value) {
	if (Number.isSafeInteger(value)) return (value + 0).toString().replace(/^-0$/, "0");
	if (!Number.isFinite(value)) return String(value);
	const [digits = "", exponentText = "0"] = value.toExponential(14).split("e");
	const exponent = Number(exponentText);
	if (exponent > -5 && exponent < 15) return withoutZeros(value.toFixed(Math.min(100, 14 - exponent)));
	const sign = exponent < 0 ? "-" : "+";
	return `${withoutZeros(digits)}E${sign}${String(Math.abs(exponent)).padStart(2, "0")}`;
}
const withoutZeros = (digits) => digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits;

// src/pipeline/expression-fault.ts
const syntaxFault = (span, message, hint) => ({
	code: "expression-syntax",
	message,
	span,
	hint
});
/** User text in a message: one line, cut short. */
function excerpt(text) {
	const line = text.replace(/\s+/g, " ");
	return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}

// src/pipeline/expression-function.ts
/** Lower case: functions are called in any. */
const statusFunctions = /* @__PURE__ */ new Set([
	"success",
	"failure",
	"always",
	"cancelled"
]);
/** All names that can be called, as GitHub's documentation spells them. */
const functionNames = [..."case contains endsWith format fromJSON join startsWith toJSON".split(" "), ..."hashFiles success failure always cancelled".split(" ")];
const known$2 = new Set(functionNames.map((name) => name.toLowerCase()));
const isFunction = (name) => known$2.has(name.toLowerCase());
/** The functions that the parser does not know by itself, with how many arguments each takes. */
const signatures = [{
	name: "hashFiles",
	minArgs: 1,
	maxArgs: 255
}, ...[...statusFunctions].map((name) => ({
	name,
	minArgs: 0,
	maxArgs: 0
}))];
/** Implementations that go before the library's: its `fromJSON` builds dictionaries that mistake `constructor` for a key. */
function implementations(context) {
	const { status, hashFiles } = context;
	return new Map(Object.entries({
		fromjson: (text) => fromJson(text?.coerceString() ?? ""),
		tojson: (value) => new StringData(JSON.stringify(value && toJson(value), void 0, 2)),
		hashfiles: (...patterns) => new StringData(required(hashFiles, "hashFiles")(patterns.map((item) => item.coerceString()))),
		always: () => new BooleanData(true),
		success: () => new BooleanData(required(status, "success").success()),
		failure: () => new BooleanData(required(status, "failure").failure()),
		cancelled: () => new BooleanData(required(status, "cancelled").cancelled())
	}).map(([name, call]) => [name, {
		name,
		minArgs: 0,
		maxArgs: 255,
		call
	}]));
}
function required(part, name) {
	if (part === void 0) throw new Error(`${name}() is not known here`);
	return part;
}
function fromJson(text) {
	if (text.trim() === "") throw new Error("fromJSON was given an empty text");
	return toData(parseJson(text));
}
function parseJson(text) {
	try {
		return JSON.parse(text);
	} catch {
		const shown = text.length > 40 ? `${text.slice(0, 39)}…` : text;
		throw new Error(`fromJSON was given a text that is not JSON: ${shown}`);
	}
}

// src/pipeline/expression-syntax.ts
/** Parses the text between the braces, names unchecked. Spans are offsets into `source`. */
function parseExpression(source) {
	const all = {
		start: 0,
		end: source.length
	};
	if (source.trim() === "") return err(syntaxFault(all, "The expression is empty", "Write a name in it, such as params.epochs"));
	if (source.length > 21e3) return err(syntaxFault(all, `The expression is longer than ${MAX_EXPRESSION_LENGTH} characters`, "Move its logic into the command"));
	const flat = flatten(source);
	const tokens = tokenize(flat);
	return tokens.ok ? parse$1(source, tokens.value) : err(symbolFault(flat, tokens.error));
}
/** With no line break outside strings a token's column, which is all that the library tells, is its offset. */
const flatten = (source) => source.replace(/'(?:[^']|'')*'|\s/g, (piece) => /^\s$/.test(piece) ? " " : piece);
/** The error is the offset of a symbol that is none. */
function tokenize(source) {
	try {
		return ok(new Lexer(source).lex().tokens);
	} catch (error) {
		const tail = ` within expression: ${source}`;
		const message = error instanceof Error ? error.message.slice(0, -tail.length) : "";
		return err(Number(/ position (\d+)$/.exec(message)?.[1] ?? 1) - 1);
	}
}
function symbolFault(source, start) {
	if (source[start] === "'") return syntaxFault({
		start,
		end: start + 1
	}, "A quoted string is never closed", "Close it with '; write '' for a quote inside it");
	const symbol = /^"[^"]*"?|^\S[^\s()[\],!<>=&|]*/.exec(source.slice(start))?.[0] ?? source.slice(start, start + 1);
	const span = {
		start,
		end: start + symbol.length
	};
	return syntaxFault(span, `Unexpected ${excerpt(symbol)} in an expression`, symbolHint(symbol));
}
const habits = [
	[/^["`]/, "Write strings in single quotes: 'like this'"],
	[/^\$/, "Leave out the inner ${{ }}: all between the braces is an expression"],
	[/^=/, "Compare with =="],
	[/^&/, "Write && for and"],
	[/^\|/, "Write || for or; there are no filters"],
	[/^[?:]/, "Write condition && value || other"],
	[/^[-+*/%]|[*/%]/, "Expressions have no arithmetic: do it in the command"],
	[/^[{}]/, "Use fromJSON('…') for objects and lists"],
	[/^[;#]/, "Leave it out: an expression is one value without comments"]
];
const symbolHint = (symbol) => habits.find(([shape]) => shape.test(symbol))?.[1] ?? "Join values with an operator such as ==, && or ||";
function parse$1(source, tokens) {
	try {
		const ast = new Parser([...tokens], names$1(tokens), functions(tokens)).parse();
		return ok({
			source,
			ast
		});
	} catch (error) {
		if (error instanceof ExpressionError) return err(parserFault(error, source));
		throw error;
	}
}
const names$1 = (tokens) => tokens.filter(({ type }) => type === TokenType.IDENTIFIER).map(({ lexeme }) => lexeme);
function functions(tokens) {
	return [...names$1(tokens).map((name) => ({
		name,
		minArgs: 0,
		maxArgs: Number.POSITIVE_INFINITY
	})), ...signatures];
}
function parserFault(error, source) {
	const { typ, tok } = error;
	const end = {
		start: source.length - 1,
		end: source.length
	};
	switch (typ) {
		case ErrorType.ErrorExceededMaxDepth: return tooDeep({
			start: 0,
			end: source.length
		});
		case ErrorType.ErrorTooFewParameters:
		case ErrorType.ErrorTooManyParameters:
		case ErrorType.ErrorEvenParameters: return argumentFault(typ, tok);
		default:
			if (tok.type === TokenType.EOF || typ === ErrorType.ErrorUnexpectedEndOfExpression) return syntaxFault(end, "The expression ends too early", "Close each ( and [, and give each operator both its sides");
			return syntaxFault(spanOf$1(tok), `Unexpected ${excerpt(tok.lexeme)} in an expression`, symbolHint(tok.lexeme));
	}
}
const argumentProblems = /* @__PURE__ */ new Map([
	[ErrorType.ErrorTooFewParameters, "too few arguments"],
	[ErrorType.ErrorTooManyParameters, "too many arguments"],
	[ErrorType.ErrorEvenParameters, "no default: its last argument is the value where no condition holds"]
]);
const argumentFault = (type, token) => syntaxFault(spanOf$1(token), `${token.lexeme} has ${argumentProblems.get(type)}`, "Look up its arguments among the functions of GitHub's expressions");
const tooDeep = (span) => syntaxFault(span, "The expression is nested too deep", "Split it, or move its logic into the command");
const spanOf$1 = (token) => ({
	start: token.range.start.column,
	end: token.range.end.column
});
/** What a literal stands for: the library undoubles only the first '' of a string. */
function literalData(literal) {
	const { token } = literal;
	if (token.type === TokenType.STRING) return new StringData(token.lexeme.slice(1, -1).replaceAll("''", "'"));
	return literal.literal instanceof NumberData ? exactNumber(literal.literal.value) : literal.literal;
}

// src/pipeline/expression-survey.ts
const maxDepth$1 = 200;
/** Every context and function that an expression names. Iterative, since a chain of comparisons can be thousands deep. */
function survey(ast) {
	const references = [];
	const calls = [];
	const open = [{
		expr: ast,
		depth: 0
	}];
	for (let next = open.pop(); next; next = open.pop()) {
		const { expr, depth } = next;
		if (depth > maxDepth$1) return {
			references,
			calls,
			isTooDeep: true
		};
		if (expr instanceof FunctionCall) calls.push({
			name: expr.functionName.lexeme,
			span: spanOf$1(expr.functionName)
		});
		const { root, keys, indexes } = chain(expr);
		if (root instanceof ContextAccess) references.push({
			context: root.name.lexeme.toLowerCase(),
			span: spanOf$1(root.name),
			keys
		});
		const below = root === expr ? children(expr) : root instanceof ContextAccess ? indexes : [root, ...indexes];
		for (const child of below) open.push({
			expr: child,
			depth: depth + 1
		});
	}
	return {
		references,
		calls,
		isTooDeep: false
	};
}
function children(expr) {
	if (expr instanceof Unary) return [expr.expr];
	if (expr instanceof Binary) return [expr.left, expr.right];
	if (expr instanceof Logical || expr instanceof FunctionCall) return expr.args;
	return [];
}
/** Follows `.name` and `[index]` down to what they start from. */
function chain(expr) {
	const keys = [];
	const indexes = [];
	let root = expr;
	while (root instanceof IndexAccess || root instanceof Grouping) {
		if (root instanceof IndexAccess) {
			keys.unshift(keyOf$1(root.index));
			if (!(root.index instanceof Star || root.index instanceof Literal)) indexes.push(root.index);
		}
		root = root instanceof IndexAccess ? root.expr : root.group;
	}
	return {
		root,
		keys,
		indexes
	};
}
const keyOf$1 = (index) => index instanceof Literal ? {
	name: literalData(index).coerceString(),
	span: spanOf$1(index.token)
} : "computed";

// src/pipeline/expression-hole.ts
/** Reads the `${{` at `start` up to its `}}`; one inside a quoted string of the expression does not end it. */
function readHole(text, start) {
	let quote = -1;
	for (let at = start + 3; at < text.length; at++) if (text[at] === "'") quote = quote === -1 ? at : -1;
	else if (quote === -1 && text.startsWith("}}", at)) return ok(trimmed(text, start, at));
	return err(unclosed$1(text, start, quote));
}
function trimmed(text, start, close) {
	const inner = text.slice(start + 3, close);
	const innerStart = start + 3 + (inner.length - inner.trimStart().length);
	return {
		start,
		end: close + 2,
		innerStart,
		innerEnd: Math.max(innerStart, innerStart + inner.trim().length)
	};
}
function unclosed$1(text, start, quote) {
	if (quote !== -1 && text.includes("}}", quote)) {
		const span = {
			start: quote,
			end: quote + 1
		};
		return syntaxFault(span, "A quoted string inside ${{ }} is never closed", "Close it with '; write '' for a quote inside it");
	}
	return syntaxFault({
		start,
		end: start + 3
	}, "${{ is never closed", "Close it with }}; for these three characters as text write ${{ '${{' }}");
}

// src/pipeline/github-context.ts
/**
* What `github.` knows here: GitHub's context less its token, less what belongs to one step of a workflow and less
* paths of the runner.
*/
const githubProperties = [
	..."actor actor_id api_url base_ref event event_name graphql_url head_ref job ref ref_name ref_protected".split(" "),
	..."ref_type repository repository_id repository_owner repository_owner_id retention_days run_attempt".split(" "),
	..."run_id run_number server_url sha triggering_actor workflow workflow_ref workflow_sha workspace".split(" ")
];
/** Why a property of GitHub's own context is missing, and what to use. */
const githubHint = (name) => name.toLowerCase() === "token" ? "Pass the token as a secret: list it under the step's secrets and read it as an environment variable: \"$GITHUB_TOKEN\"" : void 0;

// src/pipeline/expression-name.ts
const contexts = [
	"params",
	"matrix",
	"github",
	"env",
	"needs"
];
const foreign = {
	secrets: "List the secret under the step's secrets and read it as an environment variable: \"$NAME\"",
	steps: "Write needs.<step>.values.<name>; each step of a pipeline runs by itself",
	jobs: "Write needs.<step>.values.<name>",
	inputs: "Write params.<name> for a param of the pipeline; inputs of a workflow are passed with --param",
	vars: "Declare a param and let the workflow pass the variable with --param",
	runner: "Read RUNNER_OS, RUNNER_ARCH or RUNNER_TEMP in the command as environment variables",
	job: "Write needs.<step>.result for the result of another step",
	strategy: "Write matrix.<axis>"
};
/** The fault of one reference such as `needs.train.values.rows`, or undefined when its names are known. */
function nameFault(reference, scope) {
	const fault = unknownIn(reference, scope);
	if (!fault || !scope.isLost) return fault;
	const names = reference.keys.map((key) => key === "computed" ? "" : key.name);
	return scope.isLost(reference.context, names) ? {
		...fault,
		isFollowOn: true
	} : fault;
}
function unknownIn(reference, scope) {
	const [first, ...rest] = reference.keys;
	switch (reference.context) {
		case "params": return memberFault("param", first, scope.params, "params");
		case "env": return memberFault("env variable", first, scope.env, "variables of env in this file");
		case "matrix": return matrixFault(reference, scope);
		case "github": return memberFault("property of github", first, githubProperties, "properties", githubHint);
		case "needs": return needsFault(reference.span, first, rest, scope);
		default: return contextFault(reference);
	}
}
function contextFault({ context, span }) {
	const hint = Object.hasOwn(foreign, context) ? foreign[context] : void 0;
	return unknownName(span, `There is no context ${context} in a pipeline`, hint ?? suggestionHint(context, contexts, "contexts"));
}
function matrixFault({ keys, span }, scope) {
	if (scope.matrix.length > 0) return memberFault("axis", keys[0], scope.matrix, "axes of this step's matrix");
	return unknownName(span, "matrix is known only in a step that has one", "Add strategy: {matrix: …} to the step, or use a param");
}
function memberFault(noun, key, known, plural, ownHint) {
	if (key === void 0 || key === "computed" || includes(known, key.name)) return void 0;
	const hint = ownHint?.(key.name) ?? suggestionHint(key.name, known, plural);
	return unknownName(key.span, `There is no ${noun} "${key.name}"`, hint);
}
function needsFault(span, id, rest, scope) {
	if (!scope.needs) return unknownName(span, "needs is known only in if, env and command", "Use params here, or move it: what shapes the plan cannot wait for results");
	if (id === void 0) return void 0;
	if (id === "computed") return void 0;
	const step = scope.needs.get(id.name);
	if (step) return stepFault({
		id: id.name,
		step
	}, rest);
	return unknownName(id.span, `There is no step "${id.name}"`, suggestionHint(id.name, scope.needs.keys(), "steps"));
}
function stepFault(needed, [member, ...rest]) {
	if (member === void 0 || member === "computed") return void 0;
	const { id, step } = needed;
	switch (member.name.toLowerCase()) {
		case "result": return;
		case "values": return step.isMatrix ? matrixValuesFault(needed, member.span) : valueFault(needed, rest[0]);
		case "legs": return step.isMatrix ? legFault(needed, rest) : unknownName(member.span, `Step "${id}" has no matrix, so no legs`, `Write needs.${id}.values or needs.${id}.result`);
		default: return unknownName(member.span, `needs.${id} has no "${member.name}"`, memberHint(member.name, step.isMatrix));
	}
}
const memberHint = (name, isMatrix) => name.toLowerCase() === "outputs" ? "Write values: what a step writes to $STEPOPS_VALUES; its outputs are files" : suggestionHint(name, isMatrix ? ["result", "legs"] : ["result", "values"], "properties");
const matrixValuesFault = ({ id }, span) => unknownName(span, `Step "${id}" has a matrix, so its legs have values of their own`, `Write needs.${id}.legs.*.values for a list with those of every leg`);
function legFault(needed, [index, member, value]) {
	if (index !== void 0 && index !== "computed" && !/^\d+$/.test(index.name)) return unknownName(index.span, `legs is a list, so it has no "${index.name}"`, `Write needs.${needed.id}.legs.*.${index.name} for a list with that of every leg`);
	if (member === void 0 || member === "computed") return void 0;
	const parts = [
		"matrix",
		"result",
		"values"
	];
	if (!includes(parts, member.name)) return unknownName(member.span, `A leg has no "${member.name}"`, suggestionHint(member.name, parts, "properties of a leg"));
	return member.name.toLowerCase() === "values" ? valueFault(needed, value) : void 0;
}
function valueFault({ id, step }, key) {
	if (key === void 0 || key === "computed" || includes(step.values, key.name)) return void 0;
	const hint = step.values.length > 0 ? suggestionHint(key.name, step.values, `values of ${id}`) : `List it in step "${id}": values: [${key.name}]`;
	return {
		code: "unknown-value",
		message: `Step "${id}" does not declare a value "${key.name}"`,
		span: key.span,
		hint
	};
}
const unknownName = (span, message, hint) => ({
	code: "unknown-name",
	message,
	span,
	hint
});
const includes = (known, name) => foldedNames(known).has(name.toLowerCase());
const folded$1 = /* @__PURE__ */ new WeakMap();
function foldedNames(names) {
	const known = folded$1.get(names) ?? new Set(names.map((name) => name.toLowerCase()));
	folded$1.set(names, known);
	return known;
}

// src/pipeline/expression-scope.ts
/** Every name in an expression that its place does not know, in the order in which they are written. */
function scopeFaults({ source, ast }, scope) {
	const { references, calls, isTooDeep } = survey(ast);
	if (isTooDeep) return [tooDeep({
		start: 0,
		end: source.length
	})];
	return [...references.map((each) => nameFault(each, scope)), ...calls.map((each) => callFault(each, scope))].filter((fault) => fault !== void 0).toSorted((a, b) => a.span.start - b.span.start);
}
function callFault({ name, span }, scope) {
	const fault = (message, hint) => ({
		code: "unknown-name",
		message,
		span,
		hint
	});
	if (!isFunction(name)) return fault(`There is no function ${name}`, suggestionHint(name, functionNames, "functions"));
	if (statusFunctions.has(name.toLowerCase()) && !scope.status) return fault(`${name}() is known only in if`, "Move it to the step's if");
	if (name.toLowerCase() === "hashfiles" && !scope.needs) return fault(`${name}() is known only in if, env and command`, "Move it to one of these: files may change before the step starts");
}

// src/pipeline/template.ts
/** Reads a string with any number of `${{ }}` and checks every name in them; all faults are reported together. */
function parseTemplate(text, scope) {
	const parts = [];
	const faults = [];
	let rest = 0;
	for (let at = text.indexOf("${{"); at !== -1; at = text.indexOf("${{", rest)) {
		const hole = readHole(text, at);
		if (!hole.ok) return err([...faults, hole.error]);
		const parsed = parseHole(text, hole.value, scope);
		if (!parsed.ok) faults.push(...parsed.error);
		else parts.push(text.slice(rest, at), parsed.value);
		rest = hole.value.end;
	}
	parts.push(text.slice(rest));
	if (faults.length > 0) return err(faults);
	return ok(parts.length === 1 ? parts : parts.filter((part) => part !== ""));
}
/** The expression in a hole, its names checked. */
function parseHole(text, hole, scope) {
	const source = text.slice(hole.innerStart, hole.innerEnd);
	return parseWithin(source, source === "" ? hole : {
		start: hole.innerStart,
		end: hole.innerEnd
	}, scope);
}
/** Parses and checks `source`, which lies at `place` of the string that faults point into. */
function parseWithin(source, place, scope) {
	const parsed = parseExpression(source);
	const faults = parsed.ok ? scopeFaults(parsed.value, scope) : [parsed.error];
	if (parsed.ok && faults.length === 0) return parsed;
	return err(faults.map((fault) => ({
		...fault,
		span: source === "" ? spanIn(place) : moved(fault.span, place.start)
	})));
}
const spanIn = ({ start, end }) => ({
	start,
	end
});
const moved = ({ start, end }, by) => ({
	start: start + by,
	end: end + by
});

// src/pipeline/condition.ts
/** `if:` with or without `${{ }}`; booleans are given as text. */
function parseCondition(text, scope) {
	const parsed = parse(text, scope);
	if (!parsed.ok) return parsed;
	const { calls } = survey(parsed.value.ast);
	return ok({
		expression: parsed.value,
		usesStatus: calls.some(({ name }) => statusFunctions.has(name.toLowerCase()))
	});
}
function parse(text, scope) {
	const start = text.length - text.trimStart().length;
	const at = unquotedOpening(text);
	if (at === -1) return parseBare(text, start, scope);
	const hole = readHole(text, at);
	if (!hole.ok) return err([hole.error]);
	if (at === start && text.slice(hole.value.end).trim() === "") return parseHole(text, hole.value, scope);
	const span = {
		start: at,
		end: hole.value.end
	};
	return err([syntaxFault(span, "${{ }} is only a part of this condition", "Put the whole condition in one ${{ }}, or leave the braces out")]);
}
function parseBare(text, start, scope) {
	const source = text.trim();
	return parseWithin(source, source === "" ? {
		start: 0,
		end: text.length
	} : {
		start,
		end: start + source.length
	}, scope);
}
function unquotedOpening(text) {
	const at = text.replace(/'(?:[^']|'')*'/g, (string) => " ".repeat(string.length)).indexOf("${{");
	return text.trimStart().startsWith("${{") ? text.indexOf("${{") : at;
}

// node_modules/@actions/expressions/dist/filtered_array.js
var FilteredArray=class extends Array$1{};

// node_modules/@actions/expressions/dist/idxHelper.js
var idxHelper=class{constructor(e,t){if(this.star=e,t&&!e){t.primitive&&(this.str=t.coerceString());let e=t.number();!isNaN(e)&&isFinite(e)&&e>=0&&(e=Math.floor(e),this.int=e)}}};

// node_modules/@actions/expressions/dist/evaluator.js
var Evaluator=class{constructor(e,t,n){this.n=e,this.context=t,this.functions=n}evaluate(){return this.eval(this.n)}eval(e){return e.accept(this)}visitLiteral(e){return e.literal}visitUnary(e){let t=this.eval(e.expr);if(e.operator.type===TokenType.BANG)return new BooleanData(falsy(t));throw Error(`unknown unary operator: ${e.operator.lexeme}`)}visitBinary(e){let t=this.eval(e.left),n=this.eval(e.right);switch(e.operator.type){case TokenType.EQUAL_EQUAL:return new BooleanData(equals(t,n));case TokenType.BANG_EQUAL:return new BooleanData(!equals(t,n));case TokenType.GREATER:return new BooleanData(greaterThan(t,n));case TokenType.GREATER_EQUAL:return new BooleanData(equals(t,n)||greaterThan(t,n));case TokenType.LESS:return new BooleanData(lessThan(t,n));case TokenType.LESS_EQUAL:return new BooleanData(equals(t,n)||lessThan(t,n))}throw Error(`unknown binary operator: ${e.operator.lexeme}`)}visitLogical(e){let t;for(let n of e.args)if(t=this.eval(n),e.operator.type===TokenType.AND&&falsy(t)||e.operator.type===TokenType.OR&&truthy$1(t))break;return t}visitGrouping(e){return this.eval(e.group)}visitContextAccess(e){return this.context.get(e.name.lexeme)}visitIndexAccess(e){let t;if(e.index instanceof Star)t=new idxHelper(!0,void 0);else{let n;try{n=this.eval(e.index)}catch(e){throw Error(`could not evaluate index for index access: ${e.message}`,{cause:e})}t=new idxHelper(!1,n)}let n=this.eval(e.expr),r;switch(n.kind){case Kind.Array:{let e=n;r=e instanceof FilteredArray?filteredArrayAccess(e,t):arrayAccess(e,t);break}case Kind.Dictionary:r=objectAccess(n,t);break;default:r=t.star?new FilteredArray:new Null}return r}visitFunctionCall(e){let t=e.args.map(e=>this.eval(e)),n=e.functionName.lexeme.toLowerCase();return(this.functions?.get(n)||wellKnownFunctions[n]).call(...t)}};function filteredArrayAccess(e,t){let n=new FilteredArray;for(let r of e.values())switch(r.kind){case Kind.Dictionary:{let e=r;if(t.star)for(let t of e.values())n.add(t);else if(t.str!==void 0){let r=e.get(t.str);r!==void 0&&n.add(r)}break}case Kind.Array:{let e=r;if(t.star)for(let t of e.values())n.add(t);else t.int!==void 0&&t.int<e.values().length&&n.add(e.get(t.int));break}}return n}function arrayAccess(e,t){if(t.star){let t=new FilteredArray;for(let n of e.values())t.add(n);return t}return t.int!==void 0&&t.int<e.values().length?e.get(t.int):new Null}function objectAccess(e,t){if(t.star)return new FilteredArray(...e.values());if(t.str!==void 0){let n=e.get(t.str);if(n!==void 0)return n}return new Null}

// src/pipeline/evaluation.ts
/** The error is a message for people: `fromJSON` of nonsense, a bad `format`, a file that cannot be hashed. */
function evaluate(expression, context) {
	try {
		return ok(toJson(new LiteralEvaluator(expression.ast, contextData(context), implementations(context)).evaluate()));
	} catch (error) {
		return err(error instanceof Error ? error.message : String(error));
	}
}
var LiteralEvaluator = class extends Evaluator {
	visitLiteral(literal) {
		return literalData(literal);
	}
};
function contextData({ params, matrix, github, env, needs = {} }) {
	const parts = Object.entries({
		params,
		matrix,
		github,
		env
	});
	return dictionaryOf([...parts.map(([name, value]) => [name, toData(value)]), ["needs", needsData(needs)]]);
}
const needsData = (needs) => dictionaryOf(Object.entries(needs).map(([id, { result, values, legs }]) => [id, toData({
	result,
	values,
	...legs && { legs: legs.map((leg) => ({ ...leg })) }
})]));
/** Whether a condition with this value holds: null, false, 0, NaN and "" don't. */
const truthy = (value) => Boolean(value);
/** How GitHub turns a value into text: null is "", true is "true", objects are "Object". */
const asText = (value) => typeof value === "number" ? numberText(value) : toData(value).coerceString();
/** The template's text. Lists and objects are refused: "Object" is never what was meant. */
function render(template, context) {
	let text = "";
	for (const part of template) {
		const rendered = typeof part === "string" ? ok(part) : renderExpression(part, context);
		if (!rendered.ok) return rendered;
		text += rendered.value;
	}
	return ok(text);
}
function renderExpression(expression, context) {
	const result = evaluate(expression, context);
	if (!result.ok) return result;
	const { value } = result;
	if (value !== null && typeof value === "object") {
		const kind = Array.isArray(value) ? "a list" : "an object";
		return err(`${expression.source} is ${kind}, not a text; write toJSON(${expression.source})`);
	}
	const text = asText(value);
	if (text.includes("\0")) return err(`${expression.source} has a NUL character, which no argument, variable or path can hold`);
	return ok(text);
}

// src/pipeline/expression.ts
/** Whether a template names one of `context.name`, in lower case; a computed name may be any. */
function uses(template, names) {
	return template.flatMap((part) => typeof part === "string" ? [] : survey(part.ast).references).some(({ context, keys: [key] }) => key === void 0 || key === "computed" ? [...names].some((name) => name.startsWith(`${context}.`)) : names.has(`${context}.${key.name.toLowerCase()}`));
}
/** Names after `needs.`: the edges that expressions make. `needs` alone, `needs.*` and `needs[…]` make none. */
function neededSteps(...parts) {
	const keys = parts.flatMap((part) => "ast" in part ? [part] : part.filter((piece) => typeof piece !== "string")).flatMap(({ ast }) => survey(ast).references.filter(({ context }) => context === "needs"));
	return new Set(keys.flatMap(({ keys: [step] }) => step === void 0 || step === "computed" ? [] : [step.name]));
}

// src/pipeline/environment.ts
const longestEntry = 131071;
const reservedPrefixes = [
	"GITHUB_",
	"RUNNER_",
	"ACTIONS_",
	"STEPOPS_"
];
/** What no process could be started with, and names that stepops or the runner set. */
function checkEntries(entries, complaints) {
	for (const { name, value, place } of entries) {
		const fault = checkName(name);
		if (fault) complaints.add(fault.code, locate(place, "key"), fault);
		const text = asText(value);
		const bytes = Buffer.byteLength(name) + 1 + Buffer.byteLength(text);
		if (text.includes("\0")) complaints.add("invalid-value", locate(place), {
			message: `The value of ${name} holds a NUL character`,
			hint: "Remove it: no process can be given one"
		});
		else if (bytes > longestEntry) {
			const message = `${name} takes ${bytes} bytes with its name; ${longestEntry} is the most that a process can be given`;
			complaints.add("env-too-large", locate(place), {
				message,
				hint: "Write it to a file and give the step its path"
			});
		}
	}
}
/** A name that the shells on the way keep: dash drops variables whose names are no identifiers. */
function checkName(name) {
	if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return {
		code: "env-name",
		message: `${JSON.stringify(name)} is not a legal name of an environment variable`,
		hint: "Use letters, digits and _ only, and no digit first"
	};
	const prefix = reservedPrefixes.find((each) => name.startsWith(each));
	if (prefix === void 0) return void 0;
	const hint = name === "GITHUB_TOKEN" ? "List it under secrets instead" : "Choose another name";
	return {
		code: "env-reserved",
		message: `${name} is reserved: names that start with ${prefix} are set for the step`,
		hint
	};
}
/** A step's env as templates in step scope, numbers and booleans as text. */
function readEnv(source, scope, complaints) {
	const entries = source.env.map(({ name, value, place }) => {
		const parsed = parseTemplate(asText(value), scope);
		if (!parsed.ok) complaints.addExpression(place, parsed.error);
		return [name, parsed.ok ? parsed.value : []];
	});
	return Object.fromEntries(entries);
}
const credentials = [
	[/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/, "an AWS access key"],
	[/\bgh[pousr]_[A-Za-z0-9]{36,}/, "a GitHub token"],
	[/\bgithub_pat_[A-Za-z0-9_]{22,}/, "a GitHub token"],
	[/\bglpat-[A-Za-z0-9_-]{20,}/, "a GitLab token"],
	[/\bAIza[0-9A-Za-z_-]{35}/, "a Google API key"],
	[/\bxox[abeoprs]-[0-9A-Za-z-]{10,}/, "a Slack token"],
	[/\bhf_[A-Za-z0-9]{30,}/, "a Hugging Face token"],
	[/\bsk-(?:ant-|proj-)?[A-Za-z0-9_-]{32,}/, "an API key"],
	[/-----BEGIN (?:[A-Z]+ )*PRIVATE KEY/, "a private key"],
	[/\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/, "a JSON web token"],
	[/\bAccountKey=[A-Za-z0-9+/]{40,}/, "an Azure storage key"]
];
const secretName = /(?:^|_)(?:TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|API_?KEY|ACCESS_KEY|SECRET_KEY|PRIVATE_KEY|CREDENTIALS?)$/i;
const mostInspected = 8192;
/** What kind of credential a literal looks like. `[PAD]` and `<eos>` are tokens of another kind. */
function looksSecret(name, value) {
	if (typeof value !== "string" || value.trim() === "") return void 0;
	const start = value.slice(0, mostInspected);
	const known = credentials.find(([pattern]) => pattern.test(start));
	if (known) return known[1];
	const harmless = /^(?:true|false|yes|no|on|off|none|null|[\d.]+|<.*>|\[.*\])$/i.test(value.trim()) || value.includes("${{");
	return secretName.test(name) && !harmless ? "a secret, going by its name" : void 0;
}
/** Whoever can describe a cloud job can read its env, so a literal credential must not stand in one. */
function checkLiteralSecrets(entries, complaints) {
	for (const { name, value, place } of entries) {
		const kind = looksSecret(name, value);
		if (kind === void 0) continue;
		complaints.add("literal-secret", locate(place), {
			message: `The value of ${name} looks like ${kind}, and env is readable to whoever can describe the job`,
			hint: `Remove it here, list ${name} under the step's secrets, and replace the credential if it was ever pushed`
		});
	}
}
/** Names under `secrets`; one that `env` sets as well would leave open which value the step sees. */
function checkSecretNames(source, complaints) {
	const place = source.placeOf("secrets");
	for (const [index, name] of (source.value.secrets ?? []).entries()) {
		const location = locate({
			...place,
			path: [...place.path, index]
		});
		const fault = name === "GITHUB_TOKEN" ? void 0 : checkName(name);
		if (fault) complaints.add(fault.code, location, fault);
		const twin = source.env.find((entry) => entry.name === name);
		if (!twin) continue;
		complaints.add("duplicate-key", location, {
			message: `${name} is both a secret and a name in env`,
			hint: "Remove one of the two",
			related: [{
				location: locate(twin.place, "key"),
				message: "The env is here"
			}]
		});
	}
}

// src/pipeline/ids.ts
const longestLegId = 100;
/** `train[depth=3,lr=0.1]`: axes in file order, mappings and lists as compact JSON, a long one cut and told apart by a digest. */
function legId(step, matrix) {
	if (matrix === void 0) return step;
	const id = `${step}[${Object.entries(matrix).map(([name, value]) => `${name}=${shown(value)}`).join(",")}]`;
	if (id.length <= longestLegId) return id;
	return `${wellFormed(id.slice(0, 80))}...${digest(id)}]`;
}
function shown(value) {
	const text = typeof value === "string" ? value : JSON.stringify(value);
	return /\p{Cc}|[\u2028\u2029]/u.test(text) ? JSON.stringify(text) : text;
}
/** A cut must not leave half of a surrogate pair, which no encoder takes. */
const wellFormed = (text) => text.replace(/[\uD800-\uDBFF]$/, "");
/** What backends make of an id at worst: lower case, all else but letters and digits a `-`. */
const sanitise = (id) => id.toLowerCase().replaceAll(/[^a-z0-9]/g, "-");
/** Two ids that a backend or a file system cannot tell apart; steps and `finally` share one namespace. */
function checkIds(ids, complaints) {
	const first = /* @__PURE__ */ new Map();
	for (const step of ids) {
		const name = sanitise(step.id);
		const other = first.get(name);
		if (!other) first.set(name, step);
		else reportCollision(step, other, complaints);
	}
}
function reportCollision(step, other, complaints) {
	const message = step.id === other.id ? `The step id "${step.id}" is used under steps and under finally` : `The step ids "${other.id}" and "${step.id}" differ only in case or punctuation, which backends do not keep`;
	complaints.add("id-collision", locate(step.place, "key"), {
		message,
		hint: "Rename one of the two steps",
		related: [{
			location: locate(other.place, "key"),
			message: `"${other.id}" is here`
		}]
	});
}
/**
* A file name without extension for each leg's log: legal on every file system and unique, also where case does not
* count. A step's own id is kept; what a matrix adds is sanitised and told apart by a digest.
*/
function logNames(legs) {
	return new Map(legs.map(({ id, step }) => [id, logName(id, step)]));
}
const reservedOnWindows = /^(con|prn|aux|nul|com\d|lpt\d)$/i;
function logName(id, step) {
	if (id === step) return reservedOnWindows.test(id) ? `step.${id}` : id;
	return `${step}.${id.slice(step.length + 1, -1).replaceAll(/[^A-Za-z0-9._=-]+/g, "-").slice(0, 80)}.${digest(id)}`;
}
/**
* 64-bit FNV-1a over UTF-16 units, in hexadecimal. It tells names apart and proves nothing, so it need not be
* cryptographic; node:crypto would cost start-up time in a command that only checks a file.
*/
function digest(text) {
	let hash = 14695981039346656037n;
	for (let at = 0; at < text.length; at++) hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(at))) * 1099511628211n);
	return hash.toString(16).padStart(16, "0");
}

// src/pipeline/glob-segment.ts
const codeAt = (text, at) => text.codePointAt(at);
const widthOf = (code) => code > 65535 ? 2 : 1;
/** Reads `[…]` at `start`; undefined when nothing closes it. A `]` right behind the opening stands for itself. */
function readClass(text, start) {
	const negated = text[start + 1] === "!" || text[start + 1] === "^";
	const first = start + (negated ? 2 : 1);
	const ranges = [];
	let at = first;
	while (at < text.length) {
		if (text[at] === "]" && at > first) return {
			negated,
			ranges,
			end: at + 1
		};
		const low = codeAt(text, at);
		at += widthOf(low);
		if (text[at] !== "-" || text[at + 1] === void 0 || text[at + 1] === "]") {
			ranges.push([low, low]);
			continue;
		}
		const high = codeAt(text, at + 1);
		ranges.push([low, high]);
		at += 1 + widthOf(high);
	}
}
/** Compiles one segment; total, so an unclosed `[` stands for itself and `**` beside other characters is a `*`. */
function compileSegment(text) {
	if (text === "**") return { kind: "globstar" };
	if (!/[*?[\\]/.test(text)) return {
		kind: "literal",
		text
	};
	const tokens = [];
	for (let at = 0; at < text.length;) at = readToken(text, at, tokens);
	return {
		kind: "pattern",
		tokens
	};
}
function readToken(text, at, tokens) {
	const character = text[at];
	if (character === "*") {
		if (tokens.at(-1)?.kind !== "star") tokens.push({ kind: "star" });
		return at + 1;
	}
	if (character === "?") {
		tokens.push({ kind: "any" });
		return at + 1;
	}
	const found = character === "[" ? readClass(text, at) : void 0;
	if (found) {
		tokens.push({
			kind: "class",
			negated: found.negated,
			ranges: found.ranges
		});
		return found.end;
	}
	const escaped = character === "\\" && at + 1 < text.length ? at + 1 : at;
	const code = codeAt(text, escaped);
	tokens.push({
		kind: "character",
		code
	});
	return escaped + widthOf(code);
}
/**
* Whether a name fits a segment. Only the last `*` is ever tried again, because an earlier one that takes more can
* win nothing: at most name × tokens comparisons, where a regular expression may need exponentially many.
*/
function matchSegment(segment, name) {
	switch (segment.kind) {
		case "globstar": return true;
		case "literal": return segment.text === name;
		case "pattern": return matchTokens(segment.tokens, name);
		default: return segment;
	}
}
function matchTokens(tokens, name) {
	let token = 0;
	let at = 0;
	let star = -1;
	let retryAt = 0;
	while (at < name.length) {
		const current = tokens[token];
		const code = codeAt(name, at);
		if (current?.kind === "star") {
			star = token++;
			retryAt = at;
		} else if (current && matchToken(current, code)) {
			token++;
			at += widthOf(code);
		} else if (star !== -1) {
			retryAt += widthOf(codeAt(name, retryAt));
			at = retryAt;
			token = star + 1;
		} else return false;
	}
	while (tokens[token]?.kind === "star") token++;
	return token === tokens.length;
}
function matchToken(token, code) {
	switch (token.kind) {
		case "star":
		case "any": return true;
		case "character": return token.code === code;
		case "class": return token.ranges.some(([low, high]) => code >= low && code <= high) !== token.negated;
		default: return token;
	}
}

// src/pipeline/glob-syntax.ts
/** What the braces of one glob may stand for: each alternative is matched on its own. */
const maxAlternatives = 64;
/** `src/{a,b}/*.py` → both globs, in the order written. Braces nest; a lone `}` stands for itself. */
function expandBraces(text) {
	return readSequence({
		text,
		at: 0
	}, false);
}
function readSequence(reader, nested) {
	const { text } = reader;
	let results = [""];
	while (reader.at < text.length && !(nested && /[,}]/.test(text[reader.at]))) {
		const piece = text[reader.at] === "{" ? readGroup(reader) : ok([readPlain(reader, nested)]);
		if (!piece.ok) return piece;
		results = results.flatMap((head) => piece.value.map((tail) => head + tail));
		if (results.length > maxAlternatives) return err(tooMany(text));
	}
	return ok(results);
}
/** Up to the next brace (or comma inside of one); a class hides what it holds. */
function readPlain(reader, nested) {
	const { text, at: start } = reader;
	while (reader.at < text.length) {
		const character = text[reader.at];
		if (character === "{" || nested && (character === "," || character === "}")) break;
		reader.at = (character === "[" ? readClass(text, reader.at)?.end : void 0) ?? reader.at + 1;
	}
	return text.slice(start, reader.at);
}
function readGroup(reader) {
	const { text, at: start } = reader;
	const alternatives = [];
	let commas = 0;
	for (;;) {
		reader.at++;
		const found = readSequence(reader, true);
		if (!found.ok) return found;
		alternatives.push(...found.value);
		if (alternatives.length > maxAlternatives) return err(tooMany(text));
		const stop = text[reader.at];
		if (stop === void 0) return err(unclosed("{", start));
		if (stop === "}") break;
		commas++;
	}
	reader.at++;
	if (commas > 0) return ok(alternatives);
	return err({
		message: "the braces hold only one alternative",
		hint: "List at least two alternatives, such as {a,b}, or write [{] for the character itself",
		span: {
			start,
			end: reader.at
		}
	});
}
const tooMany = (text) => ({
	message: `the braces stand for more than ${maxAlternatives} globs`,
	hint: "Write several entries, or use a *",
	span: {
		start: 0,
		end: text.length
	}
});
const unclosed = (bracket, start) => ({
	message: `nothing closes the ${bracket}`,
	hint: `Close it with ${bracket === "{" ? "}" : "]"}, or write [${bracket}] for the character itself`,
	span: {
		start,
		end: start + 1
	}
});
/** The first fault in a glob's text: what matching would read as something other than what was meant. */
function checkGlob(text) {
	const extended = /[@+!*?]\(/.exec(text);
	if (extended) {
		const span = {
			start: extended.index,
			end: extended.index + 2
		};
		return {
			message: `${extended[0]}…) is not supported`,
			hint: "Use braces, such as {a,b}",
			span
		};
	}
	const expanded = expandBraces(text);
	if (!expanded.ok) return expanded.error;
	return checkClasses(text) ?? expanded.value.map((each) => checkAlternative(each, text)).find(Boolean);
}
function checkClasses(text) {
	for (let at = text.indexOf("["); at !== -1;) {
		const found = readClass(text, at);
		const end = found?.end ?? text.length;
		const span = {
			start: at,
			end
		};
		if (!found || text.slice(at, end).includes("/")) return unclosed("[", at);
		if (/^\[[!^]?\[[:.=]/.test(text.slice(at, end))) return {
			message: "named classes are not supported",
			hint: "Write the characters, such as [a-z0-9]",
			span
		};
		if (found.ranges.some(([low, high]) => low > high)) return {
			message: "a range runs backwards, so it matches nothing",
			hint: "Write the smaller end first",
			span
		};
		at = text.indexOf("[", end);
	}
}
/** Spans lead back to the whole glob where braces hide which part of it is meant. */
function checkAlternative(alternative, text) {
	const locate = (start, length) => alternative === text ? {
		start,
		end: start + length
	} : {
		start: 0,
		end: text.length
	};
	const star = /[^/]\*\*|\*\*[^/]/.exec(alternative.replace(/\[[!^]?\]?[^\]/]*\]/g, (found) => "c".repeat(found.length)));
	if (star) return {
		message: "** is more than a folder here",
		hint: "Write **/ for folders of any depth and * for names, such as **/*.py",
		span: locate(star.index, star[0].length)
	};
	const hint = "Write the path without it";
	if (alternative === text) return void 0;
	if (alternative.startsWith("/")) return {
		message: "an alternative is absolute",
		hint,
		span: locate(0, 0)
	};
	return alternative.split("/").includes("..") ? {
		message: ".. cannot stand inside braces",
		hint,
		span: locate(0, 0)
	} : void 0;
}

// src/pipeline/glob.ts
/** Compiles a glob that `parseInput` let through; throws on others. */
function compileGlob(pattern) {
	const expanded = expandBraces(pattern);
	if (!expanded.ok) throw new Error(`invalid glob ${pattern}: ${expanded.error.message}`);
	return { alternatives: expanded.value.map(compileAlternative) };
}
/** Like `compileGlob`, but a brace stands for itself, as in GitHub's hashFiles; never throws. */
const compilePlainGlob = (pattern) => ({ alternatives: [compileAlternative(pattern)] });
function compileAlternative(pattern) {
	const names = pattern.split("/").filter((name) => name !== "" && name !== ".");
	return {
		segments: names.filter((name, at) => name !== "**" || names[at - 1] !== "**").map(compileSegment),
		foldersOnly: pattern.endsWith("/")
	};
}
const matched = ({ alternative, reached }) => reached[alternative.segments.length] === 1;
/** At the top folder, before the first name. */
function globCursor(glob) {
	return cursorOf(glob.alternatives.map((alternative) => {
		const reached = new Uint8Array(alternative.segments.length + 1);
		reach(alternative.segments, reached, 0);
		return {
			alternative,
			reached,
			inside: false
		};
	}));
}
/**
* Undefined when neither the name nor anything below it can match. The same object comes back where nothing has
* changed, as below most folders under `**`: thousands of globs times thousands of outputs make nothing new.
*/
function descend(cursor, name) {
	const tracks = [];
	let changed = false;
	for (const track of cursor.tracks) {
		const next = advance(track, name);
		if (next) tracks.push(next);
		changed ||= next !== track;
	}
	if (!changed) return cursor;
	return tracks.length === 0 ? void 0 : cursorOf(tracks);
}
function cursorOf(tracks) {
	const matchesFolder = tracks.some((track) => track.inside || matched(track));
	return {
		tracks,
		matchesFile: tracks.some((track) => track.inside || matched(track) && !track.alternative.foldersOnly),
		matchesFolder,
		coversFolder: matchesFolder || tracks.some(takesAnyName)
	};
}
/** Undefined when this alternative can no longer match. */
function advance(track, name) {
	const { alternative, reached, inside } = track;
	if (inside) return track;
	if (matched(track)) return {
		alternative,
		reached,
		inside: true
	};
	const next = step(alternative.segments, reached, name);
	if (!next) return void 0;
	return next.every((value, at) => value === reached[at]) ? track : {
		alternative,
		reached: next,
		inside
	};
}
function step(segments, reached, name) {
	let next;
	for (let at = 0; at < segments.length; at++) {
		const segment = segments[at];
		if (reached[at] !== 1 || !matchSegment(segment, name)) continue;
		next ??= new Uint8Array(reached.length);
		if (segment.kind === "globstar") reach(segments, next, at);
		if (segment.kind !== "globstar" || at === segments.length - 1) reach(segments, next, at + 1);
	}
	return next;
}
/** A `**` in the middle may also stand for no folder; at the end it stands for at least one name. */
function reach(segments, reached, at) {
	reached[at] = 1;
	if (segments[at]?.kind === "globstar" && at < segments.length - 1) reached[at + 1] = 1;
}
/** The next name, whatever it is, makes the whole glob match: what is left is `*`, `**` or `**` and `*`. */
function takesAnyName({ alternative: { segments, foldersOnly }, reached }) {
	const last = segments.length - 1;
	const final = segments[last];
	const isAny = final?.kind === "pattern" && final.tokens.length === 1 && final.tokens[0]?.kind === "star";
	return !foldersOnly && reached[last] === 1 && (isAny || final?.kind === "globstar");
}
function follow(glob, path) {
	let cursor = globCursor(typeof glob === "string" ? compileGlob(glob) : glob);
	if (path === ".") return cursor;
	for (const name of path.split("/")) {
		if (!cursor) return void 0;
		cursor = descend(cursor, name);
	}
	return cursor;
}
/** Whether a normalised path belongs to the glob, itself or through a folder above it. */
function matches$2(glob, path, isDirectory = false) {
	const cursor = follow(glob, path);
	return cursor !== void 0 && (isDirectory ? cursor.matchesFolder : cursor.matchesFile);
}
/** Whether anything below a folder, or the folder itself, could belong to the glob. */
const couldMatchInside = (glob, directory) => follow(glob, directory) !== void 0;
/** The deepest folder (or the path, where it has no wildcard) below which all matches lie; `.` at the top. */
function globBase(glob) {
	const { alternatives } = typeof glob === "string" ? compileGlob(glob) : glob;
	const [first = [], ...others] = alternatives.map(literalPrefix);
	const length = others.reduce((shared, names) => Math.min(shared, first.findIndex((name, at) => names[at] !== name) >>> 0), first.length);
	return first.slice(0, length).join("/") || ".";
}
function literalPrefix({ segments }) {
	const names = [];
	for (const segment of segments) {
		if (segment.kind !== "literal") break;
		names.push(segment.text);
	}
	return names;
}

// src/pipeline/output-tree.ts
const emptyNode = () => ({
	children: /* @__PURE__ */ new Map(),
	outputs: []
});
/** Path `.` is the top folder. */
const namesOf = (path) => path === "." ? [] : path.split("/");
/** Outputs by the names of their paths, so that `out` and `out2` never meet and a look-up costs the path's depth. */
var OutputTree = class {
	#root = emptyNode();
	add(output) {
		let node = this.#root;
		for (const name of namesOf(output.path)) {
			const child = node.children.get(name) ?? emptyNode();
			node.children.set(name, child);
			node = child;
		}
		node.outputs.push(output);
		if (node.outputs[0]?.leg !== output.leg) node.foreign ??= output;
	}
	/** Outputs that are the path, hold it, or lie in it. */
	touching(path) {
		const found = [];
		let node = this.#root;
		for (const name of namesOf(path)) {
			for (const output of node.outputs) found.push(output);
			node = node.children.get(name);
			if (!node) return found;
		}
		return collect(node, found);
	}
	/** Outputs that belong to the glob, and folders in which something could. */
	matching(glob) {
		const found = [];
		const stack = [[this.#root, globCursor(glob)]];
		for (let top = stack.pop(); top; top = stack.pop()) {
			const [node, cursor] = top;
			for (const output of node.outputs) if (output.isDirectory || cursor.matchesFile) found.push(output);
			for (const [name, child] of node.children) {
				const below = descend(cursor, name);
				if (below) stack.push([child, below]);
			}
		}
		return found;
	}
	/** The output of another leg that is the deepest to hold this one, or that named the same path before it. */
	conflict(output) {
		let deepest;
		let node = this.#root;
		for (const name of namesOf(output.path)) {
			deepest = foreignIn(node, output.leg) ?? deepest;
			node = node.children.get(name) ?? emptyNode();
		}
		const same = foreignIn(node, output.leg);
		return same && same.leg < output.leg ? same : deepest;
	}
};
function foreignIn(node, leg) {
	const first = node.outputs[0];
	return first && first.leg !== leg ? first : node.foreign;
}
function collect(top, found) {
	const stack = [top];
	for (let node = stack.pop(); node; node = stack.pop()) {
		for (const output of node.outputs) found.push(output);
		for (const child of node.children.values()) stack.push(child);
	}
	return found;
}

// src/pipeline/bucket-paths.ts
const isBucket = (input) => input.kind === "bucket";
/**
* On the host all steps share one checkout, so a path that holds a bucket's data holds nothing else: no output, no
* checkpoint, and no other data. The same everywhere, so that a pipeline means the same wherever its steps run.
*/
function checkBucketPaths(legs, complaints) {
	const data = unique(legs.flatMap(dataOf));
	if (data.length === 0) return;
	const claims = [...legs.flatMap(writtenBy$1), ...data];
	const tree = new OutputTree();
	for (const [leg, { path }] of claims.entries()) tree.add({
		leg,
		output: 0,
		path,
		isDirectory: true
	});
	for (const [index, claim] of data.entries()) {
		const own = claims.length - data.length + index;
		const other = tree.touching(claim.path).find(({ leg }) => leg < own);
		if (other) report(claim, claims[other.leg], complaints);
	}
}
const dataOf = ({ step, inputs = [], location }) => inputs.filter(isBucket).map((input) => ({
	location,
	...input,
	step
}));
const writtenBy$1 = ({ step, outputs, checkpoint, location }) => [...outputs.map((output) => ({
	step,
	path: output.path,
	location: output.location
})), ...checkpoint === void 0 ? [] : [{
	step,
	path: checkpoint,
	location
}]];
/** Steps may well share data: the same from one place at one path is one claim. */
const unique = (claims) => [...new Map(claims.map((claim) => [`${claim.path}\0${claim.from}`, claim])).values()];
function report(claim, other, complaints) {
	const what = other.from === void 0 ? `"${other.path}", which "${other.step}" writes` : `"${other.path}", where ${other.from} lies`;
	complaints.add("overlapping-inputs", claim.location, {
		message: `The data of ${claim.from} cannot lie at "${claim.path}": it overlaps ${what}`,
		hint: "Give the data a path of its own",
		related: [{
			location: other.location,
			message: `"${other.path}" is named here`
		}]
	});
}

// src/pipeline/edges.ts
/** Some 100 MB of edges: 5,000 steps that each read the outputs of 5,000 others would take all memory instead. */
const maxPathEdges = 1e6;
/**
* Who reads what others write. A path joins when it lies in an output or holds one, a glob when an output belongs to
* it or is a folder in which something could. An exclude takes away outputs that lie wholly in it. Legs of one
* step never join, nor does a bucket's local path.
*/
function pathEdges(legs) {
	const tree = new OutputTree();
	const outputs = legs.flatMap(({ outputs }, leg) => outputs.map((each, output) => ({
		...each,
		leg,
		output
	})));
	for (const output of outputs) tree.add(output);
	return {
		...findEdges(legs, tree),
		overlaps: findOverlaps(legs, tree, outputs)
	};
}
function findEdges(legs, tree) {
	const edges = [];
	const known = /* @__PURE__ */ new Map();
	let looked = 0;
	for (const { id: to, step, inputs } of legs) {
		if (!inputs) continue;
		const key = keyOf(inputs);
		const found = known.get(key) ?? producersOf(inputs, tree);
		if (!known.has(key)) looked += found.looked;
		known.set(key, found);
		for (const source of found.legs) {
			const from = legs[source];
			if (from.step !== step) edges.push({
				from: from.id,
				to
			});
		}
		if (Math.max(edges.length, looked) > 1e6) return {
			edges,
			excess: to
		};
	}
	return { edges };
}
const keyOf = (inputs) => inputs.map((input) => `${input.kind} ${"pattern" in input ? input.pattern : input.path}`).join("\n");
function producersOf(inputs, tree) {
	let found = /* @__PURE__ */ new Set();
	let looked = 0;
	for (const input of inputs) switch (input.kind) {
		case "path":
			for (const output of tree.touching(input.path)) found.add(output);
			break;
		case "glob":
			for (const output of tree.matching(compileGlob(input.pattern))) found.add(output);
			break;
		case "exclude":
			looked += found.size;
			if (found.size > 0) found = without(found, compileGlob(input.pattern));
	}
	return {
		legs: [...new Set([...found].map(({ leg }) => leg))].sort((left, right) => left - right),
		looked: looked + found.size
	};
}
const without = (outputs, glob) => new Set([...outputs].filter((output) => !holds(glob, output)));
function holds(glob, { path, isDirectory }) {
	let cursor = globCursor(glob);
	for (const name of path.split("/")) {
		cursor = descend(cursor, name);
		if (!cursor) return false;
	}
	return isDirectory ? cursor.coversFolder : cursor.matchesFile;
}
function findOverlaps(legs, tree, outputs) {
	const place = ({ leg, output }) => ({
		leg: legs[leg].id,
		output
	});
	return outputs.flatMap((output) => {
		const other = tree.conflict(output);
		if (!other) return [];
		const [first, second] = other.leg < output.leg ? [other, output] : [output, other];
		return [{
			first: place(first),
			second: place(second)
		}];
	});
}

// src/pipeline/needs.ts
/** Checks every name in `needs` and in expressions; a name that is refused makes no edge. */
function readNeeds(sources, partsOf, complaints) {
	const known = new Map(sources.map((source, index) => [source.id, {
		source,
		index
	}]));
	const ids = [...known.keys()];
	return new Map([...known.values()].map((step) => {
		const found = /* @__PURE__ */ new Map();
		const add = (id, reason) => {
			const other = known.get(id);
			if (!other) reportUnknown({
				id,
				place: reason.place,
				known,
				ids,
				complaints
			});
			else if (mayNeed({
				step,
				other,
				reason,
				complaints
			}) && !found.has(other.source.id)) found.set(other.source.id, reason);
		};
		for (const { id, place } of namedNeeds(step.source)) add(id, {
			via: "needs",
			place
		});
		for (const { id, place } of partsOf.get(step.source.id)?.references ?? []) if (known.has(id)) add(id, {
			via: "expression",
			place
		});
		return [step.source.id, found];
	}));
}
function namedNeeds(source) {
	const { needs } = source.value;
	const place = source.placeOf("needs");
	if (typeof needs === "string") return [{
		id: needs,
		place
	}];
	return (needs ?? []).map((id, index) => ({
		id,
		place: below(place, index)
	}));
}
function reportUnknown(input) {
	const { id, place, known, ids, complaints } = input;
	if (place.draft.isLost(["steps", id]) || place.draft.isLost(["finally", id])) {
		complaints.gap();
		return;
	}
	const [step = id] = id.split("[");
	const isLeg = step !== id && known.has(step);
	const near = known.get(isLeg ? step : suggest(id, ids) ?? "")?.source;
	complaints.add("unknown-need", locate(place), {
		message: `There is no step "${id}"`,
		hint: isLeg ? `Name the step, "${step}": needs joins all legs of a matrix` : suggestionHint(id, ids, "steps"),
		...near && { related: [{
			location: locate(near.place, "key"),
			message: `"${near.id}" is here`
		}] }
	});
}
/** Whether the order allows it: no step waits for itself, main waits for nothing in `finally`, nothing there for what follows. */
function mayNeed(input) {
	const { step, other, reason, complaints } = input;
	const related = [{
		location: locate(other.source.place, "key"),
		message: `"${other.source.id}" is here`
	}];
	if (step.index === other.index) {
		const message = `The step "${step.source.id}" needs itself`;
		const hint = reason.place.path[0] === "defaults" ? `Write "needs: []" in the step "${step.source.id}"` : "Remove it";
		complaints.add("self-need", locate(reason.place), {
			message,
			hint,
			related
		});
		return false;
	}
	if (!other.source.isFinally) return true;
	if (!step.source.isFinally) {
		const message = `"${step.source.id}" cannot need "${other.source.id}": what stands under finally runs after all other steps`;
		complaints.add("unknown-need", locate(reason.place), {
			message,
			hint: "Move one of the two",
			related
		});
		return false;
	}
	if (other.index < step.index || reason.via === "path") return true;
	const message = `"${step.source.id}" cannot need "${other.source.id}", which comes after it under finally`;
	complaints.add("unknown-need", locate(reason.place), {
		message,
		hint: `Move "${step.source.id}" below it`,
		related
	});
	return false;
}

// src/pipeline/order.ts
/**
* Every id behind all that its edges come from; among those that could go next the earliest of `ids`, so that a list
* that is in order already stays as it is. On failure one short cycle for each knot, in the direction of the edges,
* with the first id again at the end: `a → b → a`. Edges that name an id outside `ids` are ignored.
*/
function topologicalOrder(ids, edges) {
	const graph = indexGraph(ids, edges);
	const order = sortIndices(graph);
	const name = (index) => ids[index];
	if (order.length === ids.length) return ok(order.map(name));
	return err(findCycles(graph, new Set(order)).map((cycle) => cycle.map(name)));
}
function indexGraph(ids, edges) {
	const indices = new Map(ids.map((id, index) => [id, index]));
	const successors = ids.map(() => []);
	const predecessors = ids.map(() => []);
	for (const { from, to } of edges) {
		const source = indices.get(from);
		const target = indices.get(to);
		if (source === void 0 || target === void 0) continue;
		successors[source]?.push(target);
		predecessors[target]?.push(source);
	}
	return {
		successors,
		predecessors
	};
}
function sortIndices({ successors, predecessors }) {
	const waiting = predecessors.map((sources) => sources.length);
	const ready = new MinHeap();
	for (const [index, count] of waiting.entries()) if (count === 0) ready.push(index);
	const order = [];
	for (let next = ready.pop(); next !== void 0; next = ready.pop()) {
		order.push(next);
		for (const successor of successors[next] ?? []) {
			const left = waiting[successor] - 1;
			waiting[successor] = left;
			if (left === 0) ready.push(successor);
		}
	}
	return order;
}
/** What the order could not reach is on a cycle or behind one; each knot (strongly connected part) is shown once. */
function findCycles(graph, ordered) {
	const knots = findKnots(graph, ordered);
	const first = /* @__PURE__ */ new Map();
	for (const [index, knot] of knots.entries()) if (knot !== -1 && !first.has(knot)) first.set(knot, index);
	return [...first.values()].flatMap((start) => {
		const cycle = shortestCycle(graph, start, knots);
		return cycle ? [cycle] : [];
	});
}
/** Kosaraju's two passes with stacks of their own: recursion would overflow on a cycle of 10,000 steps. */
function findKnots(graph, ordered) {
	const finished = finishOrder(graph, ordered);
	const knots = graph.successors.map(() => -1);
	for (const root of finished.reverse()) {
		if (knots[root] !== -1) continue;
		const stack = [root];
		knots[root] = root;
		for (let at = stack.pop(); at !== void 0; at = stack.pop()) for (const source of graph.predecessors[at] ?? []) {
			if (ordered.has(source) || knots[source] !== -1) continue;
			knots[source] = root;
			stack.push(source);
		}
	}
	return knots;
}
function finishOrder({ successors }, ordered) {
	const seen = new Set(ordered);
	const finished = [];
	for (const root of successors.keys()) {
		if (seen.has(root)) continue;
		seen.add(root);
		const stack = [{
			at: root,
			next: 0
		}];
		for (let top = stack.at(-1); top; top = stack.at(-1)) {
			const target = successors[top.at]?.[top.next++];
			if (target === void 0) {
				finished.push(top.at);
				stack.pop();
			} else if (!seen.has(target)) {
				seen.add(target);
				stack.push({
					at: target,
					next: 0
				});
			}
		}
	}
	return finished;
}
/** The shortest way from `start` back to itself; undefined where it only lies behind a cycle. */
function shortestCycle({ successors }, start, knots) {
	const cameFrom = /* @__PURE__ */ new Map();
	const queue = [start];
	for (let at = queue[0], head = 0; at !== void 0; at = queue[++head]) for (const target of successors[at] ?? []) {
		if (target === start) return [...trace(cameFrom, start, at), start];
		if (knots[target] !== knots[start] || cameFrom.has(target)) continue;
		cameFrom.set(target, at);
		queue.push(target);
	}
}
function trace(cameFrom, start, end) {
	const path = [end];
	for (let at = end; at !== start;) {
		at = cameFrom.get(at);
		path.push(at);
	}
	return path.reverse();
}
var MinHeap = class {
	#items = [];
	push(item) {
		const items = this.#items;
		let at = items.push(item) - 1;
		while (at > 0) {
			const parent = at - 1 >> 1;
			if (items[parent] <= item) break;
			items[at] = items[parent];
			at = parent;
		}
		items[at] = item;
	}
	pop() {
		const items = this.#items;
		const top = items[0];
		const last = items.pop();
		if (last !== void 0 && items.length > 0) this.#sink(last);
		return top;
	}
	#sink(item) {
		const items = this.#items;
		let at = 0;
		for (let child = 1; child < items.length; child = 2 * at + 1) {
			const right = child + 1;
			const least = right < items.length && items[right] < items[child] ? right : child;
			if (items[least] >= item) break;
			items[at] = items[least];
			at = least;
		}
		items[at] = item;
	}
};

// src/pipeline/paths.ts
/** S3 keys and macOS paths end here (UTF-8 bytes), so longer ones would work on some machines only. */
const maxPathBytes = 1024;
const maxNameBytes = 255;
const inside = "Name a file or folder inside the pipeline file's folder";
/** A path, a glob or `!glob` of `inputs`; buckets have no text of their own. */
function parseInput(text) {
	if (text.startsWith("!")) {
		const pattern = parseGlob(text.slice(1));
		return pattern.ok ? ok({
			kind: "exclude",
			pattern: pattern.value
		}) : err(shift(pattern.error, 1));
	}
	if (isGlob(text)) {
		const pattern = parseGlob(text);
		if (!pattern.ok) return pattern;
		const fault = checkReserved(text, pattern.value);
		return fault ? err(fault) : ok({
			kind: "glob",
			pattern: pattern.value
		});
	}
	const path = parsePath(text);
	return path.ok ? ok({
		kind: "path",
		path: path.value,
		isDirectory: isFolder(text)
	}) : path;
}
/** A path of `outputs`, `metrics` or `plots`: no glob, not the whole folder, and a name that GitHub's artifacts take. */
function parseOutput(text) {
	const path = parseInner(text, "an output");
	if (!path.ok) return path;
	const span = find(text, /[":<>|]/);
	if (span) return err({
		code: "artifact-name",
		message: `no artifact may hold ${text.slice(span.start, span.end)} in its name`,
		hint: "Choose a name without \" : < > | * ? and \\",
		span
	});
	return ok({
		path: path.value,
		isDirectory: isFolder(text)
	});
}
/** A folder that a step works in or builds from; `.` is the pipeline file's own. */
function parseDirectory(text) {
	const wildcard = find(text, wildcards);
	const path = parsePath(text);
	if (!path.ok || !wildcard) return path;
	return err({
		code: "invalid-path",
		message: "only inputs may be globs",
		hint: "Name one folder",
		span: wildcard
	});
}
/** A folder that is emptied and filled again, so never the pipeline file's own. */
const parseCheckpoint = (text) => parseInner(text, "a checkpoint");
function parseInner(text, noun) {
	const path = parsePath(text);
	if (!path.ok) return path;
	if (path.value === ".") {
		const message = `${noun} cannot be the pipeline file's whole folder`;
		return err({
			code: "invalid-path",
			message,
			hint: inside
		});
	}
	const span = find(text, wildcards);
	if (!span) return path;
	return err({
		code: "glob-in-output",
		message: `${noun} cannot be a glob`,
		hint: "Name the file, or the folder that holds the files with a trailing /",
		span
	});
}
const wildcards = /[*?[{]/;
const isGlob = (text) => wildcards.test(text);
const isFolder = (text) => /(^|\/)\.{0,2}$/.test(text);
function parsePath(text) {
	const wrong = checkText(text);
	if (wrong) return err(wrong);
	const path = normalise(text);
	const fault = path.ok ? checkReserved(text, path.value) : void 0;
	return fault ? err(fault) : path;
}
function parseGlob(text) {
	const fault = checkText(text);
	if (fault) return err(fault);
	const wrong = checkGlob(text);
	if (wrong) return err(invalidGlob(wrong));
	const path = normalise(text);
	if (!path.ok) return path;
	return ok(text.endsWith("/") ? `${path.value}/` : path.value);
}
const invalidGlob = (fault) => ({
	code: "invalid-glob",
	...fault
});
/** What no path may be, wherever it stands. */
function checkText(text) {
	if (text.trim() === "") return {
		code: "invalid-path",
		message: "the path is empty",
		hint: inside
	};
	if (!text.isWellFormed()) return {
		code: "invalid-path",
		message: "the path is not valid Unicode",
		hint: "Rename the file"
	};
	return checkCharacters(text) ?? checkStart(text) ?? checkBackslash(text) ?? checkLength(text);
}
function checkCharacters(text) {
	const span = find(text, /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
	if (!span) return void 0;
	return {
		code: "invalid-path",
		message: `the path holds the control character U+${text.charCodeAt(span.start).toString(16).toUpperCase().padStart(4, "0")}`,
		hint: "Remove it",
		span
	};
}
function checkStart(text) {
	const uri = find(text, /^[A-Za-z][A-Za-z0-9+.-]+:\/\//);
	if (uri) return {
		code: "invalid-path",
		message: "a URI is not a path",
		hint: `Write {from: "${text}", path: data/} to say where it lies for the step`,
		span: uri
	};
	const absolute = find(text, /^([A-Za-z]:)?[\\/]|^[A-Za-z]:$/);
	if (absolute) return {
		code: "path-escapes",
		message: "the path is absolute",
		hint: "Write it relative to the pipeline file's folder",
		span: absolute
	};
	if (!text.startsWith("~")) return void 0;
	return {
		code: "path-escapes",
		message: "~ is a home directory",
		hint: `Write it relative to the pipeline file's folder, or ./${text} where ~ is part of the name`,
		span: {
			start: 0,
			end: 1
		}
	};
}
function checkBackslash(text) {
	const span = find(text, /\\/);
	if (!span) return void 0;
	return {
		code: "invalid-path",
		message: "the path holds a backslash",
		hint: `Write ${text.replaceAll("\\", "/")}`,
		span
	};
}
function checkLength(text) {
	if (Buffer.byteLength(text) > maxPathBytes) return {
		code: "invalid-path",
		message: `the path is longer than ${maxPathBytes} bytes`,
		hint: "Shorten it"
	};
	const name = isGlob(text) ? void 0 : text.split("/").find((each) => Buffer.byteLength(each) > maxNameBytes);
	if (name === void 0) return void 0;
	const start = text.indexOf(name);
	const span = {
		start,
		end: start + name.length
	};
	return {
		code: "invalid-path",
		message: `a name is longer than ${maxNameBytes} bytes`,
		hint: "Shorten it",
		span
	};
}
/** `./a//b/../c/` → `a/c`; the folder itself is `.`. */
function normalise(text) {
	const names = [];
	for (const name of text.split("/")) {
		if (name === "" || name === ".") continue;
		if (name !== "..") {
			names.push(name);
			continue;
		}
		const parent = names.pop();
		if (parent === void 0) return err(escapes(text));
		if (isGlob(parent)) return err(parentOfGlob(text));
	}
	return ok(names.join("/") || ".");
}
const parentName = /(?<=^|\/)\.\.(?=\/|$)/;
const escapes = (text) => ({
	code: "path-escapes",
	message: "the path leaves the pipeline file's folder",
	hint: inside,
	...spanOf(text, parentName)
});
const parentOfGlob = (text) => ({
	code: "invalid-glob",
	message: ".. cannot follow a wildcard",
	hint: "Write the path without it",
	...spanOf(text, parentName)
});
function checkReserved(text, path) {
	const name = path.split("/").find((each) => /^\.(git|stepops)$/i.test(each));
	if (name === void 0) return void 0;
	const start = text.indexOf(name);
	const span = {
		start,
		end: start + name.length
	};
	const hint = "Use another folder";
	return name.toLowerCase() === ".git" ? {
		code: "invalid-path",
		message: ".git belongs to git and may hold credentials",
		hint,
		span
	} : {
		code: "state-directory",
		message: ".stepops belongs to stepops itself",
		hint,
		span
	};
}
function find(text, pattern) {
	const found = pattern.exec(text);
	return found ? {
		start: found.index,
		end: found.index + found[0].length
	} : void 0;
}
function spanOf(text, pattern) {
	const span = find(text, pattern);
	return span ? { span } : {};
}
const shift = (fault, by) => fault.span ? {
	...fault,
	span: {
		start: fault.span.start + by,
		end: fault.span.end + by
	}
} : fault;
/** Order of code points, which is also that of UTF-8 bytes and of git; `<` on strings puts emoji before U+FB01. */
function compareCodePoints(left, right) {
	const length = Math.min(left.length, right.length);
	for (let at = 0; at < length; at++) {
		const difference = rank(left.charCodeAt(at)) - rank(right.charCodeAt(at));
		if (difference !== 0) return difference;
	}
	return left.length - right.length;
}
/** Moves surrogates behind the rest of the plane that they would otherwise cut in two. */
const rank = (unit) => unit < 55296 ? unit : unit < 57344 ? unit + 8192 : unit - 2048;

// src/pipeline/links.ts
/**
* Every leg with its needs, in an order in which each comes after its needs and `finally` comes last. `needs` and
* expressions join all legs of a step, paths only those that match. Empty after a cycle.
*/
function linkSteps(input) {
	const { legs, stepNeeds, complaints } = input;
	const graph = {
		sources: new Map(input.sources.map((source, index) => [source.id, {
			source,
			index
		}])),
		legs: new Map(legs.map((leg) => [leg.id, leg])),
		legsOf: Map.groupBy(legs, ({ step }) => step),
		stepNeeds,
		complaints
	};
	const paths = pathEdges(legs);
	reportOverlaps(paths.overlaps, graph);
	checkBucketPaths(legs, complaints);
	if (reportExcess(paths, graph)) return [];
	const needs = joinNeeds(legs, paths.edges, graph);
	const edges = legs.flatMap((leg) => (needs.get(leg.id) ?? []).map((need) => ({
		from: need.leg,
		to: leg.id
	})));
	const order = topologicalOrder([...graph.legs.keys()], edges);
	if (!order.ok) {
		for (const cycle of order.error) reportCycle(cycle, needs, graph);
		return [];
	}
	return order.value.map((id) => ({
		...graph.legs.get(id),
		needs: needs.get(id) ?? []
	}));
}
function joinNeeds(legs, edges, graph) {
	const joined = new Map([...graph.legsOf.keys()].map((step) => [step, joinedNeeds(step, graph)]));
	const incoming = Map.groupBy(edges, ({ to }) => to);
	return new Map(legs.map(({ id, step }) => {
		const whole = joined.get(step) ?? [];
		const single = (incoming.get(id) ?? []).flatMap(({ from }) => pathNeed(step, from, graph));
		return [id, single.length === 0 ? whole : [...whole, ...single].sort(byLeg)];
	}));
}
const byLeg = (left, right) => compareCodePoints(left.leg, right.leg);
function joinedNeeds(step, { stepNeeds, legsOf }) {
	return [...stepNeeds.get(step) ?? []].flatMap(([from, { via }]) => (legsOf.get(from) ?? []).map((leg) => ({
		leg: leg.id,
		step: from,
		via
	}))).sort(byLeg);
}
function pathNeed(step, from, { legs, sources, stepNeeds, complaints }) {
	const needed = legs.get(from).step;
	if (stepNeeds.get(step)?.has(needed)) return [];
	const [self, other] = [sources.get(step), sources.get(needed)];
	if (!self || !other) return [];
	const reason = {
		via: "path",
		place: self.source.placeOf("inputs")
	};
	return mayNeed({
		step: self,
		other,
		reason,
		complaints
	}) ? [{
		leg: from,
		step: needed,
		via: "path"
	}] : [];
}
/** Too many edges for memory: those of paths, or the product of the legs that `needs` joins. */
function reportExcess({ excess }, { sources, legs, legsOf, stepNeeds, complaints }) {
	const report = (place) => {
		const message = `The steps have more than ${maxPathEdges.toLocaleString("en")} edges between them`;
		complaints.add("too-many-edges", locate(place), {
			message,
			hint: "Let a step collect what many others write, and let the rest read its output"
		});
		return true;
	};
	const at = (step) => sources.get(step).source;
	if (excess !== void 0) return report(at(legs.get(excess).step).placeOf("inputs"));
	let count = 0;
	for (const [step, needs] of stepNeeds) {
		const own = legsOf.get(step)?.length ?? 0;
		for (const [from, { place }] of needs) {
			count += own * (legsOf.get(from)?.length ?? 0);
			if (count > 1e6) return report(place);
		}
	}
	return false;
}
function reportOverlaps(overlaps, { legs, complaints }) {
	for (const { first, second } of overlaps) {
		const [one, two] = [legs.get(first.leg), legs.get(second.leg)];
		const [kept, clash] = [one.outputs[first.output], two.outputs[second.output]];
		if (!kept || !clash) continue;
		const sameStep = one.step === two.step;
		complaints.add("overlapping-outputs", clash.location, {
			message: sameStep ? `Every leg of "${two.step}" writes "${clash.path}"` : `"${two.step}" writes "${clash.path}", which overlaps "${kept.path}" of "${one.step}"`,
			hint: sameStep ? "Put the matrix into the path, such as models/${{ matrix.NAME }}/" : "Give each step outputs of its own",
			...!sameStep && { related: [{
				location: kept.location,
				message: `"${kept.path}" is written here`
			}] }
		});
	}
}
function reportCycle(cycle, needs, graph) {
	const stepOf = (leg) => graph.legs.get(leg).step;
	const steps = cycle.map(stepOf);
	const isPlain = new Set(steps).size === cycle.length - 1;
	const related = cycle.slice(1).map((leg, index) => {
		const from = cycle[index];
		const reason = reasonOf({
			step: stepOf(leg),
			from,
			needs: needs.get(leg) ?? [],
			graph
		});
		return {
			location: locate(reason.place),
			message: sentences[reason.via](stepOf(leg), stepOf(from))
		};
	});
	const { source } = graph.sources.get(stepOf(cycle[0]));
	graph.complaints.add("cycle", locate(source.place, "key"), {
		message: `These steps wait for each other: ${shorten$1(isPlain ? steps : cycle)}`,
		hint: "Take one of these away: a name in `needs`, a path in `inputs`, or an expression",
		related: related.slice(0, 10)
	});
}
const sentences = {
	needs: (step, from) => `"${step}" needs "${from}"`,
	expression: (step, from) => `"${step}" names "${from}" in an expression`,
	path: (step, from) => `"${step}" reads an output of "${from}"`
};
function reasonOf(input) {
	const { step, from, needs, graph } = input;
	const needed = needs.find(({ leg }) => leg === from)?.step;
	const named = needed === void 0 ? void 0 : graph.stepNeeds.get(step)?.get(needed);
	const { source } = graph.sources.get(step);
	return named ?? {
		via: "path",
		place: source.placeOf("inputs")
	};
}
/** A cycle may hold thousands of steps; its ends say enough. */
function shorten$1(ids) {
	return (ids.length <= 12 ? ids : [
		...ids.slice(0, 6),
		`… ${ids.length - 11} more …`,
		...ids.slice(-5)
	]).join(" → ");
}

// src/pipeline/own.ts
/** A key's value; names such as `constructor`, which every object inherits, are absent unless the file has them. */
const own = (mapping, key) => mapping !== void 0 && Object.hasOwn(mapping, key) ? mapping[key] : void 0;
/** `exactOptionalPropertyTypes` tells a missing key from one that is undefined; results have only keys with a value. */
const optional = (key, value) => value === void 0 ? {} : { [key]: value };

// src/pipeline/params.ts
/**
* Every param's value: what was given as text, else its default. With `standIns` a param without either gets a value
* of its type (the first of its enum; its name, 1 or false), so that a graph can be shown without one.
*/
function resolveParams(input) {
	const { draft, given, standIns, complaints } = input;
	const declared = draft.value.params ?? {};
	for (const name of Object.keys(given)) if (!Object.hasOwn(declared, name) && !draft.isLost(["params", name])) unknownParam(name, draft, complaints);
	const open = /* @__PURE__ */ new Set();
	const values = Object.entries(declared).map(([name, param]) => {
		const known = describeParam(name, param, {
			draft,
			path: ["params", name]
		});
		const isSound = checkDeclaration(known, param, complaints);
		const settled = settle(known, own(given, name), {
			standIns,
			complaints
		});
		if (!isSound || settled === void 0) open.add(name);
		return [name, settled ?? known.default ?? standIn$1(known)];
	});
	return {
		values: Object.fromEntries(values),
		open
	};
}
function describeParam(name, param, place) {
	if (typeof param !== "object") return {
		name,
		type: typeOf(param, place),
		default: param,
		place
	};
	const { default: value, enum: allowed } = param;
	return {
		name,
		type: param.type ?? inferType(param, place),
		place,
		...value !== void 0 && { default: value },
		...allowed?.length && { enum: allowed }
	};
}
function inferType({ default: value, enum: allowed }, place) {
	if (value !== void 0) return typeOf(value, below(place, "default"));
	const types = new Set((allowed ?? []).map((item, index) => typeOf(item, below(place, "enum", index))));
	const [only] = types;
	if (types.size === 1 && only !== void 0) return only;
	return types.size === 2 && types.has("integer") && types.has("number") ? "number" : "string";
}
/** YAML's `1.0` and `1e3` are whole numbers once parsed; who writes a point or an exponent means a number. */
function typeOf(value, place) {
	if (typeof value !== "number") return typeof value === "boolean" ? "boolean" : "string";
	const { file, range } = locate(place);
	return Number.isInteger(value) && !/[.eE]/.test(file.text.slice(range.start, range.end)) ? "integer" : "number";
}
/** False after a complaint. */
function checkDeclaration(param, written, complaints) {
	const isObject = typeof written === "object";
	const wrong = (param.enum ?? []).findIndex((item) => !hasType(item, param.type));
	if (wrong >= 0) {
		const message = `The enum of the param "${param.name}" holds ${JSON.stringify(param.enum?.[wrong])}, which is not ${article(param.type)}`;
		complaints.add("param-type", locate(below(param.place, "enum", wrong)), {
			message,
			hint: typeHints[param.type]
		});
	}
	if (param.default === void 0) return wrong < 0;
	const place = isObject ? below(param.place, "default") : param.place;
	if (!hasType(param.default, param.type)) {
		const message = `The default of the param "${param.name}" is ${JSON.stringify(param.default)}, which is not ${article(param.type)}`;
		complaints.add("param-type", locate(place), {
			message,
			hint: typeHints[param.type]
		});
		return false;
	}
	if (!param.enum || param.enum.includes(param.default)) return wrong < 0;
	const message = `The default of the param "${param.name}" is not one of its enum`;
	complaints.add("param-type", locate(place), {
		message,
		hint: enumHint(param.enum)
	});
	return false;
}
const hasType = (value, type) => type === "integer" ? Number.isSafeInteger(value) : type === "number" ? Number.isFinite(value) : typeof value === type;
/** Undefined where the value is missing or faulty. */
function settle(param, text, { standIns, complaints }) {
	if (text !== void 0) {
		const parsed = parseParam(text, param);
		if (parsed.ok) return parsed.value;
		complaints.add("param-type", locate(param.place, "key"), parsed.error);
	} else if (param.default !== void 0) return param.default;
	else if (!standIns) {
		const message = `The param "${param.name}" has no default, and no value was given`;
		complaints.add("param-missing", locate(param.place, "key"), {
			message,
			hint: `Give one with --param ${param.name}=… or the action's input params, or write a default`
		});
	}
}
function standIn$1({ name, type, enum: allowed }) {
	const [first] = allowed ?? [];
	if (first !== void 0) return first;
	return type === "string" ? name : type === "boolean" ? false : 1;
}
function parseParam(text, param) {
	const value = parseScalar(text.trim(), text, param.type);
	const shown = JSON.stringify(text);
	if (value === void 0) return err({
		message: `The value ${shown} given for the param "${param.name}" is not ${article(param.type)}`,
		hint: typeHints[param.type]
	});
	if (param.enum && !param.enum.includes(value)) {
		const message = `The value ${shown} given for the param "${param.name}" is not one of its enum`;
		return err({
			message,
			hint: enumHint(param.enum)
		});
	}
	return ok(value);
}
function parseScalar(trimmed, text, type) {
	switch (type) {
		case "string": return text;
		case "boolean": return trimmed === "true" ? true : trimmed === "false" ? false : void 0;
		case "integer": return /^[+-]?\d+$/.test(trimmed) && Number.isSafeInteger(Number(trimmed)) ? Number(trimmed) : void 0;
		case "number": return isNumber(trimmed) ? Number(trimmed) : void 0;
		default: return type;
	}
}
const isNumber = (text) => /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(text) && Number.isFinite(Number(text));
const article = (type) => type === "integer" ? "an integer" : `a ${type}`;
const typeHints = {
	string: "Put it in quotes, or change the param's type",
	integer: "Write a whole number, or change the param's type",
	number: "Write a number, or change the param's type",
	boolean: "Write true or false, or change the param's type"
};
const enumHint = (allowed) => `Use one of: ${allowed.map(String).join(", ")}`;
function unknownParam(name, draft, complaints) {
	const names = Object.keys(draft.value.params ?? {});
	const location = draft.value.params ? draft.at(["params"], "key") : draft.at([]);
	const message = `A value was given for the param "${name}", which the pipeline does not declare`;
	complaints.add("unknown-param", location, {
		message,
		hint: suggestionHint(name, names, "declared params")
	});
}

// src/pipeline/slot.ts
/**
* Reads values whose `${{ }}` are settled before anything runs. One reader serves a step; `with` gives it the
* context of a leg, so that a template is parsed once however many legs the step has.
* Every method answers undefined after a complaint, so that the caller goes on with the next value.
*/
var SlotReader = class SlotReader {
	complaints;
	scope;
	context;
	/** `params.name` and the like, in lower case, whose values only stand in for what is not known. */
	open;
	#parsed;
	constructor(complaints, scope, context, open = /* @__PURE__ */ new Set(), parsed = /* @__PURE__ */ new Map()) {
		this.complaints = complaints;
		this.scope = scope;
		this.context = context;
		this.open = open;
		this.#parsed = parsed;
	}
	with(context) {
		return new SlotReader(this.complaints, this.scope, context, this.open, this.#parsed);
	}
	/** Whether a value is faulty, or made of one that is not known; at any depth. */
	isOpen(given) {
		if (typeof given === "string") {
			const parsed = given.includes("${{") ? this.#parse(given) : void 0;
			return parsed !== void 0 && (!parsed.ok || this.#isMadeOfOpen(parsed.value));
		}
		return given !== null && typeof given === "object" && Object.values(given).some((each) => this.isOpen(each));
	}
	#isMadeOfOpen(template) {
		return this.open.size > 0 && uses(template, this.open);
	}
	text(given, place) {
		if (!given.includes("${{")) return given;
		return this.#settle(given, place, (template) => render(template, this.context));
	}
	/** A value of any kind: a string that is one `${{ }}` keeps the type of what it gives, at any depth. */
	json(given, place) {
		if (typeof given === "string") return this.#scalar(given, place);
		if (given === null || typeof given !== "object") return given;
		if (isList$1(given)) {
			const items = given.map((item, index) => this.json(item, below(place, index)));
			return items.every((item) => item !== void 0) ? items : void 0;
		}
		const entries = Object.entries(given).map(([key, item]) => [key, this.json(item, below(place, key))]);
		return entries.every(isSettled) ? Object.fromEntries(entries) : void 0;
	}
	integer(given, place, least) {
		const value = this.json(given, place);
		if (value === void 0) return void 0;
		const number = typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value;
		if (typeof number === "number" && Number.isSafeInteger(number) && number >= least) return number;
		return this.#refuse(place, value, `a whole number of at least ${least}`, `Write ${least} or more`);
	}
	boolean(given, place) {
		const value = this.json(given, place);
		if (value === void 0 || typeof value === "boolean") return value;
		if (value === "true" || value === "false") return value === "true";
		return this.#refuse(place, value, "true or false", "Write true, or false");
	}
	strings(given, place) {
		const entries = Object.entries(given).map(([name, value]) => {
			return [name, (typeof value === "string" ? this.text(value, below(place, name)) : asText(value)) ?? ""];
		});
		return Object.fromEntries(entries);
	}
	#scalar(given, place) {
		if (!given.includes("${{")) return given;
		return this.#settle(given, place, (template) => {
			const only = soleExpression(template);
			return only ? evaluate(only, this.context) : render(template, this.context);
		});
	}
	#settle(given, place, use) {
		const parsed = this.#parse(given);
		if (!parsed.ok) {
			this.complaints.addExpression(place, parsed.error);
			return;
		}
		if (this.#isMadeOfOpen(parsed.value)) this.complaints.excuse(locate(place));
		const settled = use(parsed.value);
		if (settled.ok) return settled.value;
		this.complaints.add("invalid-value", locate(place), {
			message: `The expression cannot be evaluated: ${settled.error}`,
			hint: "Give the values in it what it takes, or write the result out"
		});
	}
	#parse(given) {
		const known = this.#parsed.get(given);
		if (known) return known;
		const parsed = parseTemplate(given, this.scope);
		this.#parsed.set(given, parsed);
		return parsed;
	}
	#refuse(place, value, wanted, hint) {
		const message = `This must be ${wanted}, not ${describe(value)}`;
		this.complaints.add("invalid-value", locate(place), {
			message,
			hint
		});
	}
};
const isSettled = (entry) => entry[1] !== void 0;
/** The one expression that makes up a whole string, if it is just that. */
function soleExpression(template) {
	const parts = template.filter((part) => part !== "");
	const [only] = parts;
	return parts.length === 1 && typeof only === "object" ? only : void 0;
}
/** A value as messages show it: JSON, cut short. */
function describe(value) {
	const text = JSON.stringify(value);
	return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
const isList$1 = (value) => Array.isArray(value);

// src/pipeline/bucket.ts
/** Also where the key ends is for everything below it, with nothing there for the whole bucket. */
const isPrefix = ({ key }) => key === "" || key.endsWith("/");
/** `s3://bucket/key`, `gs://bucket/key`, `az://account/container/key` or a blob's https URL. */
function parseBucketUri(text) {
	const [, scheme = "", host = "", path = ""] = /^([a-z][a-z0-9+.-]*):\/\/([^/\s]+)(?:\/(\S*))?$/i.exec(text) ?? [];
	if (host === "") return err(notOne(text));
	const uri = byScheme[scheme.toLowerCase()]?.(host, path);
	if (!uri) return err(scheme in byScheme ? incomplete(text) : notOne(text));
	if (uri.key.split("/").some((name) => name === "." || name === "..")) return err({
		message: `"${shorten(text)}" has . or .. in it, which no file can be called`,
		hint: forms
	});
	return ok(uri);
}
const byScheme = {
	s3: (bucket, key) => ({
		kind: "s3",
		host: "",
		bucket,
		key
	}),
	gs: (bucket, key) => ({
		kind: "gcs",
		host: "",
		bucket,
		key
	}),
	az: (account, path) => /^[a-z0-9]+$/.test(account) ? inAzure(`${account}.blob.core.windows.net`, path) : void 0,
	https: (host, path) => {
		const decoded = decode(path);
		return /^[a-z0-9-]+\.blob\.core\.(windows\.net|chinacloudapi\.cn|usgovcloudapi\.net)$/.test(host) && decoded !== void 0 ? inAzure(host, decoded) : void 0;
	}
};
function inAzure(host, path) {
	const [, bucket = "", key = ""] = /^([^/]+)(?:\/(.*))?$/s.exec(path) ?? [];
	return bucket === "" ? void 0 : {
		kind: "azure",
		host,
		bucket,
		key
	};
}
/** A query would be a signature, which belongs in no file. */
function decode(path) {
	try {
		return /[?#]/.test(path) ? void 0 : decodeURIComponent(path);
	} catch {
		return;
	}
}
const forms = "Write a URI such as s3://bucket/prefix/, gs://bucket/prefix/, az://account/container/prefix/ or https://account.blob.core.windows.net/container/prefix/";
const shorten = (text) => text.slice(0, 200);
const notOne = (text) => ({
	message: `"${shorten(text)}" is not the URI of a bucket`,
	hint: forms
});
const incomplete = (text) => ({
	message: `"${shorten(text)}" is not the URI of a bucket that can be read here`,
	hint: forms
});

// src/pipeline/image.ts
const component = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const domainName = /^(?:\[[0-9a-fA-F:]+\]|[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*)(?::\d{1,5})?$/;
const tagName = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const digestName = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;
/** Checks `[domain/]path[:tag][@digest]` by the grammar of github.com/distribution/reference, in Docker's short forms. */
function parseImage(reference) {
	const refuse = (why, hint = "Write it as docker pull takes it, such as python:3.13-slim") => err({
		message: `"${reference.slice(0, 100)}" is not an image reference: ${why}`,
		hint
	});
	if (reference === "") return err({
		message: "The image is empty",
		hint: "Name an image, or write null to run without one"
	});
	if (/^[a-z]+:\/\//i.test(reference)) return refuse("it has a scheme", `Leave out "${reference.split("//")[0]}//"`);
	const { name, tag, digest } = split(reference);
	if (name.length > 255) return refuse("its name is longer than 255 characters");
	if (digest !== void 0 && !isDigest(digest)) return refuse(`"${digest}" is not a digest`, "Write sha256: and 64 hex digits, as docker images --digests shows");
	if (tag !== void 0 && !tagName.test(tag)) return refuse(`"${tag}" is not a tag`);
	const { domain, path } = splitDomain(name);
	if (domain !== void 0 && !domainName.test(domain)) return refuse(`"${domain}" is not the name of a registry`);
	if (/[A-Z]/.test(path)) return refuse("its name has capital letters", `Write it in lower case: ${lowered(reference, path)}`);
	if (path.split("/").some((part) => !component.test(part))) return refuse(`"${path}" is not a repository name`);
	if (domain === void 0 && /^[0-9a-f]{64}$/.test(path)) return refuse("it is an image id, which no registry knows", "Name the image by its repository and tag");
	return ok(digest !== void 0 ? "digest" : tag === void 0 || tag === "latest" ? "latest" : "tag");
}
function split(reference) {
	const at = reference.indexOf("@");
	const rest = at < 0 ? reference : reference.slice(0, at);
	const colon = rest.indexOf(":", rest.lastIndexOf("/") + 1);
	return {
		name: colon < 0 ? rest : rest.slice(0, colon),
		...colon >= 0 && { tag: rest.slice(colon + 1) },
		...at >= 0 && { digest: reference.slice(at + 1) }
	};
}
/**
* The first part is a registry where it has a dot or a colon, or is `localhost`. Docker takes one with capitals for a
* registry too, but such a name is a slip: `PyTorch/pytorch`.
*/
function splitDomain(name) {
	const slash = name.indexOf("/");
	const first = name.slice(0, slash);
	return slash >= 0 && (/[.:]/.test(first) || first === "localhost") ? {
		domain: first,
		path: name.slice(slash + 1)
	} : { path: name };
}
const isDigest = (digest) => digestName.test(digest) && (!digest.startsWith("sha256:") || digest.length === 71);
const lowered = (reference, path) => reference.replace(path, path.toLowerCase());
/** `linux/amd64`, `linux/arm64/v8`. */
const isPlatform = (text) => /^[a-z0-9]+\/[a-z0-9_]+(\/[a-z0-9]+)?$/.test(text);

// src/pipeline/settings.ts
/** Complains about settings that a flavor does not have, or that are not what it takes. */
function checkSettings(input) {
	const { given, known, owner, place, complaints } = input;
	for (const [name, value] of Object.entries(given)) {
		if (name.startsWith("x-")) continue;
		const setting = Object.hasOwn(known, name) ? known[name] : void 0;
		if (setting) checkSetting({
			name,
			value,
			setting,
			place: below(place, name),
			complaints
		});
		else complaints.add("unknown-setting", locate(below(place, name), "key"), {
			message: `${owner} has no setting "${name}"`,
			hint: suggestionHint(name, Object.keys(known), "settings")
		});
	}
}
function checkSetting(input) {
	const { name, value, setting, place, complaints } = input;
	const hint = `Write it as in \`${name}: ${JSON.stringify(setting.examples[0])}\``;
	if (typeof value !== setting.type) {
		const message = `${name} is ${setting.type === "string" ? "a text" : "true or false"}, not ${describe(value)}`;
		complaints.add("wrong-type", locate(place), {
			message,
			hint
		});
		return;
	}
	const text = String(value);
	const image = setting.format === "image" ? parseImage(text) : void 0;
	if (image?.ok === false) complaints.add("invalid-image", locate(place), image.error);
	if (setting.pattern === void 0 || new RegExp(setting.pattern).test(text)) return;
	const message = `"${text}" is not what ${name} takes`;
	complaints.add("invalid-value", locate(place), {
		message,
		hint
	});
}

// src/pipeline/artifact-store.ts
const uriOf = (example) => ({
	type: "string",
	description: "Bucket or container and prefix under which everything is kept.",
	examples: [example]
});
const stores = {
	local: { settings: { path: {
		type: "string",
		description: "The folder; relative to the pipeline's own. By default `.stepops/store` of the checkout.",
		examples: ["/mnt/nfs/stepops"],
		pattern: "^(?!~|\\.{0,2}/*$)[^$]+$"
	} } },
	s3: {
		kind: "s3",
		settings: { uri: uriOf("s3://acme-ml/stepops") }
	},
	gcs: {
		kind: "gcs",
		settings: { uri: uriOf("gs://acme-ml/stepops") }
	},
	azure: {
		kind: "azure",
		settings: { uri: uriOf("az://acme/ml/stepops") }
	}
};
/** `place`: of the stack. */
function checkArtifactStore({ artifact_store: store }, place, complaints) {
	if (!store) return;
	const known = stores[store.type];
	if (!known) return;
	const { type, ...given } = store;
	const at = below(place, "artifact_store");
	checkSettings({
		given,
		known: known.settings,
		owner: `The artifact store ${type}`,
		place: at,
		complaints
	});
	if (known.kind !== void 0) checkUri({
		...known,
		kind: known.kind
	}, {
		store,
		place: at,
		complaints
	});
}
function checkUri({ kind, settings }, { store, place, complaints }) {
	const hint = `Write it as in \`uri: ${settings.uri?.examples[0]}\``;
	const { uri } = store;
	if (uri === void 0) {
		if (place.draft.isLost([...place.path, "uri"])) return;
		complaints.add("missing-key", locate(below(place, "type")), {
			message: `The artifact store ${store.type} needs a uri`,
			hint
		});
		return;
	}
	if (typeof uri !== "string") return;
	const parsed = parseBucketUri(uri);
	const at = locate(below(place, "uri"));
	if (!parsed.ok) complaints.add("invalid-value", at, parsed.error);
	else if (parsed.value.kind !== kind) complaints.add("invalid-value", at, {
		message: `"${uri}" is no place for an artifact store of type ${store.type}`,
		hint
	});
}
/** Of a draft without faults. */
function readArtifactStore(store) {
	if (!store) return void 0;
	const { type, uri, path } = store;
	if (type === "local") return typeof path === "string" ? {
		kind: "local",
		path
	} : void 0;
	const parsed = typeof uri === "string" ? parseBucketUri(uri) : void 0;
	if (!parsed?.ok) return void 0;
	const { key } = parsed.value;
	return {
		kind: "bucket",
		uri: {
			...parsed.value,
			key: key === "" || key.endsWith("/") ? key : `${key}/`
		}
	};
}

// src/operator/custom/schema-scalars.ts
const nouns = {
	null: "null",
	boolean: "true or false",
	integer: "a whole number",
	number: "a number",
	string: "a text",
	array: "a list",
	object: "a mapping"
};
function isOfType(value, type) {
	switch (type) {
		case "null": return value === null;
		case "integer": return Number.isInteger(value);
		case "array": return Array.isArray(value);
		case "object": return isObject$1(value);
		case "boolean":
		case "number":
		case "string": return typeof value === type;
		default: return type;
	}
}
const isObject$1 = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
function ofNumber(value, schema) {
	const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
	if (minimum !== void 0 && value < minimum) return `must be ${minimum} or more`;
	if (maximum !== void 0 && value > maximum) return `must be ${maximum} or less`;
	if (exclusiveMinimum !== void 0 && value <= exclusiveMinimum) return `must be more than ${exclusiveMinimum}`;
	if (exclusiveMaximum !== void 0 && value >= exclusiveMaximum) return `must be less than ${exclusiveMaximum}`;
	const times = multipleOf === void 0 ? 0 : value / multipleOf;
	return Math.abs(times - Math.round(times)) > 1e-9 ? `must be a multiple of ${multipleOf}` : void 0;
}
const longestMatched = 1e3;
/** A pattern that needs longer for so short a text needs for ever. */
const patternLimitMs = 250;
function ofText(value, { minLength, maxLength, pattern }) {
	const length = [...value].length;
	if (minLength !== void 0 && length < minLength) return minLength === 1 ? "must not be empty" : `must have at least ${minLength} characters`;
	if (maxLength !== void 0 && length > maxLength) return `must have at most ${maxLength} characters`;
	if (pattern === void 0) return void 0;
	if (value.length > longestMatched) return `must have at most ${longestMatched} characters`;
	return matches$1(pattern, value) ? void 0 : `must match ${pattern}`;
}
/** The pattern is the user's and may be exponential: only a context of its own can be stopped in the middle of one. */
function matches$1(pattern, text) {
	try {
		return runInNewContext("new RegExp(pattern, \"u\").test(text)", {
			pattern,
			text
		}, { timeout: patternLimitMs }) === true;
	} catch {
		return false;
	}
}

// src/operator/custom/schema-types.ts
const typeNames = [
	"null",
	"boolean",
	"integer",
	"number",
	"string",
	"array",
	"object"
];
/** Where `$ref` leads: the file's own definitions. */
const definitionPrefix = "#/$defs/";

// src/operator/custom/schema.ts
/** Much more than an honest schema and its settings need. */
const mostLooks = 1e5;
/** A schema inside a schema; settings themselves are never so deep. */
const deepest$1 = 500;
/** What is wrong with a value; the first fault of each part of it. */
function checkBySchema(value, schema, definitions = {}, beside = []) {
	const checking = {
		definitions,
		beside,
		left: mostLooks,
		depth: 0
	};
	const faults = check$1({
		value,
		schema,
		path: [],
		checking
	});
	if (checking.left > 0) return faults;
	return [{
		code: "invalid-value",
		path: [],
		message: "The schema of these settings asks for more than can be looked at",
		hint: "Look for a $ref that leads back to itself"
	}];
}
function check$1(look) {
	const { checking } = look;
	if (checking.depth >= deepest$1) checking.left = 0;
	if (checking.left <= 0) return [];
	checking.left -= 1;
	checking.depth += 1;
	const faults = checkOne(look);
	checking.depth -= 1;
	return faults;
}
function checkOne(look) {
	const { value, schema, path } = look;
	if (schema === true) return [];
	if (schema === false) return [fault(look, "invalid-value", `${nameOf(path)} is not allowed here`)];
	const typeFault = wrongType(look, schema);
	if (typeFault) return [typeFault];
	const first = ofValue(look, schema);
	if (first) return [first];
	return [
		...ofObject(value, schema, look),
		...ofList(value, schema, look),
		...ofReference(look, schema),
		...(schema.allOf ?? []).flatMap((each) => check$1({
			...look,
			schema: each
		})),
		...ofChoices(look, schema)
	];
}
function wrongType(look, { type, ...schema }) {
	if (type === void 0) return void 0;
	const types = [type].flat();
	if (types.some((each) => isOfType(look.value, each))) return void 0;
	const wanted = types.map((each) => nouns[each]).join(" or ");
	const message = `${nameOf(look.path)} is ${wanted}, not ${describe(look.value)}`;
	return fault(look, "wrong-type", message, exampleHint(look.path, schema));
}
/** Of the value as a whole: what it must be one of, its size, its form. */
function ofValue(look, schema) {
	const { value, path } = look;
	const name = nameOf(path);
	if (schema.const !== void 0 && !isDeepStrictEqual(value, schema.const)) return fault(look, "invalid-value", `${name} must be ${describe(schema.const)}, not ${describe(value)}`);
	if (schema.enum && !schema.enum.some((each) => isDeepStrictEqual(value, each))) {
		const hint = typeof value === "string" && schema.enum.every((each) => typeof each === "string") ? suggestionHint(value, schema.enum, "values") : `Use one of ${schema.enum.map(describe).join(", ")}`;
		return fault(look, "invalid-value", `${name} cannot be ${describe(value)}`, hint);
	}
	const why = typeof value === "number" ? ofNumber(value, schema) : typeof value === "string" ? ofText(value, schema) : void 0;
	return why === void 0 ? void 0 : fault(look, "invalid-value", `${name} ${why}, not ${describe(value)}`, exampleHint(path, schema));
}
function ofObject(value, schema, look) {
	if (!isObject$1(value)) return [];
	const { properties = {}, required = [], additionalProperties = true } = schema;
	return [...required.filter((name) => !Object.hasOwn(value, name)).map((name) => ({
		...fault(look, "missing-key", `${look.path.length === 0 ? "" : `${nameOf(look.path)}: `}"${name}" is missing`),
		hint: `Add ${name}${describeSchema(own(properties, name))}`
	})), ...Object.entries(value).flatMap(([name, each]) => {
		const known = own(properties, name);
		const path = [...look.path, name];
		if (known !== void 0) return check$1({
			...look,
			value: each,
			schema: known,
			path
		});
		if (additionalProperties !== false) return check$1({
			...look,
			value: each,
			schema: additionalProperties,
			path
		});
		const hint = suggestionHint(name, [...Object.keys(properties), ...path.length === 1 ? look.checking.beside : []], "settings");
		return [{
			code: "unknown-setting",
			path,
			isKey: true,
			message: `There is no setting "${name}"`,
			hint
		}];
	})];
}
function ofList(value, schema, look) {
	if (!Array.isArray(value)) return [];
	const { items = true, minItems, maxItems, uniqueItems } = schema;
	const name = nameOf(look.path);
	const refuse = (why) => [fault(look, "invalid-value", `${name} ${why}`, exampleHint(look.path, schema))];
	if (minItems !== void 0 && value.length < minItems) return refuse(minItems === 1 ? "must not be empty" : `must have at least ${minItems} entries`);
	if (maxItems !== void 0 && value.length > maxItems) return refuse(`must have at most ${maxItems} entries`);
	const twice = uniqueItems && value.find((each, index) => value.slice(0, index).some((other) => isDeepStrictEqual(each, other)));
	if (twice !== void 0 && twice !== false) return refuse(`has ${describe(twice)} twice`);
	return value.flatMap((each, index) => check$1({
		...look,
		value: each,
		schema: items,
		path: [...look.path, index]
	}));
}
function ofReference(look, { $ref }) {
	if ($ref === void 0) return [];
	const schema = own(look.checking.definitions, $ref.slice(definitionPrefix.length));
	return schema === void 0 ? [] : check$1({
		...look,
		schema
	});
}
function ofChoices(look, { anyOf, oneOf, not }) {
	const fits = (schema) => check$1({
		...look,
		schema
	}).length === 0;
	const name = nameOf(look.path);
	if (anyOf && !anyOf.some(fits)) return noneFits(look, anyOf);
	if (oneOf) {
		const count = oneOf.filter(fits).length;
		if (count === 0) return noneFits(look, oneOf);
		if (count > 1) return [fault(look, "invalid-value", `${name} fits ${count} forms that exclude each other`)];
	}
	return not !== void 0 && fits(not) ? [fault(look, "invalid-value", `${name} cannot be ${describe(look.value)}`)] : [];
}
/** The faults of the form that comes nearest say most. */
function noneFits(look, forms) {
	const depth = (faults) => Math.max(...faults.map(({ path }) => path.length));
	const [nearest] = forms.map((schema) => check$1({
		...look,
		schema
	})).filter((faults) => faults.length > 0).toSorted((a, b) => depth(b) - depth(a));
	return nearest ?? [fault(look, "invalid-value", `${nameOf(look.path)} fits none of its forms`)];
}
const fault = ({ path }, code, message, hint = "See the schema that settings_schema names") => ({
	code,
	path,
	message,
	hint
});
function exampleHint(path, { examples, description }) {
	const name = path.at(-1);
	if (examples?.[0] !== void 0 && typeof name === "string") return `Write it as in \`${name}: ${JSON.stringify(examples[0])}\``;
	return description === void 0 ? void 0 : `What it is: ${description}`;
}
const describeSchema = (schema) => typeof schema === "object" && schema.description !== void 0 ? `: ${schema.description}` : "";
/** `env.PATH`, `args[0]`; without a path the settings themselves. */
function nameOf(path) {
	const text = path.map((key) => typeof key === "number" ? `[${key}]` : `.${key}`).join("");
	return text === "" ? "This" : text.replace(/^\./, "");
}

// src/operator/custom/settings.ts
/** The keys that stepops itself reads of an operator of the flavor `custom`; the others are the program's own. */
const customSettings = {
	type: "object",
	required: ["command"],
	additionalProperties: true,
	properties: {
		command: {
			type: "array",
			minItems: 1,
			items: {
				type: "string",
				minLength: 1,
				pattern: "^[^\\0]*$"
			},
			description: "The program and its arguments, without a shell; it is started in the pipeline's folder and speaks the operator protocol.",
			examples: [["./ops/slurm-operator"], ["python3", "ops/my_operator.py"]]
		},
		settings_schema: {
			type: "string",
			minLength: 1,
			description: "A JSON file, relative to the pipeline's folder, with the schemas of the operator's other keys and of a step's `settings`.",
			examples: ["ops/slurm.schema.json"]
		},
		secrets: {
			type: "array",
			uniqueItems: true,
			items: {
				type: "string",
				pattern: "^[A-Za-z_][A-Za-z0-9_]*$"
			},
			description: "Secrets that the program itself needs; it gets them as environment variables of these names.",
			examples: [["SLURM_TOKEN"]]
		}
	}
};
/** Of an operator whose settings were checked by `customSettings`. */
function readCustomOperator({ settings: given }) {
	const { command, settings_schema: schema, secrets } = given;
	const [file = "", ...args] = command ?? [];
	return {
		command: [file, ...args],
		...typeof schema === "string" && { settingsSchema: schema },
		secrets: secrets ?? [],
		settings: programSettings(given)
	};
}
/** What the program is told, and its own schema checks. */
const programSettings = (given) => Object.fromEntries(Object.entries(given).filter(([name]) => !Object.hasOwn(customSettings.properties, name) && name !== "type" && !name.startsWith("x-")));

// src/operator/docker/settings.ts
/** Settings of the flavor `docker`: containers on this machine's Docker engine, or on another one. */
const dockerSettings = {
	operator: {
		host: {
			type: "string",
			description: "The Docker engine, as DOCKER_HOST has it. By default the one that the docker command finds. Where it is on another machine, a step's folder is copied there and back.",
			examples: ["ssh://me@gpu-box", "unix:///run/user/1000/docker.sock"],
			pattern: "^(unix|tcp|ssh|npipe|fd)://"
		},
		context: {
			type: "string",
			description: "The Docker engine, by the name of a context that `docker context ls` shows.",
			examples: ["gpu-box"],
			pattern: "^[A-Za-z0-9][A-Za-z0-9_.+-]*$"
		},
		base_image: {
			type: "string",
			description: "Image of steps that name none.",
			examples: ["python:3.13-slim"],
			format: "image"
		},
		copy_images: {
			type: "boolean",
			description: "Copies the images that steps name into the stack's `container_registry` first, by digest, for an engine that can pull from nowhere else. Images that are built go there in any case.",
			examples: [true]
		}
	},
	step: { require_gpu: {
		type: "boolean",
		description: "Whether a step that asks for accelerators and sees none fails, with cause `config`. By default it is warned.",
		examples: [true]
	} }
};

// src/pipeline/flavor-settings.ts
/** Flavors whose settings are known; of the others only the form is checked. */
const settingsOf = { docker: dockerSettings };
const known$1 = (flavor) => Object.hasOwn(settingsOf, flavor) ? settingsOf[flavor] : void 0;
/** What a stack says of its operators and its registry. `place`: of the stack. `files`: undefined where they were not read. */
function checkStack(stack, place, complaints, files) {
	checkRegistry(stack, place, complaints);
	checkArtifactStore(stack, place, complaints);
	for (const [name, { type, ...given }] of Object.entries(stack.step_operators ?? {})) {
		const settings = known$1(type)?.operator;
		const at = below(place, "step_operators", name);
		if (type === "custom") checkCustom(given, at, complaints, files);
		if (!settings) continue;
		checkSettings({
			given,
			known: settings,
			owner: `The flavor ${type}`,
			place: at,
			complaints
		});
		if (type !== "docker") continue;
		checkEngine(name, given, at, complaints);
		if (given.copy_images === true && !stack.container_registry) complaints.add("invalid-value", locate(below(at, "copy_images"), "key"), {
			message: `"${name}" copies images into the stack's container_registry, and the stack has none`,
			hint: "Give the stack a container_registry"
		});
	}
}
/** First the keys that are ours, then, by the schema that the user gives, the program's own. */
function checkCustom(given, place, complaints, files) {
	addFaults(checkBySchema(given, customSettings), place, complaints);
	const path = given.settings_schema;
	const file = typeof path === "string" ? files?.get(path) : void 0;
	if (file?.ok === false) complaints.add("invalid-value", locate(below(place, "settings_schema")), {
		message: `${String(path)} ${file.error}`,
		hint: "The page on the operator protocol says what this file may hold"
	});
	if (!file?.ok || file.value.operator === void 0) return;
	const { operator, definitions } = file.value;
	const own = Object.keys(customSettings.properties);
	addFaults(checkBySchema(programSettings(given), operator, definitions, own), place, complaints);
}
function addFaults(faults, place, complaints) {
	for (const { code, path, isKey, message, hint } of faults) complaints.add(code, locate(below(place, ...path), isKey ? "key" : "value"), {
		message,
		hint
	});
}
function checkEngine(name, given, place, complaints) {
	if (given.host === void 0 || given.context === void 0) return;
	complaints.add("invalid-value", locate(below(place, "context"), "key"), {
		message: `"${name}" has both a host and a context`,
		hint: "Keep the one that names the engine",
		related: [{
			location: locate(below(place, "host"), "key"),
			message: "The host is here"
		}]
	});
}
function checkRegistry({ container_registry: registry }, place, complaints) {
	if (!registry) return;
	const location = locate(below(place, "container_registry", "uri"));
	const parsed = parseImage(registry.uri);
	if (!parsed.ok) complaints.add("invalid-image", location, parsed.error);
	else if (parsed.value !== "latest" || registry.uri.endsWith(":latest")) {
		const message = `"${registry.uri}" names one image`;
		complaints.add("invalid-image", location, {
			message,
			hint: "Leave out the tag and the digest"
		});
	}
}
/** A step's `settings`, which only its operator's flavor understands. */
function checkStepSettings(input) {
	const { given, operator, place, complaints, files } = input;
	const path = operator?.flavor === "custom" ? operator.settings.settings_schema : void 0;
	const file = typeof path === "string" ? files?.get(path) : void 0;
	if (file?.ok && file.value.step !== void 0) {
		const told = Object.fromEntries(Object.entries(given).filter(([name]) => !name.startsWith("x-")));
		addFaults(checkBySchema(told, file.value.step, file.value.definitions), place, complaints);
	}
	const settings = operator && known$1(operator.flavor)?.step;
	if (settings) checkSettings({
		given,
		known: settings,
		owner: `The flavor ${operator.flavor}`,
		place,
		complaints
	});
}

// src/pipeline/stacks.ts
/** The built-in stack: every step runs on this machine. */
const localName = "local";
/**
* The stack that a flag or input names, else the one of the file's `stack`, else `local` where no stack is defined.
* Undefined after a complaint: then nothing that depends on the stack is looked at.
*/
function chooseStack(input) {
	const { draft, stacks, stackName, settingsFiles, complaints } = input;
	const defined = definedStacks(draft, stacks === "faulty" ? void 0 : stacks, complaints);
	for (const { stack, place } of defined.values()) checkStack(stack, place, complaints, settingsFiles);
	const name = stackName ?? draft.value.stack;
	const isLost = (stack) => stacks === "faulty" || draft.isLost(["stacks", stack]) || stacks?.isLost(["stacks", stack]) === true;
	if (name === void 0) {
		if (draft.isLost(["stack"]) || defined.size === 0 && isLost("")) return lost$1(complaints);
		return defined.size === 0 ? builtIn(false) : notChosen({
			draft,
			defined,
			complaints
		});
	}
	if (name === "local") return builtIn(true);
	const found = defined.get(name);
	if (found) return {
		stack: readStack(name, found.stack),
		place: found.place,
		...optional("settingsFiles", settingsFiles)
	};
	if (isLost(name)) return lost$1(complaints);
	const location = stackName === void 0 ? draft.at(["stack"]) : placeOfStacks(draft);
	const message = `There is no stack "${name}"`;
	complaints.add("unknown-stack", location, {
		message,
		hint: suggestionHint(name, [...defined.keys(), localName], "stacks")
	});
}
/** Another fault took away what would say which stack is meant. */
function lost$1(complaints) {
	complaints.gap();
}
function definedStacks(draft, stacks, complaints) {
	const here = entriesOf(draft.value.stacks, {
		draft,
		path: ["stacks"]
	});
	const beside = stacks ? entriesOf(stacks.value.stacks, {
		draft: stacks,
		path: ["stacks"]
	}) : [];
	const defined = /* @__PURE__ */ new Map();
	for (const [name, entry] of [...here, ...beside]) {
		const first = defined.get(name);
		if (name === "local") reportLocal(entry.place, complaints);
		else if (first) reportTwice({
			name,
			first: first.place,
			second: entry.place,
			complaints
		});
		else defined.set(name, entry);
	}
	return defined;
}
const entriesOf = (stacks, place) => Object.entries(stacks ?? {}).map(([name, stack]) => [name, {
	stack,
	place: below(place, name)
}]);
function reportLocal(place, complaints) {
	const message = `"${localName}" is the built-in stack, which runs every step on this machine`;
	complaints.add("invalid-id", locate(place, "key"), {
		message,
		hint: "Give this stack another name"
	});
}
function reportTwice(input) {
	const { name, first, second, complaints } = input;
	const message = `The stack "${name}" is defined in both files`;
	complaints.add("duplicate-key", locate(second, "key"), {
		message,
		hint: "Keep one of the two",
		related: [{
			location: locate(first, "key"),
			message: "The other one is here"
		}]
	});
}
function notChosen(input) {
	const { draft, defined, complaints } = input;
	const names = [...defined.keys()].join(", ");
	complaints.add("stack-not-chosen", placeOfStacks(draft), {
		message: `Stacks are defined (${names}), but none is chosen`,
		hint: `Choose one with --stack NAME, the action's input stack, or a line such as "stack: ${[...defined.keys()][0]}"; --stack local runs everything here`
	});
}
const placeOfStacks = (draft) => draft.value.stacks ? draft.at(["stacks"], "key") : draft.at([]);
const builtIn = (chosen) => ({ stack: {
	name: localName,
	chosen,
	operators: {},
	secrets: {}
} });
function readStack(name, draft) {
	const operators = Object.entries(draft.step_operators ?? {}).map(([id, { type, ...settings }]) => [id, {
		name: id,
		flavor: type,
		settings
	}]);
	const registry = draft.container_registry?.uri;
	return {
		name,
		chosen: true,
		operators: Object.fromEntries(operators),
		secrets: draft.secrets ?? {},
		...registry !== void 0 && { containerRegistry: registry },
		...optional("auth", draft.auth && readAuth(draft.auth)),
		...optional("artifactStore", readArtifactStore(draft.artifact_store))
	};
}
const readAuth = (draft) => ({
	oidc: draft.oidc ?? false,
	...optional("role", draft.role),
	...optional("clientId", draft.client_id),
	...optional("tenantId", draft.tenant_id),
	...optional("workloadIdentityProvider", draft.workload_identity_provider),
	...optional("audience", draft.audience)
});
/** The operator that a step names, undefined where it runs on this machine; under `local` every step does. */
function readOperator(input) {
	const { name, place, chosen, complaints } = input;
	if (name === void 0 || !chosen || chosen.stack.name === "local") return void 0;
	const { stack } = chosen;
	const operator = own(stack.operators, name);
	if (operator) return operator;
	const defined = chosen.place;
	if (defined?.draft.isLost([
		...defined.path,
		"step_operators",
		name
	])) return lost$1(complaints);
	complaints.add("unknown-operator", locate(place), {
		message: `The stack "${stack.name}" has no step operator "${name}"`,
		hint: suggestionHint(name, Object.keys(stack.operators), `step operators of "${stack.name}"`),
		...chosen.place && { related: [{
			location: locate(chosen.place, "key"),
			message: `The stack "${stack.name}" is here`
		}] }
	});
}

// src/catalog/accelerators.ts
const nvidia = [
	["K80", "tesla-k80"],
	["M4000", "quadro-m4000"],
	["M60", "tesla-m60"],
	["P4", "tesla-p4"],
	["P4000", "quadro-p4000"],
	["P100", "tesla-p100"],
	[
		"V100",
		"tesla-v100",
		"v100-16gb"
	],
	["V100-32GB", "v100-sxm3-32gb"],
	["T4", "tesla-t4"],
	["T4G"],
	[
		"RTX4000",
		"rtx-4000",
		"quadro-rtx-4000"
	],
	[
		"RTX5000",
		"rtx-5000",
		"quadro-rtx-5000"
	],
	[
		"RTX6000",
		"rtx-6000",
		"quadro-rtx-6000"
	],
	["RTX2080Ti", "rtx-2080-ti"],
	["RTX3060", "rtx-3060"],
	["RTX3070", "rtx-3070"],
	["RTX3080", "rtx-3080"],
	["RTX3090", "rtx-3090"],
	["RTX4080", "rtx-4080"],
	["RTX4090", "rtx-4090"],
	["RTX5080", "rtx-5080"],
	["RTX5090", "rtx-5090"],
	[
		"RTXA4000",
		"rtx-a4000",
		"a4000"
	],
	[
		"RTXA4500",
		"rtx-a4500",
		"a4500"
	],
	[
		"RTXA5000",
		"rtx-a5000",
		"a5000"
	],
	[
		"RTXA6000",
		"rtx-a6000",
		"a6000"
	],
	["RTX4000-Ada", "rtx-4000-ada"],
	["RTX5000-Ada", "rtx-5000-ada"],
	["RTX6000-Ada", "rtx-6000-ada"],
	[
		"RTXPRO6000",
		"rtx-pro-6000",
		"rtx-pro-6000-blackwell"
	],
	["A10"],
	["A10G", "nvidia-a10g"],
	["A16"],
	["A30"],
	["A40"],
	["L4", "nvidia-l4"],
	["L40"],
	["L40S", "nvidia-l40s"],
	[
		"A100",
		"a100-40gb",
		"nvidia-tesla-a100",
		"nvidia-a100",
		"a100-40g"
	],
	[
		"A100-80GB",
		"a100-80g",
		"nvidia-a100-80gb"
	],
	[
		"H100",
		"h100-80gb",
		"nvidia-h100",
		"nvidia-h100-80gb",
		"h100-sxm"
	],
	["H100-NVL"],
	[
		"H200",
		"h200-141gb",
		"nvidia-h200"
	],
	["GH200", "gh200-96gb"],
	["B200", "nvidia-b200"],
	["GB200"],
	["B300"],
	["GB300"]
];
const amd = [
	["Radeon Pro V520", "v520"],
	["MI25", "radeon-mi25"],
	["MI100"],
	["MI210"],
	["MI250"],
	["MI300X", "instinct-mi300x"],
	["MI325X"],
	["MI355X"]
];
const aws = [
	[
		"Trainium",
		"trn1",
		"trainium1"
	],
	["Trainium2", "trn2"],
	[
		"Inferentia",
		"inf1",
		"inferentia1"
	],
	["Inferentia2", "inf2"]
];
const google = [
	[
		"tpu-v2",
		"v2-tpu",
		"tpuv2"
	],
	[
		"tpu-v3",
		"v3-tpu",
		"tpuv3"
	],
	[
		"tpu-v4",
		"v4-tpu",
		"tpuv4"
	],
	[
		"tpu-v5e",
		"tpu-v5-lite",
		"tpu-v5litepod",
		"tpuv5e"
	],
	["tpu-v5p", "tpuv5p"],
	[
		"tpu-v6e",
		"trillium",
		"tpuv6e"
	],
	[
		"tpu-v7",
		"ironwood",
		"tpu7x"
	]
];
const intel = [
	[
		"Gaudi",
		"gaudi1",
		"hl-205"
	],
	["Gaudi2", "hl-225"],
	["Gaudi3"]
];
/** Accelerators that a step may ask for; names follow SkyPilot's, which many files already use. */
const accelerators = [
	...nvidia,
	...amd,
	...aws,
	...google,
	...intel
];
const folded = (name) => name.toLowerCase().replaceAll(/[\s_-]/g, "");
const slice = /^(tpu-v(?:2|3|4|5e|5p|6e|7))-(\d{1,5})$/;
let known;
function names() {
	known ??= new Map(accelerators.flatMap(([name, ...aliases]) => [name, ...aliases].map((spelling) => [folded(spelling), name])));
	return known;
}
/** The canonical name of an accelerator, whatever its case and separators; a TPU may carry the size of its slice. */
function canonicalAccelerator(given) {
	const [, family, size] = slice.exec(given.toLowerCase()) ?? [];
	return family === void 0 ? names().get(folded(given)) : `${family}-${Number(size)}`;
}
/** Whether an accelerator's programs are built with CUDA. `name`: a canonical one. */
const isNvidia = (name) => nvidia.some(([canonical]) => canonical === name);

// src/pipeline/resources.ts
const none = {
	accelerators: [],
	useSpot: false,
	numNodes: 1
};
/** The alternatives of `any_of` laid over the rest, in order; one where there is no `any_of`. */
function readResources(draft, place, reader) {
	if (!draft) return [none];
	const { any_of: alternatives = [], ...rest } = draft;
	const [first = {
		value: rest,
		placeOf: (key) => below(place, key)
	}, ...others] = alternatives.map((value, index) => {
		const own = below(place, "any_of", index);
		return {
			value: {
				...rest,
				...value
			},
			placeOf: (key) => below(Object.hasOwn(value, key) ? own : place, key)
		};
	});
	return [readLayer(first, reader), ...others.map((layer) => readLayer(layer, reader))];
}
function readLayer({ value, placeOf }, reader) {
	const amount = (key) => readAmount(value[key], placeOf(key), reader);
	const size = (key) => readSize(value[key], placeOf(key), reader);
	const [cpus, memory] = [amount("cpus"), amount("memory")];
	const [diskSize, shmSize] = [size("disk_size"), size("shm_size")];
	const { use_spot: spot, num_nodes: nodes, instance_type: type } = value;
	const instanceType = type === void 0 ? void 0 : reader.text(type, placeOf("instance_type"));
	return {
		accelerators: readAccelerators(value.accelerators, placeOf("accelerators"), reader),
		...cpus && { cpus },
		...memory && { memory },
		...diskSize !== void 0 && { diskSize },
		...shmSize !== void 0 && { shmSize },
		useSpot: spot !== void 0 && reader.boolean(spot, placeOf("use_spot")) === true,
		numNodes: nodes === void 0 ? 1 : reader.integer(nodes, placeOf("num_nodes"), 1) ?? 1,
		...instanceType !== void 0 && { instanceType }
	};
}
/** `8` or `8+`; undefined when it is not a positive number. */
function parseAmount(given) {
	const [, digits, plus] = /^(\d{1,12}(?:\.\d{1,6})?)(\+?)$/.exec(String(given)) ?? [];
	const value = Number(digits);
	return digits !== void 0 && value > 0 ? {
		value,
		atLeast: plus === "+"
	} : void 0;
}
function readAmount(given, place, reader) {
	const value = given === void 0 ? void 0 : reader.json(given, place);
	if (value === void 0) return void 0;
	const amount = parseAmount(value);
	if (!amount) {
		const message = `${describe(value)} is not an amount`;
		reader.complaints.add("invalid-size", locate(place), {
			message,
			hint: "Write a number such as 8, or 8+ where more will do"
		});
	}
	return amount;
}
function readSize(given, place, reader) {
	const value = given === void 0 ? void 0 : reader.json(given, place);
	if (value === void 0) return void 0;
	const amount = parseAmount(value);
	if (amount && !amount.atLeast) return amount.value;
	const message = `${describe(value)} is not a size`;
	reader.complaints.add("invalid-size", locate(place), {
		message,
		hint: "Write gigabytes as a number, such as 100"
	});
}
function readAccelerators(given, place, reader) {
	if (given === void 0) return [];
	return (typeof given === "string" ? [given] : given).flatMap((item, index) => {
		const at = typeof given === "string" ? place : below(place, index);
		const text = reader.text(item, at);
		const found = text === void 0 ? void 0 : readAccelerator(text.trim(), at, reader);
		return found ? [found] : [];
	});
}
function readAccelerator(text, place, { complaints }) {
	const colon = text.lastIndexOf(":");
	const given = colon < 0 ? text : text.slice(0, colon).trim();
	const digits = colon < 0 ? void 0 : text.slice(colon + 1).trim();
	const name = canonicalAccelerator(given);
	if (name === void 0) {
		const known = accelerators.map(([canonical]) => canonical);
		const near = suggest(given, known);
		const valid = `The known ones are ${known.join(", ")}`;
		const hint = near === void 0 ? valid : `Did you mean "${near}"? ${valid}`;
		complaints.add("unknown-accelerator", locate(place), {
			message: `There is no accelerator "${given}"`,
			hint
		});
		return;
	}
	const count = digits === void 0 ? 1 : Number(/^\d{1,6}$/.exec(digits)?.[0] ?? 0);
	if (count >= 1) return {
		name,
		count
	};
	const message = `"${digits}" is not a number of accelerators`;
	complaints.add("accelerator-count", locate(place), {
		message,
		hint: `Write a whole number of at least 1, such as ${name}:1`
	});
}

// src/pipeline/duration.ts
const units = {
	d: 864e5,
	h: 36e5,
	m: 6e4,
	s: 1e3,
	ms: 1
};
const longestMs = 20736e5;
const spelling = /^(\d+(?:\.\d+)?d)?(\d+(?:\.\d+)?h)?(\d+(?:\.\d+)?m)?(\d+(?:\.\d+)?s)?(\d+ms)?$/;
/** `90`, `"90"`, `10s`, `1h30m`, `250ms` → milliseconds, at most 24 days. The error is a message. */
function parseDuration(given) {
	const text = String(given).trim();
	const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1e3 : sumOfUnits(text);
	if (ms === void 0) return err(`"${text}" is not a duration`);
	if (ms > longestMs) return err(`"${text}" is longer than the 24 days that a duration may be`);
	return ok(Math.round(ms));
}
/** How to write one, for hints. */
const durationHint = "Write a number of seconds, or a text such as 30s, 10m, 1h30m or 2d";
function sumOfUnits(text) {
	if (text === "" || !spelling.test(text)) return void 0;
	return [...text.matchAll(/(\d+(?:\.\d+)?)(ms|[dhms])/g)].reduce((sum, [, amount, unit]) => sum + Number(amount) * units[unit], 0);
}

// src/pipeline/retry.ts
const causesByDefault = [
	"preempted",
	"capacity",
	"infrastructure"
];
const attemptsByDefault = 3;
const backoffByDefault = {
	initialMs: 1e4,
	factor: 2,
	maxMs: 3e5
};
/**
* Without `retry` a step on an operator has three attempts on preempted, capacity and infrastructure, any other one
* attempt; with alternatives to ask for, on quota too. A `retry` that leaves a key out takes those same values for it, wherever the step runs.
*/
function readRetry(input) {
	const { draft, place, isRemote, hasAlternatives, reader } = input;
	const on = hasAlternatives ? [...causesByDefault, "quota"] : causesByDefault;
	if (!draft) return {
		...isRemote ? {
			maxAttempts: attemptsByDefault,
			on
		} : {
			maxAttempts: 1,
			on: []
		},
		exitCodes: [],
		backoff: backoffByDefault
	};
	const { max_attempts: attempts, on: given, exit_codes: exitCodes = [], backoff } = draft;
	return {
		maxAttempts: (attempts === void 0 ? void 0 : reader.integer(attempts, below(place, "max_attempts"), 1)) ?? attemptsByDefault,
		on: given ?? on,
		exitCodes,
		backoff: readBackoff(backoff, below(place, "backoff"), reader)
	};
}
function readBackoff(draft, place, reader) {
	const { initialMs, factor, maxMs } = backoffByDefault;
	const first = readDuration(draft?.initial, {
		place: below(place, "initial"),
		least: 0,
		reader
	}) ?? initialMs;
	const last = readDuration(draft?.max, {
		place: below(place, "max"),
		least: 0,
		reader
	}) ?? Math.max(maxMs, first);
	return {
		initialMs: first,
		factor: draft?.factor ?? factor,
		maxMs: last
	};
}
/** Milliseconds, at least `least`. */
function readDuration(given, { place, least, reader }) {
	const value = given === void 0 ? void 0 : reader.json(given, place);
	if (value === void 0) return void 0;
	const parsed = parseDuration(typeof value === "string" || typeof value === "number" ? value : describe(value));
	if (parsed.ok && parsed.value >= least) return parsed.value;
	const message = parsed.ok ? "This duration must be longer than nothing" : parsed.error;
	reader.complaints.add("invalid-duration", locate(place), {
		message,
		hint: durationHint
	});
}

// src/pipeline/step-files.ts
/** A path's text, settled and parsed; undefined after a complaint, which lies inside the text where it can. */
function readPath(input) {
	const { text, place, reader, parse } = input;
	const settled = reader.text(text, place);
	if (settled === void 0) return void 0;
	const parsed = parse(settled);
	if (parsed.ok) return parsed.value;
	const { code, message, hint, span } = parsed.error;
	const location = locate(place, settled === text ? span : void 0);
	const sentence = `"${settled.slice(0, 200)}" cannot stand here: ${message}`;
	reader.complaints.add(code, location, {
		message: sentence,
		hint
	});
}
function readInputs(source, reader) {
	const place = source.placeOf("inputs");
	return source.value.inputs?.flatMap((item, index) => {
		const at = below(place, index);
		const input = readInput(item, at, reader);
		return input ? [{
			...input,
			location: locate(at)
		}] : [];
	});
}
function readInput(item, place, reader) {
	if (typeof item === "string") return readPath({
		text: item,
		place,
		reader,
		parse: parseInput
	});
	return readData(item, place, reader);
}
function readData(item, place, reader) {
	const at = below(place, "path");
	const input = readPath({
		text: item.path,
		place: at,
		reader,
		parse: parseInput
	});
	const uri = readBucket(item.from, below(place, "from"), reader);
	if (!input || !uri) return void 0;
	if (input.kind !== "path") {
		reader.complaints.add("invalid-glob", locate(at), {
			message: "The path of data in a bucket cannot be a glob",
			hint: "Name the folder where the step finds the data"
		});
		return;
	}
	const wrong = placeFault(uri, input);
	if (wrong === void 0) return {
		kind: "bucket",
		from: uri.text,
		path: input.path
	};
	reader.complaints.add("invalid-path", locate(at), wrong);
}
/** A folder's data goes to a folder and an object to a file: a copy of one to the other would land who knows where. */
function placeFault({ text, isFolder }, { path, isDirectory }) {
	if (path === ".") return {
		message: "Data in a bucket cannot lie in the pipeline file's own folder",
		hint: "Name a folder inside it, such as data/"
	};
	if (isFolder === isDirectory) return void 0;
	return isFolder ? {
		message: `"${path}" is a file, and ${text} is everything below it`,
		hint: `Write ${path}/, or take away the / at the end of the URI if it is one object`
	} : {
		message: `"${path}/" is a folder, and ${text} is one object`,
		hint: `Write ${text}/ for everything below it, or give the file a name, such as ${path}/${text.slice(text.lastIndexOf("/") + 1)}`
	};
}
function readBucket(text, place, reader) {
	const uri = reader.text(text, place);
	if (uri === void 0) return void 0;
	const parsed = parseBucketUri(uri);
	if (parsed.ok) return {
		text: uri,
		isFolder: isPrefix(parsed.value)
	};
	reader.complaints.add("invalid-path", locate(place), parsed.error);
}
/**
* Declared outputs, then metrics, then plots. A path that stands under two of them is one output with the role of
* the later one, so that an artifact flag and metrics can be given for the same file.
*/
function readOutputs(source, reader) {
	const { outputs, metrics, plots } = source.value;
	const found = [
		...readSection(outputs, source.placeOf("outputs"), reader).map(({ item, place, base }) => {
			const artifact = item?.artifact === void 0 ? void 0 : reader.boolean(item.artifact, below(place, "artifact"));
			return {
				...base,
				role: "output",
				...artifact !== void 0 && { artifact }
			};
		}),
		...readSection(metrics, source.placeOf("metrics"), reader).map(({ item, base }) => ({
			...base,
			role: "metrics",
			...item && { metrics: readMetrics(item) }
		})),
		...readSection(plots, source.placeOf("plots"), reader).map(({ item, place, base }) => ({
			...base,
			role: "plot",
			...item && { plot: readPlot(item, place, reader) }
		}))
	];
	const merged = /* @__PURE__ */ new Map();
	for (const output of found) merged.set(output.path, {
		...merged.get(output.path),
		...output
	});
	return [...merged.values()];
}
function readSection(section, place, reader) {
	return (isList(section) ? section.map((text, index) => ({
		text,
		item: void 0,
		place: below(place, index),
		key: below(place, index)
	})) : Object.entries(section ?? {}).map(([text, item]) => {
		return {
			text,
			item: item ?? void 0,
			place: below(place, text),
			key: keyBelow(place, text)
		};
	})).flatMap(({ text, item, place: at, key }) => {
		const path = readPath({
			text,
			place: key,
			reader,
			parse: parseOutput
		});
		return path ? [{
			item,
			place: at,
			base: {
				...path,
				location: locate(key)
			}
		}] : [];
	});
}
const isList = (section) => Array.isArray(section);
const readMetrics = (item) => Object.fromEntries(Object.entries(item).map(([name, { better, max_drop: maxDrop }]) => {
	return [name, {
		...better && { better },
		...maxDrop !== void 0 && { maxDrop }
	}];
}));
function readPlot({ x, y, title }, place, reader) {
	const axes = typeof y === "string" ? [y] : y;
	const heading = title === void 0 ? void 0 : reader.text(title, below(place, "title"));
	return {
		...x !== void 0 && { x },
		...axes && { y: axes },
		...heading !== void 0 && { title: heading }
	};
}

// src/pipeline/step-image.ts
/** A reference or a build; undefined where the step runs on the host, and after a complaint. */
function readImage(draft, place, reader) {
	if (draft === void 0 || draft === null) return void 0;
	if (typeof draft !== "string") return readBuild(draft.build, below(place, "build"), reader);
	const reference = reader.text(draft, place);
	if (reference === void 0) return void 0;
	const parsed = parseImage(reference);
	if (!parsed.ok) {
		reader.complaints.add("invalid-image", locate(place), parsed.error);
		return;
	}
	if (parsed.value === "latest") {
		const message = `The image "${reference}" can change from one run to the next`;
		reader.complaints.add("image-latest", locate(place), {
			message,
			hint: "Name a tag that stays, or better a digest: name@sha256:…"
		});
	}
	return {
		kind: "reference",
		reference
	};
}
function readBuild(given, place, reader) {
	if (given === void 0) return void 0;
	const draft = typeof given === "string" ? { context: given } : given;
	const at = (key) => typeof given === "string" ? place : below(place, key);
	const folder = (key) => draft[key] === void 0 ? void 0 : readPath({
		text: draft[key],
		place: at(key),
		reader,
		parse: parseDirectory
	});
	const text = (key) => draft[key] === void 0 ? void 0 : reader.text(draft[key], at(key));
	const platform = text("platform");
	if (platform !== void 0 && !isPlatform(platform)) {
		const message = `"${platform}" is not a platform`;
		reader.complaints.add("invalid-value", locate(at("platform")), {
			message,
			hint: "Write one such as linux/amd64 or linux/arm64"
		});
	}
	return {
		kind: "build",
		context: folder("context") ?? ".",
		...optional("dockerfile", folder("dockerfile")),
		...optional("target", text("target")),
		args: reader.strings(draft.args ?? {}, at("args")),
		...optional("platform", platform)
	};
}

// src/pipeline/step-warnings.ts
const longestHostedJobMs = 216e5;
/** What is legal and yet likely not what was meant, and accelerators under a `local` that nobody asked for. */
function warnAbout(input) {
	const { leg, source, chosen, complaints } = input;
	const at = (key, ...path) => locate(below(source.placeOf(key), ...path));
	const any = (holds) => leg.resources.some(holds);
	if (any(({ useSpot }) => useSpot) && source.value.checkpoint === void 0) {
		const message = `"${leg.step}" uses spot machines without a checkpoint, so an interruption loses all its work`;
		complaints.add("spot-without-checkpoint", at("resources"), {
			message,
			hint: "Write to a folder and name it under checkpoint"
		});
	}
	if (!leg.operator && leg.timeoutMs !== void 0 && leg.timeoutMs > longestHostedJobMs) complaints.add("timeout-over-limit", at("timeout"), {
		message: "A job on GitHub's hosted runners ends after 6 hours, before this timeout",
		hint: "Use a self-hosted runner, a step operator, or a shorter timeout"
	});
	checkCheckpoint(leg, at("checkpoint"), complaints);
	for (const key of ["network", "user"]) checkContainerOnly(key, leg, at(key), complaints);
	if (chosen?.stack.name === "local" && !chosen.stack.chosen && any(({ accelerators }) => accelerators.length > 0)) {
		const message = `"${leg.step}" asks for accelerators, but no stack is defined, so it would run on this machine`;
		complaints.add("local-accelerators", at("resources"), {
			message,
			hint: "Define a stack with a step operator and choose it, or give --stack local to run here all the same"
		});
	}
}
/** An output is made anew at each attempt, a checkpoint is kept: one path cannot be both. */
function checkCheckpoint({ checkpoint, outputs }, location, complaints) {
	if (checkpoint === void 0) return;
	const lies = (inner, outer) => `${inner}/`.startsWith(`${outer}/`);
	const clash = outputs.find(({ path }) => lies(path, checkpoint) || lies(checkpoint, path));
	if (!clash) return;
	complaints.add("overlapping-outputs", location, {
		message: `The checkpoint "${checkpoint}/" overlaps the output "${clash.path}" of the same step, which begins each attempt without it`,
		hint: "Give the checkpoint a folder of its own, and copy what shall be an output",
		related: [{
			location: clash.location,
			message: `"${clash.path}" is written here`
		}]
	});
}
/** Under `local`, a step of an operator runs without, with a notice. */
function checkContainerOnly(key, { step, image, operator, operatorName, network, user }, location, complaints) {
	const value = key === "network" ? network === "none" ? network : void 0 : user;
	if (value === void 0) return;
	if (operator?.flavor === "custom") {
		complaints.add("container-only", location, {
			message: `"${step}" runs on "${operator.name}", a program of your own, which cannot be asked for \`${key}: ${value}\``,
			hint: `Leave ${key} out, or let the operator see to it by a setting of its own`
		});
		return;
	}
	if (image || operatorName !== void 0) return;
	complaints.add("container-only", location, {
		message: `"${step}" runs on this machine itself, where \`${key}: ${value}\` has no effect`,
		hint: `Give the step an image, or leave ${key} out`
	});
}

// src/pipeline/step.ts
const hour = 36e5;
const operatorTimeoutMs = 6 * hour;
const pendingTimeoutMs = hour;
/** One leg: everything in it is settled but what its `if`, `env` and `command` leave open. */
function readStep(input) {
	const { source, matrix, parts, chosen, reader } = input;
	const { id, isFinally, value } = source;
	const { complaints } = reader;
	const { references: _, ...open } = parts;
	const operatorName = value.step_operator === void 0 ? void 0 : reader.text(value.step_operator, source.placeOf("step_operator"));
	const operator = readOperator({
		name: operatorName,
		place: source.placeOf("step_operator"),
		chosen,
		complaints
	});
	const resources = readResources(value.resources, source.placeOf("resources"), reader);
	const leg = {
		id: legId(id, matrix),
		step: id,
		isFinally,
		...value.description !== void 0 && { description: value.description },
		...matrix && { matrix },
		...open,
		...optional("image", readStepImage(source, operator, reader)),
		workingDirectory: readDirectory(source, "working_directory", reader) ?? ".",
		...optional("operatorName", operatorName),
		...optional("operator", operator),
		resources,
		settings: readSettings({
			source,
			operator,
			chosen,
			reader
		}),
		secrets: value.secrets ?? [],
		...optional("inputs", readInputs(source, reader)),
		outputs: readOutputs(source, reader),
		values: value.values ?? [],
		...optional("checkpoint", readDirectory(source, "checkpoint", reader)),
		...readLimits({
			source,
			operator,
			resources,
			reader
		}),
		...readFlags(source, reader),
		...optional("user", readUser(source, reader)),
		network: value.network ?? "default",
		location: locate(source.place, "key"),
		at: (key, ...path) => Object.hasOwn(value, key) ? locate(below(source.placeOf(key), ...path)) : locate(source.place, "key")
	};
	warnAbout({
		leg,
		source,
		chosen,
		complaints
	});
	return leg;
}
function readDirectory(source, key, reader) {
	const text = source.value[key];
	const parse = key === "checkpoint" ? parseCheckpoint : parseDirectory;
	return text === void 0 ? void 0 : readPath({
		text,
		place: source.placeOf(key),
		reader,
		parse
	});
}
function readSettings(input) {
	const { source, operator, chosen, reader } = input;
	const place = source.placeOf("settings");
	const given = reader.json(source.value.settings ?? {}, place) ?? {};
	const { complaints } = reader;
	checkStepSettings({
		given,
		operator,
		place,
		complaints,
		files: chosen?.settingsFiles
	});
	return given;
}
/** A container needs an image: the step's, or the one that its operator gives to steps without. */
function readStepImage(source, operator, reader) {
	const image = readImage(source.value.image, source.placeOf("image"), reader);
	if (image || operator?.flavor !== "docker" || source.value.image) return image;
	const { base_image: base } = operator.settings;
	if (typeof base === "string") return {
		kind: "reference",
		reference: base
	};
	reader.complaints.add("image-required", locate(source.placeOf("step_operator")), {
		message: `"${source.id}" runs in a container on "${operator.name}", but names no image`,
		hint: "Give the step an image, or the operator a base_image"
	});
}
function readLimits(input) {
	const { source, operator, resources, reader } = input;
	const { value } = source;
	const duration = (key) => readDuration(value[key], {
		place: source.placeOf(key),
		least: 1,
		reader
	});
	return {
		retry: readRetry({
			draft: value.retry,
			place: source.placeOf("retry"),
			isRemote: operator !== void 0,
			hasAlternatives: resources.length > 1 || resources[0].accelerators.length > 1,
			reader
		}),
		...optional("timeoutMs", duration("timeout") ?? (operator && operatorTimeoutMs)),
		...optional("pendingTimeoutMs", duration("pending_timeout") ?? (operator && pendingTimeoutMs))
	};
}
function readFlags(source, reader) {
	const flag = (key, byDefault) => {
		const given = source.value[key];
		return given === void 0 ? byDefault : reader.boolean(given, source.placeOf(key)) ?? byDefault;
	};
	return {
		cache: flag("cache", true),
		continueOnError: flag("continue_on_error", false)
	};
}
function readUser(source, reader) {
	const given = source.value.user;
	const user = given === void 0 ? void 0 : reader.text(String(given), source.placeOf("user"));
	if (user === void 0 || /^(?:image|\d{1,10}(?::\d{1,10})?)$/.test(user)) return user;
	const message = `"${user}" is not a user`;
	reader.complaints.add("invalid-value", locate(source.placeOf("user")), {
		message,
		hint: "Write UID, UID:GID, or image"
	});
}

// src/pipeline/shell-expansion.ts
/** What a piece of a word is to whoever judges the word: one character each. */
const pieces = {
	hole: "",
	quoted: "",
	expansion: ""
};
/** Reads what `$` starts, up to its end; returns the piece that it is, or "$" where it is only a character. */
function dollar(reader, quoting) {
	const next = reader.peek(1);
	if (reader.seesHole()) return hole$1(reader, quoting);
	if (reader.seesHole(1)) return misplaced(reader, 1, "dollar");
	if (next === "(") return reader.nest(() => parenthesis(reader));
	if (next === "{") return reader.nest(() => parameter(reader, quoting));
	if (next === "[") return brackets(reader);
	if (next === "'" && quoting === "bare") return ansi(reader);
	if (next === "\\" && reader.peek(2) === "\n") return stopped(reader, reader.at);
	const name = /^(?:[A-Za-z_]\w*|[0-9@*#?$!-])/.exec(reader.text.slice(reader.at + 1, reader.at + 200))?.[0];
	reader.at += 1 + (name?.length ?? 0);
	return name === void 0 ? "$" : pieces.expansion;
}
function hole$1(reader, quoting) {
	reader.hole(quoting);
	return pieces.hole;
}
/** A backslash and what it escapes. */
function escapedPiece(reader) {
	if (reader.seesHole(1)) return misplaced(reader, 1, "escaped");
	reader.at += 2;
	return pieces.quoted;
}
/** A `${{ }}` behind a character that would change what the shell makes of it. */
function misplaced(reader, ahead, reason) {
	const start = reader.at;
	reader.at += ahead;
	reader.hole("double");
	reader.refuse(start, reader.at, reason);
	return pieces.hole;
}
function stopped(reader, start, reason = "unsure") {
	reader.stop(start, reason);
	return pieces.expansion;
}
function parenthesis(reader) {
	const start = reader.at;
	if (reader.peek(2) === "(") {
		reader.at += 3;
		return arithmetic(reader, start) ? pieces.expansion : stopped(reader, start);
	}
	reader.at += 2;
	return substitution(reader, start);
}
/** Commands up to `)`, as in `$(…)` and `<(…)`; quotes around them do not reach inside. */
function substitution(reader, start) {
	const outer = reader.pending;
	reader.pending = [];
	const closed = reader.commands(reader, "paren");
	if (closed === "paren" && (reader.pending.length > 0 || crossesLine(reader, start, outer.length > 0))) return stopped(reader, start);
	reader.pending = outer;
	return closed === "paren" ? pieces.expansion : stopped(reader, start, "unterminated");
}
const crossesLine = (reader, start, isPending) => isPending && reader.text.slice(start, reader.at).includes("\n");
/** Reads up to `))` from behind `((`; false where the parentheses end otherwise. */
function arithmetic(reader, start) {
	for (let depth = 0; !reader.done;) {
		const next = reader.peek();
		if (next === "(") depth++;
		if (next === ")" && depth-- === 0) return closeArithmetic(reader, start);
		if (/['"\\]/.test(next) || next === "#" && !/\d/.test(reader.peek(-1))) return false;
		if (!nested(reader, "double")) reader.at++;
	}
	return false;
}
function closeArithmetic(reader, start) {
	if (reader.peek(1) !== ")") return false;
	reader.at += 2;
	reader.refuse(start, reader.at, "arithmetic");
	return true;
}
/** Reads an expansion, or a string in double quotes, where one starts. */
function nested(reader, quoting) {
	switch (reader.peek()) {
		case "$":
			dollar(reader, quoting);
			return true;
		case "`":
			backtick(reader);
			return true;
		case "\"":
			double(reader);
			return true;
		default: return false;
	}
}
/** `$[1 + 1]`: arithmetic to bash, text to others. */
function brackets(reader) {
	const start = reader.at;
	if (reader.shell === "sh") return stopped(reader, start, "bash");
	reader.at += 2;
	while (!reader.done && reader.peek() !== "]") {
		if (/['"\\`[]/.test(reader.peek())) return stopped(reader, start);
		if (!nested(reader, "double")) reader.at++;
	}
	if (reader.done) return stopped(reader, start, "unterminated");
	reader.at++;
	reader.refuse(start, reader.at, "arithmetic");
	return pieces.expansion;
}
/** `${…}` that is no expression: nothing in it is replaced, since shells disagree about quotes in there. */
function parameter(reader, quoting) {
	const start = reader.at;
	reader.at += 2;
	if (/[\s|]/.test(reader.peek())) return stopped(reader, start);
	while (!reader.done && reader.peek() !== "}") {
		const next = reader.peek();
		const harmless = quoting === "double" ? harmlessQuotes(reader) : 0;
		if (quoting === "double" && /['"]/.test(next) && harmless === 0) return stopped(reader, start);
		if (harmless > 0) reader.at += harmless;
		else if (next === "'") single(reader);
		else if (next === "\\") escapedPiece(reader);
		else if (!nested(reader, quoting)) reader.at++;
	}
	if (reader.done) return stopped(reader, start, "unterminated");
	reader.at++;
	reader.refuse(start, reader.at, "parameter");
	return pieces.expansion;
}
/** Length of a `"…"` that all shells take for the same piece, whether they see quotes in it or the end of some. */
const harmlessQuotes = ({ text, at, limit }) => /^"[\w .,:=@%+/-]*"/.exec(text.slice(at, Math.min(limit, at + 1e3)))?.[0].length ?? 0;
/** A string in single quotes. */
function single(reader) {
	return plain(reader, "single", 1);
}
/** `$'…'`, where a backslash escapes for bash and does not for other shells. */
function ansi(reader) {
	return plain(reader, "ansi", 2);
}
function plain(reader, reason, open) {
	const start = reader.at;
	reader.at += open;
	while (!reader.done && reader.peek() !== "'") {
		const isEscape = reason === "ansi" && reader.peek() === "\\";
		if (isEscape && reader.shell === "sh") return stopped(reader, start, "bash");
		if (reader.seesHole()) reader.hole("double");
		else if (isEscape) escapedPiece(reader);
		else reader.at++;
	}
	if (!close(reader, start)) return pieces.quoted;
	reader.refuse(start, reader.at, reason);
	return pieces.quoted.repeat(Math.max(1, reader.at - start - open - 1));
}
/** A string in double quotes; one piece for each character, hole and expansion in it. */
function double(reader) {
	const start = reader.at;
	let shape = "";
	for (reader.at++; !reader.done && reader.peek() !== "\"";) shape += quotedPiece(reader);
	return close(reader, start) && shape !== "" ? shape : pieces.quoted;
}
/** Steps over a closing quote. A line break in quotes before a here-document's body is read differently by shells. */
function close(reader, start) {
	if (reader.done) reader.stop(start, "unterminated");
	else reader.at++;
	if (crossesLine(reader, start, reader.pending.length > 0)) reader.stop(start, "unsure");
	return reader.stopped === void 0;
}
/** One piece of a string in double quotes, or of a here-document. */
function quotedPiece(reader) {
	switch (reader.peek()) {
		case "\\": return escapedPiece(reader);
		case "$": return dollar(reader, "double").replace("$", pieces.quoted);
		case "`": return backtick(reader);
		default:
			reader.at++;
			return pieces.quoted;
	}
}
function backtick(reader) {
	const start = reader.at;
	for (reader.at++; !reader.done && reader.peek() !== "`";) if (reader.seesHole()) reader.hole("double");
	else if (reader.peek() === "\\") escapedPiece(reader);
	else reader.at++;
	if (!close(reader, start)) return pieces.expansion;
	reader.refuse(start, reader.at, "backtick");
	return pieces.expansion;
}

// src/pipeline/shell-builtin.ts
const evaluating = new Set("alias compgen complete eval getopts let mapfile read readarray trap unset wait".split(" "));
const declaring = new Set("declare export local readonly typeset".split(" "));
const prefixes = /* @__PURE__ */ new Set(["command", "builtin"]);
const { hole, expansion, quoted } = pieces;
const assignment = /^([A-Za-z_]\w*)(?:\[[^\]]*\])?\+?=/;
const openName = new RegExp(`^[\\w${quoted}${expansion}]*${hole}[\\w${hole}${quoted}${expansion}]*\\+?=`);
const special = /^(?:RANDOM|SRANDOM|SECONDS|LINENO|HISTCMD|OPTIND|BASHPID|EPOCH\w*|PS[0-4]|PROMPT_COMMAND|ENV|BASH_ENV)$/;
const isAssignment = ({ shape }) => assignment.test(shape);
/** Refuses expressions where this command would make more of a value than an argument. */
function judgeCommand(reader, words) {
	const first = words.findIndex((word) => !isAssignment(word));
	const prefix = first === -1 ? words : words.slice(0, first);
	for (const word of prefix) judgeAssignment(reader, word, true);
	const [command, ...args] = first === -1 ? [] : withoutPrefixes(words.slice(first));
	if (!command) return;
	if (openName.test(command.shape)) reader.refuse(command.start, command.end, "name");
	judgeBuiltin(reader, command.rest, args);
	const [next, ...others] = command.rest === "" ? withoutPrefixes(args) : [];
	if (next) judgeBuiltin(reader, next.rest, others);
}
function withoutPrefixes(words) {
	if (!prefixes.has(words[0]?.rest ?? "")) return words;
	const rest = words.slice(1);
	const first = rest.findIndex(({ shape }) => !shape.startsWith("-"));
	return first === -1 ? [] : withoutPrefixes(rest.slice(first));
}
function judgeBuiltin(reader, name, args) {
	if (evaluating.has(name)) refuseWords(reader, args, "evaluated");
	else if (declaring.has(name)) judgeDeclaration(reader, name, args);
	else if (name === "printf") judgePrintf(reader, args);
	else if (name === "[" || name === "test") judgeTest(reader, args);
	if ([
		"mapfile",
		"readarray",
		"read"
	].includes(name)) reader.declares.arrays = true;
	if (name === "alias") reader.stop(reader.at, "unsure");
}
function refuseWords(reader, words, reason) {
	for (const { start, end } of words) reader.refuse(start, end, reason);
}
/** Refuses a word whose value `name` is to have, where bash would calculate it. */
function judgeAssigned(reader, name, { start, end }) {
	if (special.test(name)) reader.refuse(start, end, "attribute");
	reader.assignments.push({
		start,
		end,
		reason: "attribute",
		when: "integers"
	});
}
function judgeAssignment(reader, word, isPlain) {
	const { start, end, shape } = word;
	judgeAssigned(reader, assignment.exec(shape)?.[1] ?? "", word);
	if (!isPlain) reader.assignments.push({
		start,
		end,
		reason: "attribute",
		when: "arrays"
	});
}
function judgeDeclaration(reader, name, args) {
	const flags = args.filter(({ shape }) => /^[-+]/.test(shape));
	const letters = flags.map(({ literal }) => literal ?? "i").join("");
	if (/[iaAn]/.test(letters)) {
		reader.declares.integers ||= /[in]/.test(letters);
		reader.declares.arrays ||= /[aA]/.test(letters);
		refuseWords(reader, args, "evaluated");
	}
	for (const word of args.filter((arg) => !flags.includes(arg))) if (isAssignment(word)) judgeAssignment(reader, word, name === "export");
	else reader.refuse(word.start, word.end, "name");
}
function judgePrintf(reader, args) {
	const [format] = args;
	if (!format) return;
	if (format.literal === void 0 ? format.shape.startsWith(hole) : format.literal.startsWith("-v")) refuseWords(reader, format.literal === void 0 ? [format] : args, "format");
}
/** `[ A B ]` with a value `-v` for A evaluates B; behind a fixed word or before one it cannot be an operator. */
function judgeTest(reader, args) {
	for (const [index, { shape, literal }] of args.entries()) {
		const next = args[index + 1];
		if ((literal === void 0 ? /^-?./.test(shape) && startsOpen(shape) : /^-[vR]$/.test(literal)) && next && next.literal === void 0) refuseWords(reader, literal === void 0 ? [args[index]] : [next], "operator");
	}
}
const startsOpen = (shape) => shape.replace(/^-/, "").startsWith(hole);

// src/pipeline/shell-word.ts
const isMeta = (char) => /^[ \t\n;&|<>()]?$/.test(char);
/** Reads the word at the cursor; there must be one. */
function readWord(reader) {
	const start = reader.at;
	let shape = "";
	let literal = "";
	let isName = false;
	while (!reader.done && (seesProcess(reader) || !isMeta(reader.peek()))) {
		const from = reader.at;
		const piece = readPiece(reader, isName);
		isName = (isName || shape === "") && /^\w?$/.test(piece);
		shape += piece;
		literal += unquoted(reader.text.slice(from, reader.at));
	}
	const isLiteral = !shape.includes(pieces.hole) && !shape.includes(pieces.expansion);
	const rest = isLiteral || literal.length > 1e3 ? literal : literal.replace(vanishing, "");
	return {
		start,
		end: reader.stopped ? Math.max(start, reader.stopped.start) : reader.at,
		shape,
		literal: isLiteral ? literal : void 0,
		rest
	};
}
const vanishing = /\$(?:\{\{.*?\}\}|\{[^}]*\}|\(.*\)|\w+|[@*#?$!-])|`.*`/gs;
/** `<(…)` and `>(…)`, which may stand inside a word. */
const seesProcess = (reader) => reader.sees("<(") || reader.sees(">(");
function readPiece(reader, followsName) {
	const { at } = reader;
	const next = reader.peek();
	switch (next) {
		case "\\": return backslash(reader);
		case "'": return single(reader);
		case "\"": return double(reader);
		case "`": return backtick(reader);
		case "$": return dollar(reader, "bare");
		case "<":
		case ">":
			reader.at += 2;
			return substitution(reader, at);
		case "[": return followsName ? subscript(reader) : character(reader, next);
		default: return character(reader, next);
	}
}
function character(reader, char) {
	if (/[?*+@!]/.test(char) && reader.peek(1) === "(") {
		reader.stop(reader.at, "unsure");
		return pieces.expansion;
	}
	reader.at++;
	return char <= pieces.expansion ? pieces.quoted : char;
}
function backslash(reader) {
	return reader.peek(1) === "\n" ? continuation(reader) : escapedPiece(reader);
}
function continuation(reader) {
	reader.at += 2;
	return "";
}
const simpleIndex = /^(?:[\w.,:^!*?@+%/-]|\$\w|"(?:[\w.,:/ -]|\$\w)*"|'[\w.,:/ -]*')*$/;
/**
* `name[…]`: where bash takes assignments an element of a list, whose index is arithmetic and may hold blanks; elsewhere
* a pattern. No expression may stand in it, and one that these two readings would tear apart is the end.
*/
function subscript(reader) {
	const start = reader.at;
	const end = closingBracket(reader);
	if (end === void 0) return uncertain(reader);
	const inside = reader.text.slice(start + 1, end - 1).replace(/\$\{\{.*?\}\}/gs, "");
	reader.refuse(start, end, "arithmetic");
	if (simpleIndex.test(inside)) return character(reader, "[");
	if (!/^\+?=/.test(reader.text.slice(end, end + 2)) || /<<|[#'"`\\\n]/.test(inside)) return uncertain(reader);
	while (reader.at < end && !reader.done) if (reader.peek() === "$") dollar(reader, "double");
	else reader.at++;
	return pieces.expansion;
}
function uncertain(reader) {
	reader.stop(reader.at, "unsure");
	return pieces.expansion;
}
/** The offset behind the `]` that belongs to the `[` at the cursor, on the same line. */
function closingBracket(reader) {
	let depth = 0;
	for (let at = reader.at; at < reader.limit && reader.text[at] !== "\n"; at++) {
		const hole = reader.text.startsWith("${{", at) ? readHole(reader.text, at) : void 0;
		if (hole && !hole.ok) return void 0;
		if (hole) at = hole.value.end - 1;
		else if (reader.text[at] === "[") depth++;
		else if (reader.text[at] === "]" && --depth === 0) return at + 1;
	}
}
/** A piece as the shell leaves it when it takes quotes away. */
function unquoted(raw) {
	if (raw === "\\\n") return "";
	switch (raw[0]) {
		case "\\": return raw.slice(1);
		case "'": return raw.slice(1, -1);
		case "\"": return raw.slice(1, -1).replace(/\\([$`"\\\n])/g, "$1");
		default: return raw;
	}
}

// src/pipeline/shell-case.ts
/** `case WORD in (PATTERN | PATTERN) commands ;; … esac`, from behind `case`. */
function readCase(reader, start) {
	reader.skipBlanks();
	if (reader.endsCommand) return reader.stop(start, "unsure");
	readWord(reader);
	reader.skipLines();
	if (reader.done || reader.endsCommand || readWord(reader).shape !== "in") return reader.stop(start, "unsure");
	while (reader.stopped === void 0) {
		reader.skipLines();
		if (reader.done) return reader.stop(start, "unterminated");
		if (readPatterns(reader) === "esac") return;
		if (reader.commands(reader, "clause") === "esac") return;
	}
}
function readPatterns(reader) {
	const isParenthesized = reader.peek() === "(";
	if (isParenthesized) reader.at++;
	for (let isFirst = true;; isFirst = false) {
		skipBlanksOrStop(reader);
		if (reader.done) return "patterns";
		const { shape } = readWord(reader);
		if (shape === "esac" && isFirst && !isParenthesized) return "esac";
		reader.skipBlanks();
		const next = reader.peek();
		if (next !== "|" && next !== ")") reader.stop(reader.at, "unsure");
		reader.at += reader.done ? 0 : 1;
		if (next === ")" || reader.done) return "patterns";
	}
}
function skipBlanksOrStop(reader) {
	reader.skipBlanks();
	if (/^[\n;&<>()|]?$/.test(reader.peek()) && !seesProcess(reader)) reader.stop(reader.at, "unsure");
}

// src/pipeline/shell-condition.ts
const calculating = /^-(?:eq|ne|lt|le|gt|ge)$/;
const naming = /^-[vR]$/;
/** Reads `[[ … ]]` of bash from behind `[[`. */
function readCondition$1(reader, start) {
	const words = [];
	for (;;) {
		while (/^[ \t\n()<>&|]$/.test(reader.peek()) || reader.sees("\\\n")) reader.at += reader.peek() === "\\" ? 2 : 1;
		if (reader.done) return reader.stop(start, "unterminated");
		if (reader.peek() === "#" || reader.peek() === ";") return reader.stop(start, "unsure");
		const word = readWord(reader);
		if (word.shape === "]]") return judge(reader, words);
		words.push(word);
	}
}
function judge(reader, words) {
	for (const [index, { literal = "" }] of words.entries()) {
		const operands = calculating.test(literal) ? [words[index - 1], words[index + 1]] : naming.test(literal) ? [words[index + 1]] : [];
		for (const operand of operands) if (operand?.shape.includes(pieces.hole)) reader.refuse(operand.start, operand.end, "arithmetic");
	}
}

// src/pipeline/shell-here-document.ts
/** Reads `<<` or `<<-` and the delimiter behind it; the body comes after the line. */
function hereOperator(reader) {
	const start = reader.at;
	const stripsTabs = reader.sees("<<-");
	reader.at += stripsTabs ? 3 : 2;
	while (/^[ \t]$/.test(reader.peek())) reader.at++;
	const word = delimiterWord(reader);
	if (word === void 0) return reader.stop(start, reader.seesHole() ? "delimiter" : "unsure");
	const delimiter = word.replace(/\\(.)|['"]/g, "$1");
	reader.pending.push({
		delimiter,
		isQuoted: delimiter !== word,
		stripsTabs
	});
}
function delimiterWord(reader) {
	const rest = reader.text.slice(reader.at, reader.limit);
	const word = /^(?:[\w.!%+,:@^/=-]|\\[^\n$`]|'[^'\n]*'|"[^"\n$`\\]*")+/.exec(rest)?.[0] ?? "";
	reader.at += word.length;
	return word !== "" && /^[ \t\n;&|<>()]?$/.test(reader.peek()) ? word : void 0;
}
/** At a line break: reads the bodies of the here-documents of the line that ends there, and moves behind them. */
function hereBodies(reader) {
	const documents = reader.pending;
	reader.pending = [];
	for (const document of documents) if (!reader.done) readBody(reader, document);
}
function readBody(reader, document) {
	const start = reader.at;
	const body = document.isQuoted ? rawBody(reader, document) : expandedBody(reader, document);
	if (body === void 0) return reader.stop(start, "unsure");
	if (document.isQuoted) refuseAll(reader, start, body.end);
	else expandBody(reader, body.end);
	if (reader.stopped === void 0) reader.at = body.next;
}
function rawBody(reader, document) {
	for (let at = reader.at; at < reader.limit;) {
		const end = lineEnd(reader, at);
		if (isDelimiter(reader, document, at, end)) return {
			end: at,
			next: Math.min(end + 1, reader.limit)
		};
		at = end + 1;
	}
	return {
		end: reader.limit,
		next: reader.limit
	};
}
function lineEnd({ text, limit }, from) {
	const found = text.indexOf("\n", from);
	return found === -1 || found > limit ? limit : found;
}
function isDelimiter(reader, { delimiter, stripsTabs }, from, to) {
	const line = reader.text.slice(from, to);
	return (stripsTabs ? line.replace(/^\t+/, "") : line) === delimiter;
}
/**
* Lines joined by a backslash count as one, and an expression's own line breaks not at all: it becomes a variable.
* Undefined where shells would disagree, because a part of joined lines looks like the delimiter.
*/
function expandedBody(reader, document) {
	for (let at = reader.at; at < reader.limit;) {
		const { end, joints } = logicalLine(reader, at);
		if (joints.length === 0 && isDelimiter(reader, document, at, end)) return {
			end: at,
			next: Math.min(end + 1, reader.limit)
		};
		if (joints.length > 0 && looksClosed(reader, document, [
			at,
			...joints,
			end + 1
		])) return void 0;
		at = end + 1;
	}
	return {
		end: reader.limit,
		next: reader.limit
	};
}
function logicalLine(reader, start) {
	const joints = [];
	let at = start;
	while (at < reader.limit && reader.text[at] !== "\n") {
		const hole = reader.text.startsWith("${{", at) ? readHole(reader.text, at) : void 0;
		if (reader.text.startsWith("\\\n", at)) joints.push(at + 2);
		if (hole) at = hole.ok ? hole.value.end : reader.limit;
		else at += reader.text[at] === "\\" ? 2 : 1;
	}
	return {
		end: Math.min(at, reader.limit),
		joints
	};
}
function looksClosed(reader, document, bounds) {
	const lines = bounds.slice(1).map((end, index) => reader.text.slice(bounds[index], end).replace(/\\?\n$/, ""));
	const isEnd = (line) => line.replace(/^\t+/, "") === document.delimiter;
	return lines.some(isEnd) || isEnd(lines.join(""));
}
function refuseAll(reader, start, end) {
	for (let at = reader.text.indexOf("${{", start); at !== -1 && at < end; at = reader.text.indexOf("${{", reader.at)) {
		reader.at = at;
		reader.hole("double");
		if (reader.stopped !== void 0) return;
	}
	reader.refuse(start, end, "here");
}
function expandBody(reader, end) {
	const { limit } = reader;
	reader.limit = end;
	while (!reader.done) quotedPiece(reader);
	if (reader.stopped === void 0) reader.limit = limit;
}

// src/pipeline/shell-command.ts
const keywords$1 = new Set("if then elif else fi do done while until { } ! time -p esac".split(" "));
/** Reads commands up to what closes them: `)`, `;;` or `esac` of a case, or the end. */
function readCommands(reader, closer) {
	while (!reader.done) {
		reader.skipBlanks();
		const closed = readSeparator(reader, closer) ?? readCommand$1(reader, closer);
		if (closed !== "open") return closed;
	}
	return "end";
}
/** What stands between commands; undefined where a command starts. */
function readSeparator(reader, closer) {
	switch (reader.peek()) {
		case "": return "end";
		case "\n":
			reader.at++;
			hereBodies(reader);
			return "open";
		case "#":
			reader.skipComment();
			return "open";
		case ";": return readSemicolon(reader, closer);
		case "&":
		case "|":
			reader.at++;
			return "open";
		case ")": return readParenthesis(reader, closer);
		default: return;
	}
}
function readSemicolon(reader, closer) {
	const clause = [
		";;&",
		";;",
		";&"
	].find((sign) => reader.sees(sign));
	reader.at += clause?.length ?? 1;
	if (clause === void 0) return "open";
	return closer === "clause" ? "clause" : lost(reader);
}
function readParenthesis(reader, closer) {
	if (closer !== "paren") return lost(reader);
	reader.at++;
	return "paren";
}
/** The script is not what this reader takes for shell. */
function lost(reader) {
	reader.stop(reader.at, "unsure");
	return "end";
}
function readCommand$1(reader, closer) {
	const words = [];
	while (!reader.endsCommand) {
		if (reader.peek() === "(") {
			if (!readOpening(reader, words)) return lost(reader);
			words.length = 0;
		} else if (seesRedirection(reader)) readRedirection(reader);
		else if (readNext(reader, words, closer) === "esac") return "esac";
		reader.skipBlanks();
	}
	judgeCommand(reader, words);
	return reader.stopped === void 0 ? "open" : "end";
}
/** `(` is a subshell or a calculation at the start of a command, and behind one word the mark of a function. */
function readOpening(reader, words) {
	const start = reader.at;
	const [name] = words;
	if (name === void 0) return reader.sees("((") ? readCalculation(reader) : readSubshell(reader, start);
	reader.at++;
	reader.skipBlanks();
	if (words.length > 1 || reader.peek() !== ")") return false;
	reader.at++;
	reader.refuse(name.start, name.end, "name");
	return true;
}
function readSubshell(reader, start) {
	reader.at++;
	if (reader.nest(() => reader.commands(reader, "paren")) === "paren") return true;
	reader.stop(start, "unterminated");
	return true;
}
/** `((…))` is arithmetic to bash and two subshells to others. */
function readCalculation(reader) {
	const start = reader.at;
	reader.at += 2;
	const isArithmetic = arithmetic(reader, start);
	if (reader.shell === "sh") reader.stop(start, "bash");
	else if (!isArithmetic) reader.stop(start, "unsure");
	return true;
}
const seesRedirection = (reader) => /^[<>]$/.test(reader.peek()) && !seesProcess(reader) || reader.sees("&>");
function readRedirection(reader) {
	const start = reader.at;
	if (reader.sees("&>") && reader.shell === "sh") return reader.stop(start, "bash");
	if (reader.sees("<<") && !reader.sees("<<<")) return hereOperator(reader);
	const operator = /^(?:<<<|&>>|&>|<>|<&|>&|>>|>\||[<>])/.exec(reader.text.slice(start, start + 3))?.[0] ?? "";
	reader.at += operator.length;
	if (reader.sees("\\\n") && !operator.startsWith("<<<")) return reader.stop(start, "unsure");
	reader.skipBlanks();
	if (!reader.endsCommand && reader.peek() !== "(") readWord(reader);
}
/** Takes one word, and the rest of what it starts if it is a keyword. */
function readNext(reader, words, closer) {
	const word = readWord(reader);
	if (/^[<>]$/.test(reader.peek()) && isDescriptor(word)) {
		reader.refuse(word.start, word.end, "name");
		return "word";
	}
	if (words.length === 0) {
		if (word.shape === "esac" && closer === "clause") return "esac";
		if (readKeyword(reader, word)) return "word";
	}
	if (reader.peek() === "(" && isAssignment(word) && word.shape.endsWith("=")) readList(reader);
	words.push(word);
	return "word";
}
const isDescriptor = ({ shape }) => /^(?:\d+|\{\w+(?:\[.*\])?\})$/s.test(shape);
function readKeyword(reader, { shape, start, end }) {
	switch (shape) {
		case "case":
			reader.nest(() => readCase(reader, start));
			return true;
		case "for":
		case "select":
			readLoop(reader);
			return true;
		case "function":
			readName(reader);
			return true;
		case "[[":
			if (reader.shell === "sh") reader.stop(start, "bash");
			else readCondition$1(reader, start);
			return true;
		case "coproc":
			reader.stop(end, "unsure");
			return true;
		default: return keywords$1.has(shape);
	}
}
/** `NAME in WORDS` behind `for` and `select`, or the `((…))` of bash. */
function readLoop(reader) {
	reader.skipBlanks();
	if (reader.sees("((")) return void readCalculation(reader);
	const name = readName(reader);
	reader.skipLines();
	if (!name || !/^in(?:[ \t\n;&|]|\\\n|$)/.test(reader.text.slice(reader.at, reader.at + 4))) return;
	reader.at += 2;
	for (reader.skipBlanks(); !reader.endsCommand; reader.skipBlanks()) {
		if (/^[<>(]$/.test(reader.peek()) && !seesProcess(reader)) return reader.stop(reader.at, "unsure");
		judgeAssigned(reader, name.shape, readWord(reader));
	}
}
/** The name behind `for`, `select` and `function`. */
function readName(reader) {
	reader.skipBlanks();
	if (reader.endsCommand) return void 0;
	const name = readWord(reader);
	reader.refuse(name.start, name.end, "name");
	reader.skipBlanks();
	if (/^\([ \t]*\)/.test(reader.text.slice(reader.at, reader.limit))) reader.at = reader.text.indexOf(")", reader.at) + 1;
	return name;
}
/** `name=(…)` of bash. */
function readList(reader) {
	const start = reader.at;
	reader.declares.arrays = true;
	if (reader.shell === "sh") return reader.stop(start, "bash");
	reader.at++;
	for (;;) {
		reader.skipLines();
		if (reader.done) return reader.stop(start, "unterminated");
		if (reader.peek() === ")") break;
		if (/^[;&|<>(]$/.test(reader.peek()) && !seesProcess(reader)) return reader.stop(start, "unsure");
		if (reader.peek() === "[") subscript(reader);
		readWord(reader);
	}
	reader.at++;
}

// src/pipeline/shell-reader.ts
const maxDepth = 100;
/**
* A cursor over a script and what was found so far. It reads as the shell would, and stops at the first thing that
* shells disagree about: what comes after has no certain quoting.
*/
var ShellReader = class {
	text;
	shell;
	/** Reads commands; handed in, since words hold commands and commands hold words. */
	commands;
	at = 0;
	/** The end of the script, or of the here-document in which it reads. */
	limit;
	holes = [];
	refusals = [];
	/** An expression that is never closed: nothing after it can be read. */
	unclosed;
	/** Here-documents whose bodies start at the next line break. */
	pending = [];
	/** The script makes integers or arrays of some variables: assigning to these evaluates the value. */
	declares = {
		integers: false,
		arrays: false
	};
	/** Assignments that do so if the script declares such variables anywhere. */
	assignments = [];
	#stopped;
	#depth = 0;
	constructor(text, shell, commands) {
		this.text = text;
		this.shell = shell;
		this.commands = commands;
		this.limit = text.length;
	}
	get done() {
		return this.at >= this.limit;
	}
	get stopped() {
		return this.#stopped;
	}
	/** The character at the cursor, or further on; "" at the end. */
	peek(ahead = 0) {
		const at = this.at + ahead;
		return at < this.limit ? this.text[at] : "";
	}
	sees(text, ahead = 0) {
		return this.at + ahead + text.length <= this.limit && this.text.startsWith(text, this.at + ahead);
	}
	seesHole(ahead = 0) {
		return this.sees("${{", ahead);
	}
	/** Whether a command ends at the cursor. */
	get endsCommand() {
		return /^[\n;|)#]?$/.test(this.peek()) || this.peek() === "&" && this.peek(1) !== ">";
	}
	/** Takes the `${{ }}` at the cursor. */
	hole(quoting) {
		const hole = readHole(this.text, this.at);
		if (!hole.ok) {
			this.unclosed = hole.error;
			this.stop(this.at, "unsure");
			return;
		}
		this.holes.push({
			...hole.value,
			quoting
		});
		this.at = hole.value.end;
		if (this.at > this.limit) this.stop(hole.value.start, "unsure");
	}
	refuse(start, end, reason) {
		this.refusals.push({
			start,
			end,
			reason
		});
	}
	/** Gives up: no expression from `start` on has a place that is certain. */
	stop(start, reason) {
		this.#stopped ??= {
			start,
			end: this.text.length,
			reason
		};
		this.at = 0;
		this.limit = 0;
	}
	/** Reads what lies inside something else; gives up where that goes so deep that the stack could end. */
	nest(read) {
		if (++this.#depth > maxDepth) this.stop(this.at, "unsure");
		const result = read();
		this.#depth--;
		return result;
	}
	/** Skips blanks and line continuations. */
	skipBlanks() {
		for (;;) if (this.peek() === " " || this.peek() === "	") this.at++;
		else if (this.sees("\\\n")) this.at += 2;
		else return;
	}
	/** Skips blanks, line breaks and comments inside a command; a here-document's body has no certain place there. */
	skipLines() {
		for (;;) {
			this.skipBlanks();
			if (this.peek() === "#") this.skipComment();
			else if (this.peek() !== "\n") return;
			else if (this.pending.length > 0) return this.stop(this.at, "unsure");
			else this.at++;
		}
	}
	skipComment() {
		const end = this.text.indexOf("\n", this.at);
		this.at = end === -1 || end > this.limit ? this.limit : end;
	}
};

// src/pipeline/shell-refusal.ts
const viaEnv = "set a variable under env: to the expression and write \"$NAME\"";
const outside = `Move it out of there, or ${viaEnv}`;
const refusals = {
	single: ["inside single quotes the shell would not expand it", `Use double quotes, or ${viaEnv}`],
	ansi: ["inside $'…' the shell would not expand it", `Use double quotes, or ${viaEnv}`],
	here: ["inside a quoted here-document the shell would not expand it", "Leave out the quotes at its delimiter, or read a variable of env: in the program"],
	delimiter: ["the delimiter of a here-document cannot be a value", "Write a fixed word such as EOF"],
	backtick: ["inside backticks the shell reads quotes in ways of its own", `Write $(…) instead of backticks, or ${viaEnv}`],
	arithmetic: ["in arithmetic the shell would calculate with its text, and could run it", `First check that it is a number: ${viaEnv} in the check`],
	parameter: ["inside ${…} its quoting is not certain", outside],
	name: ["it would be a part of a name that the shell assigns or defines", `Write the name out, and for its value ${viaEnv}`],
	evaluated: ["this command evaluates its arguments as code or as names", outside],
	attribute: ["bash evaluates what is assigned here, as arithmetic or as a list", outside],
	operator: ["its value could act as an operator of the test", `Compare it with = or put -n or -z before it, or ${viaEnv}`],
	format: ["as the format of printf its value could be an option", "Write printf '%s' before it"],
	escaped: ["the backslash before it takes the place of its quoting", "Leave out the backslash; for ${{ as text write '$''{{'"],
	dollar: ["with the $ before it the shell reads another variable", "Write \\$ for a dollar sign"],
	unterminated: ["the quote or bracket around it is never closed", "Close it"],
	bash: ["the script uses what only bash has, and runs with sh", "Add shell: bash to the step"],
	unsure: ["shells differ in how they read this script up to here", `Move it further up, or ${viaEnv}`]
};

// src/pipeline/shell.ts
/**
* Puts `"${STEPOPS_EXPR_1}"` or `${STEPOPS_EXPR_1}` in the place of each `${{ }}`, so that no value is ever syntax of the
* step's shell; the same expression is the same variable. Where that cannot be certain it is a fault. What a command
* makes of its arguments is its own affair: `sh -c "echo ${{ … }}"` hands the value to another shell as code.
*/
function bindScript(script, shell, scope) {
	if (!script.includes("${{")) return ok({
		text: script,
		bindings: {}
	});
	const { holes, refused, unclosed } = readScript(script, shell);
	const faults = unclosed ? [unclosed] : [];
	const names = /* @__PURE__ */ new Map();
	const bindings = {};
	const reasons = reasonsOf(holes, refused);
	for (const hole of holes) {
		const reason = reasons.get(hole);
		if (reason) faults.push(quotingFault(hole, reason));
		const parsed = parseHole(script, hole, scope);
		if (!parsed.ok) faults.push(...parsed.error);
		else if (!names.has(parsed.value.source)) {
			const name = `STEPOPS_EXPR_${names.size + 1}`;
			names.set(parsed.value.source, name);
			bindings[name] = parsed.value;
		}
	}
	if (faults.length > 0) return err(faults.toSorted((a, b) => a.span.start - b.span.start));
	return ok({
		text: replaceHoles(script, holes, names),
		bindings
	});
}
function readScript(script, shell) {
	const reader = new ShellReader(script, shell, readCommands);
	readCommands(reader, "nothing");
	const { stopped, declares } = reader;
	const refused = [
		...reader.refusals,
		...reader.assignments.filter(({ when }) => declares[when]),
		...stopped ? [stopped] : []
	];
	const certain = reader.holes.toSorted((a, b) => a.start - b.start).filter(({ start }) => start < (stopped?.start ?? script.length));
	const rest = holesFrom(script, Math.max(stopped?.start ?? script.length, certain.at(-1)?.end ?? 0));
	const unclosed = reader.unclosed ?? rest.unclosed;
	return {
		holes: [...certain, ...rest.holes],
		refused,
		...unclosed && { unclosed }
	};
}
/** What comes after the place where reading stopped. */
function holesFrom(script, start) {
	const holes = [];
	for (let at = script.indexOf("${{", start); at !== -1;) {
		const hole = readHole(script, at);
		if (!hole.ok) return {
			holes,
			unclosed: hole.error
		};
		holes.push({
			...hole.value,
			quoting: "double"
		});
		at = script.indexOf("${{", hole.value.end);
	}
	return { holes };
}
/** The innermost refusal around each hole. One sweep: a script can have a hundred thousand of both. */
function reasonsOf(holes, refused) {
	const waiting = refused.toSorted((a, b) => b.start - a.start || a.end - b.end);
	const open = [];
	const reasons = /* @__PURE__ */ new Map();
	for (const hole of holes) {
		while ((waiting.at(-1)?.start ?? Number.POSITIVE_INFINITY) <= hole.start) open.push(waiting.pop());
		while ((open.at(-1)?.end ?? Number.POSITIVE_INFINITY) < hole.end) open.pop();
		const around = open.at(-1);
		if (around) reasons.set(hole, around.reason);
	}
	return reasons;
}
function quotingFault({ start, end }, reason) {
	const [problem, hint] = refusals[reason];
	return {
		code: "expression-quoting",
		message: `This expression cannot stand here: ${problem}`,
		span: {
			start,
			end
		},
		hint
	};
}
function replaceHoles(script, holes, names) {
	let text = "";
	let rest = 0;
	for (const { start, end, innerStart, innerEnd, quoting } of holes) {
		const reference = `\${${names.get(script.slice(innerStart, innerEnd))}}`;
		text += script.slice(rest, start) + (quoting === "bare" ? `"${reference}"` : reference);
		rest = end;
	}
	return text + script.slice(rest);
}

// src/pipeline/step-scope.ts
/** `if` and `env` see the file's env, as the step's own is being made; the command sees the step's whole env. */
function scopesOf(input) {
	const { params, axes, fileEnv, stepEnv, needs, isLost } = input;
	const settled = {
		params,
		matrix: axes,
		env: fileEnv,
		status: false,
		isLost
	};
	const env = {
		...settled,
		needs
	};
	return {
		settled,
		env,
		condition: {
			...env,
			status: true
		},
		command: {
			...env,
			env: stepEnv
		}
	};
}
function readOpenParts(source, scopes, complaints) {
	const { value } = source;
	const condition = readCondition(source, scopes.condition, complaints);
	const env = readEnv(source, scopes.env, complaints);
	const setup = value.setup ? readSetup({
		source,
		setup: value.setup,
		scopes,
		complaints
	}) : void 0;
	const command = readCommand({
		source,
		scopes,
		complaints
	});
	return {
		...condition && { condition },
		env,
		...setup && { setup },
		command,
		references: referencesOf({
			source,
			condition,
			env,
			command
		})
	};
}
function readCondition(source, scope, complaints) {
	const text = source.value.if;
	return text === void 0 ? void 0 : accept(parseCondition(String(text), scope), source.placeOf("if"), complaints);
}
/** Setup is part of the fingerprint, so it sees no more than what shapes the graph. */
function readSetup(input) {
	const { source, setup, scopes, complaints } = input;
	const place = source.placeOf("setup");
	if (typeof setup !== "string") return argv({
		args: setup,
		place,
		scope: scopes.settled,
		complaints
	});
	return script({
		source,
		text: setup,
		place,
		scope: scopes.settled,
		complaints
	});
}
function readCommand({ source, scopes, complaints }) {
	const { command } = source.value;
	const place = source.placeOf("command");
	const nothing = {
		kind: "argv",
		args: []
	};
	if (command === void 0) {
		complaints.gap();
		return nothing;
	}
	if (typeof command !== "string") return argv({
		args: command.map(String),
		place,
		scope: scopes.command,
		complaints
	});
	return script({
		source,
		text: command,
		place,
		scope: scopes.command,
		complaints
	}) ?? nothing;
}
function argv(input) {
	const { args, place, scope, complaints } = input;
	return {
		kind: "argv",
		args: args.map((text, index) => accept(parseTemplate(text, scope), below(place, index), complaints)).map((template) => template ?? [])
	};
}
function script(input) {
	const { source, text, place, scope, complaints } = input;
	const shell = source.value.shell ?? "sh";
	const bound = accept(bindScript(text, shell, scope), place, complaints);
	return bound && {
		kind: "script",
		shell,
		text: bound.text,
		bindings: bound.bindings
	};
}
function accept(result, place, complaints) {
	if (result.ok) return result.value;
	complaints.addExpression(place, result.error);
}
function referencesOf(input) {
	const { source, condition, env, command } = input;
	const from = (place, ...parts) => [...neededSteps(...parts)].map((id) => ({
		id,
		place
	}));
	const parts = command.kind === "argv" ? command.args : Object.values(command.bindings);
	return [
		...condition ? from(source.placeOf("if"), condition.expression) : [],
		...source.env.flatMap(({ name, place }) => from(place, env[name] ?? [])),
		...from(source.placeOf("command"), ...parts)
	];
}

// src/pipeline/step-source.ts
/**
* The steps in file order, those of `finally` last. A step's key replaces the whole key of `defaults`, whatever it
* holds; only `env` is merged name by name (the file's, then that of `defaults`, then the step's own).
*/
function stepSources(draft) {
	const shared = [...fileEnv(draft), ...envEntries(draft.value.defaults?.env, {
		draft,
		path: ["defaults", "env"]
	})];
	const sources = (section, steps) => Object.entries(steps ?? {}).map(([id, step]) => stepSource({
		draft,
		section,
		id,
		step,
		shared
	}));
	return [...sources("steps", draft.value.steps), ...sources("finally", draft.value.finally)];
}
function stepSource(input) {
	const { draft, section, id, step, shared } = input;
	const { defaults } = draft.value;
	const place = {
		draft,
		path: [section, id]
	};
	const defaultsPlace = {
		draft,
		path: ["defaults"]
	};
	const placeOf = (key) => below(Object.hasOwn(step, key) || !defaults || !Object.hasOwn(defaults, key) ? place : defaultsPlace, key);
	const entries = [...shared, ...envEntries(step.env, below(place, "env"))];
	const env = [...new Map(entries.map((entry) => [entry.name, entry])).values()];
	return {
		id,
		isFinally: section === "finally",
		place,
		value: {
			...defaults,
			...step
		},
		env,
		placeOf,
		isTorn: (key) => draft.isTorn([...place.path, key]) || !Object.hasOwn(step, key) && draft.isTorn(["defaults", key])
	};
}
const fileEnv = (draft) => envEntries(draft.value.env, {
	draft,
	path: ["env"]
});
const envEntries = (env, place) => Object.entries(env ?? {}).map(([name, value]) => ({
	name,
	value,
	place: below(place, name)
}));

// src/pipeline/matrix.ts
/** Most legs that one matrix may have, as on GitHub. */
const maximumLegs = 256;
const maximumProduct = 65536;
/**
* The legs of a matrix as GitHub makes them: the product of the axes, less what `exclude` matches in part, then each
* entry of `include` is added to every combination whose axes it does not change, or becomes a leg of its own.
*/
function expandMatrix({ axes, include, exclude }) {
	const count = productSize(axes);
	if (count > maximumProduct) return {
		reason: "too-large",
		count
	};
	const product = productOf(axes).filter((combination) => !exclude.some((filter) => matches(combination, filter)));
	if (product.length > 256) return {
		reason: "too-large",
		count: product.length
	};
	const legs = addIncluded({
		product,
		include,
		names: new Set(Object.keys(axes))
	});
	if (legs.length === 0) return { reason: "empty" };
	return legs.length > 256 ? {
		reason: "too-large",
		count: legs.length
	} : legs;
}
function productSize(axes) {
	const sizes = Object.values(axes).map((values) => values.length);
	return sizes.length === 0 ? 0 : sizes.reduce((product, size) => product * size, 1);
}
function productOf(axes) {
	const entries = Object.entries(axes);
	if (entries.length === 0) return [];
	const grow = (rows, [name, values]) => rows.flatMap((row) => values.map((value) => [...row, [name, value]]));
	return entries.reduce(grow, [[]]).map((row) => Object.fromEntries(row));
}
function addIncluded(input) {
	const { product, include, names } = input;
	const extended = [...product];
	const added = [];
	for (const entry of include) {
		const onAxes = pick$1(entry, (name) => names.has(name));
		const extra = pick$1(entry, (name) => !names.has(name));
		const taken = product.flatMap((combination, index) => matches(combination, onAxes) ? [index] : []);
		for (const index of taken) extended[index] = {
			...extended[index],
			...extra
		};
		if (taken.length === 0) added.push(entry);
	}
	return [...extended, ...added];
}
const pick$1 = (entry, isWanted) => Object.fromEntries(Object.entries(entry).filter(([name]) => isWanted(name)));
/** Whether every key of `filter` is there with the same value; a mapping inside it matches in part as well. */
function matches(value, filter) {
	if (isMapping$2(filter)) {
		if (!isMapping$2(value)) return false;
		return Object.entries(filter).every(([key, item]) => Object.hasOwn(value, key) && matches(value[key], item));
	}
	if (Array.isArray(filter)) return Array.isArray(value) && value.length === filter.length && filter.every((item, i) => matches(value[i], item));
	return value === filter;
}
const isMapping$2 = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

// src/pipeline/strategy.ts
/** Reads `strategy` with `reader`, which knows no matrix yet. */
function readStrategy(source, reader) {
	const { strategy } = source.value;
	const place = source.placeOf("strategy");
	const maxParallel = strategy?.max_parallel;
	const parallel = maxParallel !== void 0 && reader.integer(maxParallel, below(place, "max_parallel"), 1);
	const failFast = strategy?.fail_fast;
	const matrix = strategy?.matrix;
	return {
		...matrix === void 0 ? {
			combinations: [void 0],
			isMatrix: false,
			axes: []
		} : readCombinations({
			source,
			matrix,
			place: below(place, "matrix"),
			reader
		}),
		...typeof parallel === "number" && { maxParallel: parallel },
		failFast: failFast === void 0 ? true : reader.boolean(failFast, below(place, "fail_fast")) ?? true
	};
}
function readCombinations(input) {
	const { source, place, reader } = input;
	const value = reader.json(input.matrix, place);
	const matrix = value === void 0 ? void 0 : readMatrix(value, place, reader.complaints);
	if (reader.isOpen(input.matrix) || source.isTorn("strategy") || !matrix) return standIn({
		matrix,
		source,
		isOpen: reader.isOpen(input.matrix)
	});
	checkExclude({
		matrix,
		place,
		complaints: reader.complaints
	});
	const axes = [.../* @__PURE__ */ new Set([...Object.keys(matrix.axes), ...matrix.include.flatMap((entry) => Object.keys(entry))])];
	const combinations = expandMatrix(matrix);
	if ("reason" in combinations) {
		reportFault(combinations, place, reader.complaints);
		return {
			combinations: [],
			isMatrix: true,
			axes
		};
	}
	reportTwins({
		source,
		combinations,
		matrix,
		place,
		complaints: reader.complaints
	});
	return {
		combinations,
		isMatrix: true,
		axes
	};
}
/**
* What goes on in place of a matrix that has a fault or is not known: its first combination, so that the rest of the
* step is looked at, or none at all.
*/
function standIn(input) {
	const { matrix, source, isOpen } = input;
	const legs = matrix ? expandMatrix(matrix) : [];
	const known = "reason" in legs ? [] : legs;
	const axes = [.../* @__PURE__ */ new Set([...known[0] ? Object.keys(known[0]) : [], ...namesUsed(source)])];
	if (!isOpen) return {
		combinations: [],
		isMatrix: true,
		axes
	};
	return {
		combinations: known.length > 0 ? known : [{}],
		isMatrix: true,
		axes,
		isOpen
	};
}
function readMatrix(value, place, complaints) {
	const refuse = (at, found, wanted) => complaints.add("wrong-type", locate(at), {
		message: `This must be ${wanted}, not ${describe(found)}`,
		hint: "Let the expression give that, such as fromJSON of a text that holds it"
	});
	if (!isMapping$1(value)) return refuse(place, value, "a mapping of axes to lists");
	const axes = [];
	const lists = {
		include: [],
		exclude: []
	};
	let sound = true;
	for (const [name, values] of Object.entries(value)) {
		const at = below(place, name);
		if (name === "include" || name === "exclude") {
			if (isList$1(values) && values.every(isMapping$1)) lists[name] = values;
			else sound = refuse(at, values, "a list of mappings") ?? false;
		} else if (isList$1(values)) axes.push([name, values]);
		else sound = refuse(at, values, "a list of values") ?? false;
	}
	return sound ? {
		axes: Object.fromEntries(axes),
		...lists
	} : void 0;
}
function reportFault(fault, place, complaints) {
	if (fault.reason === "empty") {
		complaints.add("matrix-empty", locate(place, "key"), {
			message: "The matrix has no combination, so the step would never run",
			hint: "Give each axis a value, or exclude less"
		});
		return;
	}
	const message = `The matrix has ${fault.count} combinations; ${256} is the most`;
	complaints.add("matrix-too-large", locate(place, "key"), {
		message,
		hint: "Shorten an axis, or split the step in two"
	});
}
/** As on GitHub, an exclude that names no axis is a mistake: it could never match. */
function checkExclude(input) {
	const { matrix, place, complaints } = input;
	const names = Object.keys(matrix.axes);
	for (const [index, entry] of matrix.exclude.entries()) for (const name of Object.keys(entry).filter((key) => !Object.hasOwn(matrix.axes, key))) {
		const location = locate(below(place, "exclude", index, name), "key");
		const message = `The matrix has no axis "${name}", so this entry of exclude matches nothing`;
		complaints.add("unknown-key", location, {
			message,
			hint: suggestionHint(name, names, "axes")
		});
	}
}
/** Where the axes cannot be told every name counts as one, so that no fault is reported that only follows. */
const namesUsed = ({ value }) => [...JSON.stringify(value).matchAll(/\bmatrix\.([A-Za-z_][\w-]*)/g)].map(([, name]) => name);
/** Two legs of one id could not be told apart in logs, in `--only` and in the store. */
function reportTwins(input) {
	const { source, combinations, matrix, place, complaints } = input;
	const seen = /* @__PURE__ */ new Set();
	for (const combination of combinations) {
		const id = legId(source.id, combination);
		if (!seen.has(id)) seen.add(id);
		else {
			const index = matrix.include.findIndex((entry) => matches(combination, entry));
			const at = index < 0 ? place : below(place, "include", index);
			const message = `Two combinations of the matrix have the same id ${id}`;
			complaints.add("id-collision", locate(at, index < 0 ? "key" : "value"), {
				message,
				hint: "Remove the one that repeats the other"
			});
		}
	}
}
const isMapping$1 = (value) => typeof value === "object" && value !== null && !isList$1(value);

// src/pipeline/resolve.ts
/** Most legs that one pipeline may have. */
const maximumSteps = 1e4;
/**
* Draft → pipeline: params, env, stack, matrix legs and every value that shapes the graph are settled, edges found and
* ordered. All faults are found in one pass; what an earlier stage removed from the draft is not complained about again.
*/
function resolve$1(input) {
	const { draft } = input;
	const complaints = new Complaints();
	const params = resolveParams({
		draft,
		given: input.params,
		standIns: input.standIns,
		complaints
	});
	const file = readFile({
		...input,
		params,
		complaints
	});
	const sources = stepSources(draft);
	checkSources(sources, draft, complaints);
	const strategies = expand(sources, file.reader);
	const { stacks, stackName, settingsFiles } = input;
	const chosen = chooseStack({
		draft,
		stacks,
		stackName,
		settingsFiles,
		complaints
	});
	if (!strategies) return { diagnostics: complaints.all };
	const world = {
		...file,
		draft,
		chosen,
		sources,
		strategies,
		needs: needsScope(sources, strategies)
	};
	const partsOf = /* @__PURE__ */ new Map();
	const legs = sources.flatMap((source) => readLegs(source, world, partsOf));
	const stepNeeds = readNeeds(sources, partsOf, complaints);
	const steps = linkSteps({
		sources,
		legs,
		stepNeeds,
		complaints
	});
	if (!complaints.isSound || !chosen || sources.length === 0) return { diagnostics: complaints.all };
	const { value } = draft;
	const maxParallel = file.maxParallel;
	return {
		pipeline: {
			name: value.name ?? input.folderName,
			...value.description !== void 0 && { description: value.description },
			file: draft.file,
			params: params.values,
			env: file.context.env,
			stack: chosen.stack,
			...maxParallel !== void 0 && { maxParallel },
			onFailure: value.on_failure ?? "finish",
			groups: groupsOf(legs, sources, strategies),
			steps
		},
		diagnostics: complaints.all
	};
}
/** The file's own env sees params and github only, everything after it sees that env too. */
function readFile(input) {
	const { draft, params, github, complaints } = input;
	const { values } = params;
	const bare = {
		params: values,
		matrix: {},
		github,
		env: {}
	};
	const isLost = (name, [first = ""]) => draft.isLost([name, first]);
	const scope = {
		params: Object.keys(values),
		matrix: [],
		env: [],
		status: false,
		isLost
	};
	const written = draft.value.env ?? {};
	const openParams = openNames("params", params.open);
	const envReader = new SlotReader(complaints, scope, bare, openParams);
	const env = envReader.strings(written, {
		draft,
		path: ["env"]
	});
	const openEnv = Object.keys(written).filter((name) => envReader.isOpen(written[name] ?? ""));
	const context = {
		...bare,
		env
	};
	const open = /* @__PURE__ */ new Set([...openParams, ...openNames("env", openEnv)]);
	const reader = new SlotReader(complaints, {
		...scope,
		env: Object.keys(env)
	}, context, open);
	const given = draft.value.max_parallel;
	const maxParallel = given === void 0 ? void 0 : reader.integer(given, {
		draft,
		path: ["max_parallel"]
	}, 1);
	return {
		complaints,
		context,
		reader,
		...maxParallel !== void 0 && { maxParallel }
	};
}
const openNames = (context, names) => new Set([...names].map((name) => `${context}.${name.toLowerCase()}`));
/** What can be said of the steps before their legs are known. */
function checkSources(sources, draft, complaints) {
	if (sources.length === 0) complaints.gap();
	checkIds(sources, complaints);
	checkEntries(/* @__PURE__ */ new Set([...fileEnv(draft), ...sources.flatMap(({ env }) => env)]), complaints);
	const remote = sources.filter(({ value }) => value.step_operator !== void 0);
	checkLiteralSecrets(new Set(remote.flatMap(({ env }) => env)), complaints);
	for (const source of sources) checkSecretNames(source, complaints);
}
/** Undefined when there are too many legs; it stops there, so that no file can make it expand more. */
function expand(sources, reader) {
	const strategies = /* @__PURE__ */ new Map();
	let count = sources.length > maximumSteps ? sources.length : 0;
	for (const source of sources) {
		if (count <= maximumSteps) {
			const strategy = readStrategy(source, reader);
			strategies.set(source.id, strategy);
			count += strategy.combinations.length;
		}
		if (count <= maximumSteps) continue;
		const message = `The pipeline has more than ${maximumSteps.toLocaleString("en")} steps, legs of matrices included`;
		reader.complaints.add("too-many-steps", locate(source.place, "key"), {
			message,
			hint: "Do more in one step, or split the pipeline in two"
		});
		return;
	}
	return strategies;
}
const needsScope = (sources, strategies) => new Map(sources.map(({ id, value }) => {
	return [id, {
		values: value.values ?? [],
		isMatrix: strategies.get(id)?.isMatrix ?? false
	}];
}));
function readLegs(source, world, partsOf) {
	const { complaints, context, chosen, strategies } = world;
	const strategy = strategies.get(source.id);
	const scopes = scopesFor(source, strategy?.axes ?? [], world);
	const parts = readOpenParts(source, scopes, complaints);
	partsOf.set(source.id, parts);
	const { open: known } = world.reader;
	const open = strategy?.isOpen ? /* @__PURE__ */ new Set([...known, ...openNames("matrix", strategy.axes)]) : known;
	const reader = new SlotReader(complaints, scopes.settled, context, open);
	return (strategy?.combinations ?? []).map((matrix) => readStep({
		source,
		matrix,
		parts,
		chosen,
		reader: reader.with({
			...context,
			matrix: matrix ?? {}
		})
	}));
}
const scopesFor = (source, axes, world) => scopesOf({
	params: world.reader.scope.params,
	axes,
	fileEnv: world.reader.scope.env,
	stepEnv: source.env.map(({ name }) => name),
	needs: world.needs,
	isLost: (context, names) => isLost(source, context, names, world)
});
/** Whether a fault elsewhere, which has its diagnostic, took away the name that this step misses. */
function isLost(source, context, names, { draft, sources }) {
	const [first = ""] = names;
	switch (context) {
		case "params": return draft.isLost(["params", first]);
		case "env": return draft.isLost(["env", first]) || draft.isLost([
			"defaults",
			"env",
			first
		]) || source.isTorn("env");
		case "matrix": return source.isTorn("strategy");
		case "needs": {
			const needed = sources.find(({ id }) => id === first);
			if (!needed) return draft.isLost(["steps", first]) || draft.isLost(["finally", first]);
			return needed.isTorn("values") || needed.isTorn("strategy");
		}
		default: return false;
	}
}
function groupsOf(legs, sources, strategies) {
	const legsOf = Map.groupBy(legs, ({ step }) => step);
	return new Map(sources.map(({ id }) => {
		const { isMatrix = false, failFast = true, maxParallel } = strategies.get(id) ?? {};
		return [id, {
			id,
			legs: (legsOf.get(id) ?? []).map((leg) => leg.id),
			isMatrix,
			failFast,
			...maxParallel !== void 0 && { maxParallel }
		}];
	}));
}

// src/load.ts
const STACKS_FILE = "stacks.yaml";
/** Reads both texts. `path` is shown in diagnostics as the user typed it. */
async function readSources(files, path, cwd) {
	const pipeline = await readSource(files, path, cwd);
	if (!pipeline.ok) return pipeline;
	const beside = join(dirname(path), STACKS_FILE);
	if (await files.stat(resolve(cwd, beside)) === void 0) return {
		ok: true,
		value: { pipeline: pipeline.value }
	};
	const stacks = await readSource(files, beside, cwd);
	return stacks.ok ? {
		ok: true,
		value: {
			pipeline: pipeline.value,
			stacks: stacks.value
		}
	} : stacks;
}
/** Text → parse → check → resolve, all faults of all files in one pass. Pure. */
function loadPipeline(sources, bindings) {
	const main = draftOf(sources.pipeline, checkPipeline);
	const stacks = sources.stacks && draftOf(sources.stacks, checkStacks);
	const found = [...main.diagnostics, ...stacks?.diagnostics ?? []];
	if (!main.draft) return { diagnostics: found };
	const { stack, ...rest } = bindings;
	const resolved = resolve$1({
		draft: main.draft,
		...stacks && { stacks: stacks.draft ?? "faulty" },
		...stack !== void 0 && { stackName: stack },
		...sources.settingsFiles && { settingsFiles: sources.settingsFiles },
		...rest
	});
	const diagnostics = [...found, ...resolved.diagnostics].sort(byPlace);
	return {
		diagnostics,
		...!hasErrors(diagnostics) && resolved.pipeline && { pipeline: resolved.pipeline }
	};
}
/** The paths of all `settings_schema` keys, as they are written. */
function settingsPaths({ pipeline, stacks }) {
	const isMentioned = (file) => file?.text.includes("settings_schema") === true;
	const paths = [isMentioned(pipeline) ? draftOf(pipeline, checkPipeline).draft : void 0, isMentioned(stacks) ? draftOf(stacks, checkStacks).draft : void 0].flatMap((draft) => Object.values(draft?.value.stacks ?? {}).flatMap((stack) => Object.values(stack.step_operators ?? {}))).map(({ type, settings_schema: path }) => type === "custom" ? path : void 0);
	return [...new Set(paths.filter((path) => typeof path === "string"))];
}
function byPlace({ location: a }, { location: b }) {
	return a.file === b.file ? a.range.start - b.range.start : a.file.path.localeCompare(b.file.path);
}
function draftOf(file, check) {
	const parsed = parse$2(file);
	if (!parsed.document) return { diagnostics: parsed.diagnostics };
	const checked = check(parsed.document, file);
	return {
		...checked,
		diagnostics: [...parsed.diagnostics, ...checked.diagnostics]
	};
}
async function readSource(files, path, cwd) {
	const real = await files.realpath(resolve(cwd, path));
	const stat = real === void 0 ? void 0 : await files.stat(real);
	if (real === void 0 || stat === void 0) return unreadable(path, "there is no such file", "give the path of a pipeline file, or write a first one with `stepops init`");
	if (stat.kind === "directory") return unreadable(path, "it is a directory", `name the file in it, such as ${join(path, "pipeline.yaml")}`);
	if (stat.kind !== "file") return unreadable(path, "it is not a regular file", "give the path of a regular file");
	const bytes = await files.readFrom(real, 0, largestFile + 1);
	return bytes ? decode$1(bytes, path) : unreadable(path, "it vanished while it was read", "try again");
}
function unreadable(path, why, hint) {
	const location = {
		file: {
			path,
			text: ""
		},
		range: {
			start: 0,
			end: 0
		}
	};
	return err(diagnostic("file-unreadable", {
		message: `${basename(path)} cannot be read: ${why}`,
		hint,
		location
	}));
}

// src/place.ts
async function findPlace(input, { files }) {
	const path = resolve(input.cwd, input.file);
	const root = await files.realpath(dirname(path)) ?? dirname(path);
	const { root: checkout, gitDir } = await findCheckout(files, root);
	const at = gitDir === void 0 ? void 0 : await head(files, gitDir);
	const remote = gitDir === void 0 ? void 0 : await remoteUrl(files, gitDir);
	return {
		root,
		checkout,
		pipelinePath: relative(checkout, resolve(root, basename(path))).replaceAll(sep, "/"),
		folderName: basename(root),
		github: await githubContext({
			env: input.env,
			files,
			head: at
		}),
		...at && { head: at },
		...remote !== void 0 && { remote }
	};
}

// src/operator/custom/shapes.ts
const wrong = (at, wanted, value) => err(value === void 0 ? `${at} is missing` : `${at} must be ${wanted}, not ${describe(value)}`);
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const text = (options = {}) => (value, at) => {
	const { least = 0, most = Number.POSITIVE_INFINITY } = options;
	if (typeof value !== "string") return wrong(at, "a text", value);
	if (value.length < least) return wrong(at, "a text that is not empty", value);
	return value.length > most ? err(`${at} must have at most ${most} characters`) : ok(value);
};
const matching = (pattern, wanted) => (value, at) => typeof value === "string" && pattern.test(value) ? ok(value) : wrong(at, wanted, value);
const number = (least = 0) => (value, at) => typeof value === "number" && value >= least ? ok(value) : wrong(at, `a number from ${least}`, value);
const integer = (least, most) => (value, at) => Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most ? ok(Number(value)) : wrong(at, `a whole number from ${least} to ${most}`, value);
const boolean = (value, at) => typeof value === "boolean" ? ok(value) : wrong(at, "true or false", value);
const oneOf = (choices) => (value, at) => {
	const found = choices.find((choice) => choice === value);
	if (found !== void 0) return ok(found);
	return wrong(at, choices.length === 1 ? `"${choices[0]}"` : `one of ${choices.join(", ")}`, value);
};
/** Deeper values would break what walks them: JSON.stringify, and whoever reads the journal. */
const deepest = 64;
/** Anything, but not endlessly deep. */
const json = (value, at) => {
	if (value === void 0) return wrong(at, "a value", value);
	return depthOf(value, deepest) > deepest ? err(`${at} is nested more than ${deepest} deep`) : ok(value);
};
function depthOf(value, left) {
	if (value === null || typeof value !== "object" || left < 0) return 0;
	let deepestBelow = 0;
	for (const each of Object.values(value)) deepestBelow = Math.max(deepestBelow, depthOf(each, left - 1));
	return 1 + deepestBelow;
}
const list = (item, least = 0) => (value, at) => {
	if (!Array.isArray(value)) return wrong(at, "a list", value);
	if (value.length < least) return err(`${at} must not be empty`);
	const items = [];
	for (const [index, each] of value.entries()) {
		const read = item(each, `${at}[${index}]`);
		if (!read.ok) return read;
		items.push(read.value);
	}
	return ok(items);
};
const mapping = (item) => (value, at) => {
	if (!isObject(value)) return wrong(at, "a mapping", value);
	const entries = [];
	for (const [name, each] of Object.entries(value)) {
		const read = item(each, `${at}.${name}`);
		if (!read.ok) return read;
		entries.push([name, read.value]);
	}
	return ok(Object.fromEntries(entries));
};
const nullable = (shape) => (value, at) => value === null ? ok(void 0) : shape(value, at);
/** Keys that it does not name are faults, so that a slip of the pen is found; an optional key that is null is left out. */
const object = (required, optional) => (value, at) => {
	if (!isObject(value)) return wrong(at, "a mapping", value);
	const known = {
		...optional,
		...required
	};
	const stray = Object.keys(value).find((name) => !Object.hasOwn(known, name));
	if (stray !== void 0) return err(unknownKey(at, stray, Object.keys(known)));
	const found = {};
	for (const [name, shape] of Object.entries(known)) {
		const given = own(value, name);
		if (Object.hasOwn(optional, name) && (given === void 0 || given === null)) continue;
		const read = shape(given, at === "" ? name : `${at}.${name}`);
		if (!read.ok) return read;
		found[name] = read.value;
	}
	return ok(found);
};
function unknownKey(at, name, known) {
	const near = suggest(name, known);
	return `${at === "" ? "it" : at} has an unknown key "${name.slice(0, 60)}"${near === void 0 ? "" : `: did you mean "${near}"?`}`;
}

// src/operator/custom/settings-file.ts
/** Reads the file's text; what is wrong with it is said with its place, as in `step.properties.qos.tpye`. */
function readSettingsFile(text) {
	let file;
	try {
		file = JSON.parse(text);
	} catch (error) {
		return err(`is no JSON: ${error.message}`);
	}
	if (!isObject$1(file)) return err("is no mapping with operator and step");
	const whole = json(file, "what");
	if (!whole.ok) return err(`holds ${whole.error}`);
	const unknown = Object.keys(file).find((key) => !fileKeys.includes(key));
	if (unknown !== void 0) return err(`has an unknown key "${unknown}". ${suggestionHint(unknown, fileKeys, "keys")}`);
	const definitions = own(file, "$defs") ?? {};
	const fault = schemasIn("$defs", definitions) ?? ["operator", "step"].map((key) => faultIn(key, own(file, key) ?? true)).find(Boolean);
	if (fault !== void 0) return err(fault);
	const lost = lostReference(file, definitions);
	if (lost !== void 0) return err(`refers to ${lost}, which it does not have`);
	return ok({
		...schemaOf("operator", own(file, "operator")),
		...schemaOf("step", own(file, "step")),
		definitions
	});
}
const fileKeys = [
	"operator",
	"step",
	"$defs",
	"$schema",
	"$comment",
	"title",
	"description"
];
/** At the top a key that is not listed is a slip of the pen, unless the schema says otherwise. */
function schemaOf(key, schema) {
	if (schema === void 0) return {};
	const given = schema;
	const isClosed = typeof given === "object" && given.properties !== void 0;
	return { [key]: isClosed ? {
		additionalProperties: false,
		...given
	} : given };
}
/** What is wrong with a schema, below a place. */
function faultIn(at, schema) {
	if (typeof schema === "boolean") return void 0;
	if (!isObject$1(schema)) return `has at ${at} no schema, which is a mapping`;
	for (const [keyword, value] of Object.entries(schema)) {
		const check = own(keywords, keyword);
		const place = `${at}.${keyword}`;
		if (!check) return `has at ${place} a keyword that is not supported. ${suggestionHint(keyword, Object.keys(keywords), "keywords")}`;
		const wanted = check(value);
		if (wanted !== void 0) return `has at ${place} what is not ${wanted}`;
		const fault = faultBelow(place, keyword, value);
		if (fault !== void 0) return fault;
	}
}
function faultBelow(at, keyword, value) {
	switch (keyword) {
		case "properties":
		case "$defs": return schemasIn(at, value);
		case "additionalProperties":
		case "items":
		case "not": return faultIn(at, value);
		case "anyOf":
		case "oneOf":
		case "allOf": return value.map((each, index) => faultIn(`${at}[${index}]`, each)).find(Boolean);
		default: return;
	}
}
function schemasIn(at, value) {
	if (!isObject$1(value)) return `has at ${at} what is not a mapping of schemas`;
	return Object.entries(value).map(([name, schema]) => faultIn(`${at}.${name}`, schema)).find(Boolean);
}
const test = (wanted, holds) => (value) => holds(value) ? void 0 : wanted;
const anything = () => void 0;
const aText = test("a text", (value) => typeof value === "string");
const aBoolean = test("true or false", (value) => typeof value === "boolean");
const aNumber = test("a number", (value) => typeof value === "number");
const aCount = test("a whole number from 0", (value) => Number.isSafeInteger(value) && Number(value) >= 0);
const aMapping = test("a mapping", isObject$1);
const someSchemas = test("a list of schemas", (value) => Array.isArray(value) && value.length > 0);
const isTexts = (value) => Array.isArray(value) && value.every((each) => typeof each === "string");
const keywords = {
	type: test(`a type, or a list of types: ${typeNames.join(", ")}`, (value) => [value].flat().every((each) => typeNames.some((name) => name === each))),
	enum: test("a list", Array.isArray),
	const: anything,
	properties: aMapping,
	required: test("a list of names", isTexts),
	additionalProperties: anything,
	items: anything,
	minItems: aCount,
	maxItems: aCount,
	uniqueItems: aBoolean,
	minLength: aCount,
	maxLength: aCount,
	pattern: test("a regular expression", isPattern),
	minimum: aNumber,
	maximum: aNumber,
	exclusiveMinimum: aNumber,
	exclusiveMaximum: aNumber,
	multipleOf: test("a number over 0", (value) => typeof value === "number" && value > 0),
	anyOf: someSchemas,
	oneOf: someSchemas,
	allOf: someSchemas,
	not: anything,
	$ref: test(`a reference such as ${definitionPrefix}name`, (value) => typeof value === "string" && value.startsWith("#/$defs/")),
	description: aText,
	examples: test("a list", Array.isArray),
	$defs: test("at the top of the file", () => false),
	$schema: aText,
	title: aText,
	default: anything,
	deprecated: aBoolean,
	format: aText,
	$comment: aText
};
function isPattern(value) {
	if (typeof value !== "string") return false;
	try {
		new RegExp(value, "u");
		return true;
	} catch {
		return false;
	}
}
function lostReference(value, definitions) {
	if (typeof value !== "object" || value === null) return void 0;
	const reference = isObject$1(value) ? own(value, "$ref") : void 0;
	if (typeof reference === "string" && own(definitions, reference.slice("#/$defs/".length)) === void 0) return reference;
	return Object.values(value).map((each) => lostReference(each, definitions)).find((each) => each !== void 0);
}

// src/settings-files.ts
/** Much more than a schema that people write. */
const largest = 1048576;
/** Reads what `settings_schema` of operators names; undefined where none does. `root`: the pipeline's folder. */
async function readSettingsFiles(sources, root, files) {
	const paths = settingsPaths(sources);
	if (paths.length === 0) return void 0;
	const read = paths.map(async (path) => [path, await readOne(path, root, files)]);
	return new Map(await Promise.all(read));
}
async function readOne(path, root, files) {
	if (path.includes("\0") || isOutside(path)) return err("is not below the pipeline's folder");
	const real = await files.realpath(join(root, path));
	if (real === void 0) return err("cannot be read: there is no such file");
	if (isOutside(relative(root, real))) return err("leads out of the pipeline's folder");
	const stat = await files.stat(real);
	if (stat?.kind !== "file") return err("cannot be read: it is no regular file");
	if (stat.size > largest) return err(`has more than ${largest} bytes`);
	const text = await files.read(real);
	return text === void 0 ? err("cannot be read: there is no such file") : readSettingsFile(text);
}
const isOutside = (path) => isAbsolute(path) || normalize(path).split(/[\\/]/)[0] === "..";

// src/check.ts
/** Characters from which what a check throws away is counted in tens of megabytes. */
const largeText = 1e5;
/**
* Checks the file and the `stacks.yaml` beside it; starts no process. With `standIns` a required param that has no
* value does not hide what else is wrong.
*/
async function check(request, host) {
	const { file, diagnostics, pipeline } = await open(request, host);
	return {
		file,
		diagnostics,
		...pipeline && { pipeline }
	};
}
async function open(request, host) {
	const place = await findPlace(request, host);
	const sources = await readSources(host.files, request.file, request.cwd);
	if (!sources.ok) return {
		place,
		file: {
			path: request.file,
			text: ""
		},
		diagnostics: [sources.error]
	};
	if (sources.value.pipeline.text.length > largeText) keepYoungGenerationSmall();
	const settingsFiles = await readSettingsFiles(sources.value, place.root, host.files);
	const { stack, params, standIns = false } = request;
	const { github, folderName } = place;
	const bindings = {
		params,
		standIns,
		github,
		folderName,
		...stack !== void 0 && { stack }
	};
	const loaded = loadPipeline({
		...sources.value,
		...settingsFiles && { settingsFiles }
	}, bindings);
	return {
		place,
		sources: sources.value,
		file: sources.value.pipeline,
		...loaded
	};
}

// src/pipeline/machine.ts
/** What is known of an engine elsewhere before it is asked: all that no engine has. */
const endless = {
	cpus: Number.POSITIVE_INFINITY,
	memoryGb: Number.POSITIVE_INFINITY,
	accelerators: Number.POSITIVE_INFINITY
};
const isOnEngine = ({ operator }) => operator?.flavor === "docker";
/** Whether a step needs a Docker engine. */
const runsInContainer = ({ operator, image }) => operator ? operator.flavor === "docker" : image !== void 0;
/** Whether a step takes of this machine: on the host, or in a container of its own Docker engine. */
function isOnThisMachine({ operator }) {
	if (!operator) return true;
	const { host, context } = operator.settings;
	return operator.flavor === "docker" && host === void 0 && context === void 0;
}
/**
* Steps of this machine that ask for more than it has. Under a `local` that the user asked for they run all the same,
* with the whole machine. Legs that lack the same are reported once.
*/
function checkMachine(pipeline, machine) {
	const isLenient = pipeline.stack.name === "local" && pipeline.stack.chosen;
	const found = /* @__PURE__ */ new Map();
	for (const step of pipeline.steps) {
		const lacking = isOnThisMachine(step) ? lacks(step.resources, sizeFor(step, machine)) : isOnEngine(step) ? lacks(step.resources, endless) : [];
		if (lacking.length === 0) continue;
		const message = `"${step.step}" asks for ${lacking.join(" and ")}`;
		if (!found.has(message)) found.set(message, {
			step,
			message
		});
	}
	const faults = [...found.values()];
	if (isLenient) return {
		diagnostics: [],
		notices: faults.map(({ message }) => `${message}; it runs with what there is`)
	};
	return {
		diagnostics: faults.map(({ step, message }) => exceeds(step, message)),
		notices: []
	};
}
/** The machine stays as it is, so one alternative of `any_of` that fits is enough; else the first one counts. */
function lacks(alternatives, machine) {
	const lacking = alternatives.map((resources) => lackedBy(resources, machine));
	return lacking.some((each) => each.length === 0) ? [] : lacking[0] ?? [];
}
/** What a container is given anew: only a step on the host has the machine's own. */
const sizeFor = (step, { shmGb, ...size }) => runsInContainer(step) || shmGb === void 0 ? size : {
	...size,
	shmGb
};
function lackedBy(wanted, machine) {
	const { cpus, memory, accelerators, numNodes, instanceType, useSpot } = wanted;
	const { diskSize, shmSize } = wanted;
	const { diskGb = Number.POSITIVE_INFINITY, shmGb = Number.POSITIVE_INFINITY } = machine;
	const fits = accelerators.length === 0 || accelerators.some(({ count }) => count <= machine.accelerators);
	const [first] = accelerators;
	return [
		...cpus && cpus.value > machine.cpus ? [`${cpus.value} cpus, where this machine has ${machine.cpus}`] : [],
		...memory && memory.value > machine.memoryGb ? [`${memory.value} GB of memory, where this machine has ${machine.memoryGb.toFixed(1)}`] : [],
		...diskSize !== void 0 && diskSize > diskGb ? [`${diskSize} GB of disk, where this machine has ${diskGb.toFixed(1)} free`] : [],
		...shmSize !== void 0 && shmSize > shmGb ? [`${shmSize} GB of shared memory, where this machine's /dev/shm has ${shmGb.toFixed(1)}`] : [],
		...first && !fits ? [`${first.name}:${first.count}, where this machine has ${devices(machine.accelerators)}`] : [],
		...numNodes > 1 ? [`${numNodes} nodes, where this machine is one`] : [],
		...instanceType !== void 0 ? [`the instance type ${instanceType}, which only an operator can choose`] : [],
		...useSpot ? ["spot, which only an operator can buy"] : []
	];
}
const devices = (count) => count === 0 ? "no accelerator" : `${count} accelerators`;
/** Cores and memory alone: what no engine has, `checkMachine` has said before. */
function lacksSize(alternatives, size) {
	const [first, ...others] = alternatives.map(({ cpus, memory }) => ({
		accelerators: [],
		useSpot: false,
		numNodes: 1,
		...cpus && { cpus },
		...memory && { memory }
	}));
	return first ? lacks([first, ...others], size) : [];
}
/** Steps that ask an engine elsewhere for more than it has. */
function checkEngineSize(steps, size) {
	return steps.filter((step) => !isOnThisMachine(step)).map((step) => ({
		step,
		lacking: lacksSize(step.resources, {
			...endless,
			...size
		})
	})).filter(({ lacking }) => lacking.length > 0).map(({ step, lacking }) => exceeds(step, `"${step.step}" asks for ${lacking.join(" and ")}`.replaceAll("this machine", "that engine")));
}
function exceeds(step, message) {
	return diagnostic("resources-exceed", {
		message,
		hint: "Ask for less, name a step_operator, or choose --stack local to run it with what there is",
		location: placeOf(step, "resources")
	});
}
const placeOf = ({ at, location }, key) => at?.(key) ?? location;

// src/pipeline/secrets.ts
/**
* Secrets that neither the stack nor the environment has. An empty one counts as missing: that is what a workflow
* passes for a secret that the repository does not have. Legs of a step complain once.
*/
function checkSecrets(pipeline, env) {
	const seen = /* @__PURE__ */ new Set();
	return pipeline.steps.flatMap((step) => step.secrets.flatMap((name, index) => {
		const key = `${step.step} ${name}`;
		if (Object.hasOwn(pipeline.stack.secrets, name) || (own(env, name) ?? "") !== "" || seen.has(key)) return [];
		seen.add(key);
		return [missing({
			name,
			stack: pipeline.stack.name,
			isEmpty: own(env, name) === "",
			location: step.at?.("secrets", index) ?? step.location
		})];
	}));
}
function missing(input) {
	const { name, stack, isEmpty, location } = input;
	return diagnostic("secret-missing", {
		message: `The secret ${name} ${isEmpty ? "is empty in the environment" : "is not in the environment"}, and the stack "${stack}" does not name it`,
		location,
		hint: `On Actions, write env: {${name}: "\${{ secrets.${name} }}"} at the step that uses stepops; elsewhere export ${name}`
	});
}

// src/pipeline/trust.ts
const trustedEvents = /* @__PURE__ */ new Set([
	"push",
	"schedule",
	"workflow_dispatch",
	"merge_group"
]);
const privilegedEvents = /* @__PURE__ */ new Set([
	"pull_request_target",
	"workflow_run",
	"issue_comment"
]);
/** Sorts a run into a trust domain, as SECURITY.md describes it. Unknown means untrusted. */
function trustDomain(facts) {
	if (!facts.onActions) return {
		domain: facts.gitBranch ? branchDomain(facts.gitBranch) : "local",
		trusted: false
	};
	if (isTrusted(facts)) return {
		domain: "trusted",
		trusted: true
	};
	const operatorsRefused = refusal(facts);
	return {
		domain: domainOf(facts),
		trusted: false,
		...operatorsRefused !== void 0 && { operatorsRefused }
	};
}
/** A commit other than the event's may be anybody's, so what is checked out has to be the very one. */
function isTrusted(facts) {
	const { eventName = "", sha, checkedOutCommit } = facts;
	if (!trustedEvents.has(eventName) || !sha || sha !== checkedOutCommit) return false;
	return eventName === "merge_group" ? isMergeQueue(facts) : isOnTrustedBranch(facts);
}
function isOnTrustedBranch({ ref, refProtected, defaultBranch, event }) {
	const branch = branchOf(ref);
	if (branch === void 0) return false;
	const known = textAt(event, "repository", "default_branch") ?? defaultBranch;
	return refProtected === true || branch === known;
}
/** Only a protected branch has a merge queue, and what is in it has passed the reviews that the branch asks for. */
const isMergeQueue = ({ ref, sha, event }) => branchOf(ref)?.startsWith("gh-readonly-queue/") === true && textAt(event, "merge_group", "head_sha") === sha;
function refusal(facts) {
	const { eventName = "", sha, checkedOutCommit } = facts;
	const isPrivileged = privilegedEvents.has(eventName);
	if (isPrivileged && (!sha || sha !== checkedOutCommit)) return `under ${eventName} the commit that is checked out is not the base's, so its author could spend your credentials`;
	if (!comesFromFork(facts)) return void 0;
	return isPrivileged ? `the event ${eventName} was caused by a fork` : "the pull request comes from a fork, whose code must not use your credentials";
}
/** A head whose repository is gone, or cannot be told, is a fork's. */
function comesFromFork({ eventName = "", event }) {
	const pull = at(event, "pull_request");
	if (isMapping(pull) || eventName.startsWith("pull_request")) return !sameRepository(at(pull, "head", "repo"), at(pull, "base", "repo"));
	const run = at(event, "workflow_run");
	return (isMapping(run) || eventName === "workflow_run") && !sameRepository(at(run, "head_repository"), at(event, "repository"));
}
function sameRepository(head, base) {
	const id = at(head, "id");
	if (id !== void 0 && id !== null) return id === at(base, "id");
	const name = textAt(head, "full_name");
	return name !== void 0 && name === textAt(base, "full_name");
}
function domainOf(facts) {
	const { eventName, event, ref } = facts;
	const number = pullNumber(event);
	if (number !== void 0) return `pr-${number}`;
	const run = at(event, "workflow_run");
	if (isMapping(run) && comesFromFork(facts)) return `fork-${named(`${textAt(run, "head_repository", "full_name")} ${textAt(run, "head_branch")}`)}`;
	const branch = (eventName === "workflow_run" ? textAt(run, "head_branch") : void 0) ?? branchOf(ref);
	if (branch !== void 0) return branchDomain(branch);
	const pullRef = /^refs\/pull\/(\d+)\//.exec(ref ?? "")?.[1];
	return pullRef !== void 0 ? `pr-${pullRef}` : ref ? `ref-${named(ref)}` : "unknown";
}
/** Of a pull request, of a comment on one, or of the only one that a workflow run belongs to. */
function pullNumber(event) {
	const isPullComment = isMapping(at(event, "issue", "pull_request"));
	const found = [
		at(event, "pull_request", "number"),
		isPullComment ? at(event, "issue", "number") : void 0,
		at(event, "workflow_run", "pull_requests", 0, "number")
	].find((number) => Number.isSafeInteger(number));
	return typeof found === "number" ? found : void 0;
}
const branchOf = (ref) => /^refs\/heads\/(.+)$/.exec(ref ?? "")?.[1];
const branchDomain = (branch) => `branch-${named(branch)}`;
/** A name as part of a path; what is changed for that is told apart by a digest, and so is what differs in case only. */
function named(name) {
	const safe = name.toLowerCase().replaceAll(/[^a-z0-9._-]+/g, "-").slice(0, 60);
	return safe === name && !name.includes("..") ? name : `${safe.replaceAll("..", "-")}-${digest(name)}`;
}
function at(value, ...keys) {
	let found = value;
	for (const key of keys) found = Array.isArray(found) ? found[Number(key)] : isMapping(found) ? own(found, String(key)) : void 0;
	return found;
}
function textAt(value, ...keys) {
	const found = at(value, ...keys);
	return typeof found === "string" && found !== "" ? found : void 0;
}
const isMapping = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
/** Steps that would use operators or the stack's secrets in a run that may not; legs of a step complain once. */
function checkTrust(pipeline, trust) {
	const { operatorsRefused: why } = trust;
	if (why === void 0) return [];
	return [...new Map(pipeline.steps.toReversed().map((leg) => [leg.step, leg])).values()].reverse().flatMap((step) => refused(step, pipeline.stack.secrets, why) ?? []);
}
function refused(step, stackSecrets, why) {
	const secret = step.secrets.findIndex((name) => Object.hasOwn(stackSecrets, name));
	if (!step.operator && secret < 0) return void 0;
	const what = step.operator ? `run on "${step.operator.name}"` : `have the stack's secret ${step.secrets[secret]}`;
	const location = step.operator ? step.at?.("step_operator") : step.at?.("secrets", secret);
	return diagnostic("trust-refused", {
		message: `"${step.step}" may not ${what}: ${why}`,
		location: location ?? step.location,
		hint: "Use --stack local for such events, or run it from a branch of this repository"
	});
}

// src/pipeline/cacheable.ts
/** Whether a step is skipped where an earlier run did the same work. What leaves nothing is run for its effect. */
const isCacheable = ({ cache, inputs, isFinally, outputs, values }) => cache && inputs !== void 0 && !isFinally && outputs.length + values.length > 0;

// src/pipeline/written.ts
/** Paths that a step may write and that outlive it: its outputs and its checkpoint. */
const writtenBy = ({ outputs, checkpoint }) => [...outputs.map(({ path }) => path), ...checkpoint === void 0 ? [] : [checkpoint]];

// src/pipeline/pipeline.ts
const causes = [
	"user",
	"oom",
	"timeout",
	"pending_timeout",
	"preempted",
	"capacity",
	"quota",
	"permission",
	"image",
	"config",
	"infrastructure",
	"lost",
	"cancelled"
];

// src/host/sparse.ts
/** Bytes that are looked at together: few enough to find most holes, many enough to cost nothing. */
const block = 65536;
/** The stretches of some bytes that hold more than zeros. What lies between them need not be written to a new file. */
function* dataRuns(bytes) {
	let start;
	for (let at = 0; at < bytes.length; at += block) {
		if (!isZero(bytes, at, Math.min(at + block, bytes.length))) {
			start ??= at;
			continue;
		}
		if (start !== void 0) yield [start, at];
		start = void 0;
	}
	if (start !== void 0) yield [start, bytes.length];
}
/** A stretch that starts with zero and equals itself moved by one byte is zero throughout; comparing is much faster than looking. */
const isZero = (bytes, start, end) => bytes[start] === 0 && bytes[end - 1] === 0 && Buffer.compare(bytes.subarray(start, end - 1), bytes.subarray(start + 1, end)) === 0;

// src/host/node-files.ts
const codeOf = (error) => error?.code;
/** A parent that is a file (ENOTDIR) also means that the path is not there. */
const isMissing = (error) => codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR";
function unlessMissing(act) {
	try {
		return act();
	} catch (error) {
		if (isMissing(error)) return void 0;
		throw error;
	}
}
/** Tries first and makes parents only when one is missing: nearly always they are there. */
function withParents(path, act) {
	try {
		return act();
	} catch (error) {
		if (codeOf(error) !== "ENOENT") throw error;
		fs.mkdirSync(dirname(path), { recursive: true });
		return act();
	}
}
function write(path, text, mode) {
	withParents(path, () => fs.writeFileSync(path, text, mode === void 0 ? {} : { mode }));
	if (mode !== void 0) fs.chmodSync(path, mode);
}
let temporaries = 0;
/** In the same folder, since a rename never crosses file systems; the pid keeps two processes apart. */
function temporaryFor(path) {
	temporaries += 1;
	return join(dirname(path), `.${basename(path)}.${process.pid}-${temporaries}.tmp`);
}
function viaTemporary(path, text, act) {
	const temporary = temporaryFor(path);
	try {
		withParents(temporary, () => fs.writeFileSync(temporary, text, { flag: "wx" }));
		return act(temporary);
	} catch (error) {
		unlessMissing(() => fs.rmSync(temporary, { force: true }));
		throw error;
	}
}
/** A hard link fails where the name is taken, so the text is there whole or not at all. */
function create(path, text) {
	return viaTemporary(path, text, (temporary) => {
		const created = linkOrWrite(temporary, path, text);
		fs.rmSync(temporary, { force: true });
		return created;
	});
}
function linkOrWrite(temporary, path, text) {
	try {
		fs.linkSync(temporary, path);
		return true;
	} catch (error) {
		if (codeOf(error) === "EEXIST") return false;
	}
	try {
		fs.writeFileSync(path, text, { flag: "wx" });
		return true;
	} catch (error) {
		if (codeOf(error) === "EEXIST") return false;
		throw error;
	}
}
const openForAppend = (path) => withParents(path, () => fs.openSync(path, "a"));
/** What cannot be written whole (a full disk) is taken back, so that the next line does not join half a line. */
function writeWhole(fd, text) {
	const bytes = Buffer.from(text);
	let written = 0;
	try {
		while (written < bytes.length) written += fs.writeSync(fd, bytes, written);
	} catch (error) {
		if (written > 0) fs.ftruncateSync(fd, fs.fstatSync(fd).size - written);
		throw error;
	}
}
function appender(path, truncateTo) {
	let fd = openForAppend(path);
	const { size, nlink } = fs.fstatSync(fd);
	const hadLink = nlink > 0;
	if (truncateTo !== void 0 && size > truncateTo) fs.ftruncateSync(fd, truncateTo);
	return {
		write(text) {
			if (fd === void 0) throw new Error(`${path} is closed`);
			writeWhole(fd, text);
		},
		sync() {
			if (fd !== void 0) fs.fsyncSync(fd);
		},
		isRemoved: () => fd !== void 0 && hadLink && fs.fstatSync(fd).nlink === 0,
		close() {
			if (fd !== void 0) fs.closeSync(fd);
			fd = void 0;
		}
	};
}
/** Through threads, unlike the rest: what comes here is large, and comes from afar. What is all zeros becomes a hole. */
async function writer(path, mode) {
	const handle = await fs.promises.open(path, "wx", mode);
	let size = 0;
	let written = 0;
	return {
		async write(bytes) {
			for (const [start, end] of dataRuns(bytes)) {
				for (let at = start; at < end;) at += (await handle.write(bytes, at, end - at, size + at)).bytesWritten;
				written = size + end;
			}
			size += bytes.length;
		},
		async close() {
			try {
				if (written < size) await handle.truncate(size);
			} finally {
				await handle.close();
			}
		}
	};
}
/** Neither through a link nor, as an open of a named pipe would, waiting for somebody. */
const asFile = fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW | fs.constants.O_NONBLOCK;
async function reader(path) {
	const handle = await fs.promises.open(path, asFile).catch((error) => {
		if (isMissing(error) || codeOf(error) === "ELOOP" || codeOf(error) === "ENXIO") return void 0;
		throw error;
	});
	if (handle === void 0) return void 0;
	if ((await handle.stat()).isFile()) return {
		read: (offset, limit) => readWhole(handle, offset, limit),
		close: () => handle.close()
	};
	await handle.close();
}
async function readWhole(handle, offset, limit) {
	const buffer = Buffer.allocUnsafeSlow(limit);
	let read = 0;
	while (read < limit) {
		const { bytesRead } = await handle.read(buffer, read, limit - read, offset + read);
		if (bytesRead === 0) break;
		read += bytesRead;
	}
	return buffer.subarray(0, read);
}
/** Where a rename cannot go (EXDEV), the copy is whole before it takes the name; of one that fails nothing is left. */
async function move(from, to) {
	try {
		fs.renameSync(from, to);
	} catch (error) {
		if (codeOf(error) !== "EXDEV") throw error;
		await copyAcross(from, to);
		await fs.promises.rm(from, {
			recursive: true,
			force: true
		}).catch(() => {});
	}
}
async function copyAcross(from, to) {
	const temporary = temporaryFor(to);
	const asItIs = {
		recursive: true,
		verbatimSymlinks: true,
		preserveTimestamps: true,
		errorOnExist: true
	};
	try {
		await fs.promises.cp(from, temporary, asItIs);
		fs.renameSync(temporary, to);
	} catch (error) {
		await fs.promises.rm(temporary, {
			recursive: true,
			force: true
		}).catch(() => {});
		throw error;
	}
}
/** Another file system, too many names already, no such thing here, or not ours to link to (protected_hardlinks). */
const unlinkable = /* @__PURE__ */ new Set([
	"EXDEV",
	"EMLINK",
	"ENOTSUP",
	"ENOSYS",
	"EPERM",
	"EACCES"
]);
/** What is copied may be large, so it goes by another thread. */
async function linkOrCopy(from, to) {
	try {
		withParents(to, () => fs.linkSync(from, to));
	} catch (error) {
		if (!unlinkable.has(codeOf(error))) throw error;
		await copy(from, to);
	}
}
const copy = (from, to) => fs.promises.copyFile(from, to, fs.constants.COPYFILE_FICLONE | fs.constants.COPYFILE_EXCL);
function readlink(path) {
	try {
		return unlessMissing(() => fs.readlinkSync(path));
	} catch (error) {
		if (codeOf(error) === "EINVAL") return void 0;
		throw error;
	}
}
function readFrom(path, offset, limit) {
	const fd = unlessMissing(() => fs.openSync(path, "r"));
	if (fd === void 0) return void 0;
	try {
		const left = Math.max(0, fs.fstatSync(fd).size - offset);
		const buffer = Buffer.alloc(Math.min(limit, left));
		return buffer.subarray(0, fs.readSync(fd, buffer, 0, buffer.length, offset));
	} finally {
		fs.closeSync(fd);
	}
}
function kindOf(entry) {
	if (entry.isFile()) return "file";
	if (entry.isDirectory()) return "directory";
	return entry.isSymbolicLink() ? "link" : "other";
}
function stat(path) {
	const found = unlessMissing(() => fs.lstatSync(path, { throwIfNoEntry: false }));
	return found && {
		...pick(found),
		kind: kindOf(found)
	};
}
/** The times as Node has them anyway are exact enough to tell changes; nanoseconds would cost a big integer a field. */
const pick = ({ size, mtimeMs, ctimeMs, mode, ino }) => ({
	size,
	mtimeMs,
	ctimeMs,
	mode,
	ino
});
/** UTF-8 bytes compare as code points do; JavaScript's own order differs beyond the basic plane. */
const byCodePoint = (left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right));
const rm = (path) => fs.promises.rm(path, {
	recursive: true,
	force: true
});
/** A step may close its folders even to their owner (Go's module cache is all read-only), who may open them again. */
async function remove(path) {
	try {
		await rm(path);
	} catch (error) {
		if (codeOf(error) !== "EACCES" && codeOf(error) !== "EPERM" || !openFolders(path)) throw error;
		await rm(path);
	}
}
/** True when something was closed; what is another's stays as it is. */
function openFolders(path) {
	const found = stat(path);
	if (found?.kind !== "directory") return false;
	const isClosed = (found.mode & 448) !== 448;
	try {
		if (isClosed) fs.chmodSync(path, found.mode | 448);
		const inner = fs.readdirSync(path).map((name) => openFolders(join(path, name)));
		return isClosed || inner.includes(true);
	} catch {
		return false;
	}
}
/**
* Node's file system as `Files`: missing files are values, everything else throws Node's error. All but removals and
* copies, which may be large, are synchronous inside: what they touch is small, a trip to a thread costs more than the call,
* and a process without those threads forks faster.
*/
const nodeFiles = {
	read: async (path) => unlessMissing(() => fs.readFileSync(path, "utf8")),
	write: async (path, text, mode) => write(path, text, mode),
	replace: async (path, text) => viaTemporary(path, text, (temporary) => fs.renameSync(temporary, path)),
	create: async (path, text) => create(path, text),
	appender,
	writer,
	reader,
	readFrom: async (path, offset, limit) => readFrom(path, offset, limit),
	stat: async (path) => stat(path),
	realpath: async (path) => unlessMissing(() => fs.realpathSync(path)),
	list: async (path) => unlessMissing(() => fs.readdirSync(path))?.sort(byCodePoint),
	makeDirectory: async (path, mode) => {
		fs.mkdirSync(path, { recursive: true });
		if (mode !== void 0) fs.chmodSync(path, mode);
	},
	rename: async (from, to) => fs.renameSync(from, to),
	move,
	link: linkOrCopy,
	copy: async (from, to, mode) => {
		fs.mkdirSync(dirname(to), { recursive: true });
		await copy(from, to);
		fs.chmodSync(to, mode);
	},
	setMode: async (path, mode) => fs.chmodSync(path, mode),
	symlink: async (target, path) => withParents(path, () => fs.symlinkSync(target, path)),
	readlink: async (path) => readlink(path),
	remove
};

export { digest as $, parseDuration as A, optional as B, oneOf as C, styleText as Ct, loadPipeline as D, keepYoungGenerationSmall as Dt, STACKS_FILE as E, require_dist as Et, readCustomOperator as F, OutputTree as G, compareCodePoints as H, parseImage as I, couldMatchInside as J, compileGlob as K, isPrefix as L, localName as M, customSettings as N, readSources as O, programSettings as P, matches$2 as Q, parseBucketUri as R, object as S, stripVTControlCharacters as St, findPlace as T, positionAt as Tt, pathEdges as U, own as V, isBucket as W, globBase as X, descend as Y, globCursor as Z, list as _, keptFiles as _t, checkTrust as a, parse$2 as at, nullable as b, fs as bt, checkEngineSize as c, suggest as ct, runsInContainer as d, diagnostic as dt, logNames as et, check as f, hasErrors as ft, json as g, findCheckout as gt, integer as h, ok as ht, isCacheable as i, truthy as it, isNvidia as j, durationHint as k, checkMachine as l, suggestionHint as lt, boolean as m, err as mt, causes as n, evaluate as nt, trustDomain as o, checkPipeline as ot, open as p, isOnActions as pt, compilePlainGlob as q, writtenBy as r, render as rt, checkSecrets as s, checkStacks as st, nodeFiles as t, neededSteps as tt, isOnThisMachine as u, codes as ut, mapping as v, runGit as vt, text as w, lineAt as wt, number as x, parseArgs as xt, matching as y, trackedFiles as yt, describe as z };