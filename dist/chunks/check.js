import { i as __require, t as __commonJSMin } from "./rolldown-runtime.js";
import { basename, dirname, join, relative, resolve, sep } from "node:path";

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
var require_identity = /* @__PURE__ */ __commonJSMin(((exports) => {
	const ALIAS = Symbol.for("yaml.alias");
	const DOC = Symbol.for("yaml.document");
	const MAP = Symbol.for("yaml.map");
	const PAIR = Symbol.for("yaml.pair");
	const SCALAR = Symbol.for("yaml.scalar");
	const SEQ = Symbol.for("yaml.seq");
	const NODE_TYPE = Symbol.for("yaml.node.type");
	const isAlias = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === ALIAS;
	const isDocument = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === DOC;
	const isMap = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === MAP;
	const isPair = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === PAIR;
	const isScalar = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === SCALAR;
	const isSeq = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === SEQ;
	function isCollection(node) {
		if (node && typeof node === "object") switch (node[NODE_TYPE]) {
			case MAP:
			case SEQ: return true;
		}
		return false;
	}
	function isNode(node) {
		if (node && typeof node === "object") switch (node[NODE_TYPE]) {
			case ALIAS:
			case MAP:
			case SCALAR:
			case SEQ: return true;
		}
		return false;
	}
	const hasAnchor = (node) => (isScalar(node) || isCollection(node)) && !!node.anchor;
	exports.ALIAS = ALIAS;
	exports.DOC = DOC;
	exports.MAP = MAP;
	exports.NODE_TYPE = NODE_TYPE;
	exports.PAIR = PAIR;
	exports.SCALAR = SCALAR;
	exports.SEQ = SEQ;
	exports.hasAnchor = hasAnchor;
	exports.isAlias = isAlias;
	exports.isCollection = isCollection;
	exports.isDocument = isDocument;
	exports.isMap = isMap;
	exports.isNode = isNode;
	exports.isPair = isPair;
	exports.isScalar = isScalar;
	exports.isSeq = isSeq;
}));

// node_modules/yaml/dist/visit.js
var require_visit = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	const BREAK = Symbol("break visit");
	const SKIP = Symbol("skip children");
	const REMOVE = Symbol("remove node");
	/**
	* Apply a visitor to an AST node or document.
	*
	* Walks through the tree (depth-first) starting from `node`, calling a
	* `visitor` function with three arguments:
	*   - `key`: For sequence values and map `Pair`, the node's index in the
	*     collection. Within a `Pair`, `'key'` or `'value'`, correspondingly.
	*     `null` for the root node.
	*   - `node`: The current node.
	*   - `path`: The ancestry of the current node.
	*
	* The return value of the visitor may be used to control the traversal:
	*   - `undefined` (default): Do nothing and continue
	*   - `visit.SKIP`: Do not visit the children of this node, continue with next
	*     sibling
	*   - `visit.BREAK`: Terminate traversal completely
	*   - `visit.REMOVE`: Remove the current node, then continue with the next one
	*   - `Node`: Replace the current node, then continue by visiting it
	*   - `number`: While iterating the items of a sequence or map, set the index
	*     of the next step. This is useful especially if the index of the current
	*     node has changed.
	*
	* If `visitor` is a single function, it will be called with all values
	* encountered in the tree, including e.g. `null` values. Alternatively,
	* separate visitor functions may be defined for each `Map`, `Pair`, `Seq`,
	* `Alias` and `Scalar` node. To define the same visitor function for more than
	* one node type, use the `Collection` (map and seq), `Value` (map, seq & scalar)
	* and `Node` (alias, map, seq & scalar) targets. Of all these, only the most
	* specific defined one will be used for each node.
	*/
	function visit(node, visitor) {
		const visitor_ = initVisitor(visitor);
		if (identity.isDocument(node)) {
			if (visit_(null, node.contents, visitor_, Object.freeze([node])) === REMOVE) node.contents = null;
		} else visit_(null, node, visitor_, Object.freeze([]));
	}
	/** Terminate visit traversal completely */
	visit.BREAK = BREAK;
	/** Do not visit the children of the current node */
	visit.SKIP = SKIP;
	/** Remove the current node */
	visit.REMOVE = REMOVE;
	function visit_(key, node, visitor, path) {
		const ctrl = callVisitor(key, node, visitor, path);
		if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
			replaceNode(key, path, ctrl);
			return visit_(key, ctrl, visitor, path);
		}
		if (typeof ctrl !== "symbol") {
			if (identity.isCollection(node)) {
				path = Object.freeze(path.concat(node));
				for (let i = 0; i < node.items.length; ++i) {
					const ci = visit_(i, node.items[i], visitor, path);
					if (typeof ci === "number") i = ci - 1;
					else if (ci === BREAK) return BREAK;
					else if (ci === REMOVE) {
						node.items.splice(i, 1);
						i -= 1;
					}
				}
			} else if (identity.isPair(node)) {
				path = Object.freeze(path.concat(node));
				const ck = visit_("key", node.key, visitor, path);
				if (ck === BREAK) return BREAK;
				else if (ck === REMOVE) node.key = null;
				const cv = visit_("value", node.value, visitor, path);
				if (cv === BREAK) return BREAK;
				else if (cv === REMOVE) node.value = null;
			}
		}
		return ctrl;
	}
	/**
	* Apply an async visitor to an AST node or document.
	*
	* Walks through the tree (depth-first) starting from `node`, calling a
	* `visitor` function with three arguments:
	*   - `key`: For sequence values and map `Pair`, the node's index in the
	*     collection. Within a `Pair`, `'key'` or `'value'`, correspondingly.
	*     `null` for the root node.
	*   - `node`: The current node.
	*   - `path`: The ancestry of the current node.
	*
	* The return value of the visitor may be used to control the traversal:
	*   - `Promise`: Must resolve to one of the following values
	*   - `undefined` (default): Do nothing and continue
	*   - `visit.SKIP`: Do not visit the children of this node, continue with next
	*     sibling
	*   - `visit.BREAK`: Terminate traversal completely
	*   - `visit.REMOVE`: Remove the current node, then continue with the next one
	*   - `Node`: Replace the current node, then continue by visiting it
	*   - `number`: While iterating the items of a sequence or map, set the index
	*     of the next step. This is useful especially if the index of the current
	*     node has changed.
	*
	* If `visitor` is a single function, it will be called with all values
	* encountered in the tree, including e.g. `null` values. Alternatively,
	* separate visitor functions may be defined for each `Map`, `Pair`, `Seq`,
	* `Alias` and `Scalar` node. To define the same visitor function for more than
	* one node type, use the `Collection` (map and seq), `Value` (map, seq & scalar)
	* and `Node` (alias, map, seq & scalar) targets. Of all these, only the most
	* specific defined one will be used for each node.
	*/
	async function visitAsync(node, visitor) {
		const visitor_ = initVisitor(visitor);
		if (identity.isDocument(node)) {
			if (await visitAsync_(null, node.contents, visitor_, Object.freeze([node])) === REMOVE) node.contents = null;
		} else await visitAsync_(null, node, visitor_, Object.freeze([]));
	}
	/** Terminate visit traversal completely */
	visitAsync.BREAK = BREAK;
	/** Do not visit the children of the current node */
	visitAsync.SKIP = SKIP;
	/** Remove the current node */
	visitAsync.REMOVE = REMOVE;
	async function visitAsync_(key, node, visitor, path) {
		const ctrl = await callVisitor(key, node, visitor, path);
		if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
			replaceNode(key, path, ctrl);
			return visitAsync_(key, ctrl, visitor, path);
		}
		if (typeof ctrl !== "symbol") {
			if (identity.isCollection(node)) {
				path = Object.freeze(path.concat(node));
				for (let i = 0; i < node.items.length; ++i) {
					const ci = await visitAsync_(i, node.items[i], visitor, path);
					if (typeof ci === "number") i = ci - 1;
					else if (ci === BREAK) return BREAK;
					else if (ci === REMOVE) {
						node.items.splice(i, 1);
						i -= 1;
					}
				}
			} else if (identity.isPair(node)) {
				path = Object.freeze(path.concat(node));
				const ck = await visitAsync_("key", node.key, visitor, path);
				if (ck === BREAK) return BREAK;
				else if (ck === REMOVE) node.key = null;
				const cv = await visitAsync_("value", node.value, visitor, path);
				if (cv === BREAK) return BREAK;
				else if (cv === REMOVE) node.value = null;
			}
		}
		return ctrl;
	}
	function initVisitor(visitor) {
		if (typeof visitor === "object" && (visitor.Collection || visitor.Node || visitor.Value)) return Object.assign({
			Alias: visitor.Node,
			Map: visitor.Node,
			Scalar: visitor.Node,
			Seq: visitor.Node
		}, visitor.Value && {
			Map: visitor.Value,
			Scalar: visitor.Value,
			Seq: visitor.Value
		}, visitor.Collection && {
			Map: visitor.Collection,
			Seq: visitor.Collection
		}, visitor);
		return visitor;
	}
	function callVisitor(key, node, visitor, path) {
		if (typeof visitor === "function") return visitor(key, node, path);
		if (identity.isMap(node)) return visitor.Map?.(key, node, path);
		if (identity.isSeq(node)) return visitor.Seq?.(key, node, path);
		if (identity.isPair(node)) return visitor.Pair?.(key, node, path);
		if (identity.isScalar(node)) return visitor.Scalar?.(key, node, path);
		if (identity.isAlias(node)) return visitor.Alias?.(key, node, path);
	}
	function replaceNode(key, path, node) {
		const parent = path[path.length - 1];
		if (identity.isCollection(parent)) parent.items[key] = node;
		else if (identity.isPair(parent)) {
			if (key === "key") parent.key = node;
			else parent.value = node;
		} else if (identity.isDocument(parent)) parent.contents = node;
		else {
			const pt = identity.isAlias(parent) ? "alias" : "scalar";
			throw new Error(`Cannot replace node with ${pt} parent`);
		}
	}
	exports.visit = visit;
	exports.visitAsync = visitAsync;
}));

// node_modules/yaml/dist/doc/directives.js
var require_directives = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var visit = require_visit();
	const escapeChars = {
		"!": "%21",
		",": "%2C",
		"[": "%5B",
		"]": "%5D",
		"{": "%7B",
		"}": "%7D"
	};
	const escapeTagName = (tn) => tn.replace(/[!,[\]{}]/g, (ch) => escapeChars[ch]);
	var Directives = class Directives {
		constructor(yaml, tags) {
			/**
			* The directives-end/doc-start marker `---`. If `null`, a marker may still be
			* included in the document's stringified representation.
			*/
			this.docStart = null;
			/** The doc-end marker `...`.  */
			this.docEnd = false;
			this.yaml = Object.assign({}, Directives.defaultYaml, yaml);
			this.tags = Object.assign({}, Directives.defaultTags, tags);
		}
		clone() {
			const copy = new Directives(this.yaml, this.tags);
			copy.docStart = this.docStart;
			return copy;
		}
		/**
		* During parsing, get a Directives instance for the current document and
		* update the stream state according to the current version's spec.
		*/
		atDocument() {
			const res = new Directives(this.yaml, this.tags);
			switch (this.yaml.version) {
				case "1.1":
					this.atNextDocument = true;
					break;
				case "1.2":
					this.atNextDocument = false;
					this.yaml = {
						explicit: Directives.defaultYaml.explicit,
						version: "1.2"
					};
					this.tags = Object.assign({}, Directives.defaultTags);
			}
			return res;
		}
		/**
		* @param onError - May be called even if the action was successful
		* @returns `true` on success
		*/
		add(line, onError) {
			if (this.atNextDocument) {
				this.yaml = {
					explicit: Directives.defaultYaml.explicit,
					version: "1.1"
				};
				this.tags = Object.assign({}, Directives.defaultTags);
				this.atNextDocument = false;
			}
			const parts = line.trim().split(/[ \t]+/);
			const name = parts.shift();
			switch (name) {
				case "%TAG": {
					if (parts.length !== 2) {
						onError(0, "%TAG directive should contain exactly two parts");
						if (parts.length < 2) return false;
					}
					const [handle, prefix] = parts;
					this.tags[handle] = prefix;
					return true;
				}
				case "%YAML": {
					this.yaml.explicit = true;
					if (parts.length !== 1) {
						onError(0, "%YAML directive should contain exactly one part");
						return false;
					}
					const [version] = parts;
					if (version === "1.1" || version === "1.2") {
						this.yaml.version = version;
						return true;
					} else {
						const isValid = /^\d+\.\d+$/.test(version);
						onError(6, `Unsupported YAML version ${version}`, isValid);
						return false;
					}
				}
				default:
					onError(0, `Unknown directive ${name}`, true);
					return false;
			}
		}
		/**
		* Resolves a tag, matching handles to those defined in %TAG directives.
		*
		* @returns Resolved tag, which may also be the non-specific tag `'!'` or a
		*   `'!local'` tag, or `null` if unresolvable.
		*/
		tagName(source, onError) {
			if (source === "!") return "!";
			if (source[0] !== "!") {
				onError(`Not a valid tag: ${source}`);
				return null;
			}
			if (source[1] === "<") {
				const verbatim = source.slice(2, -1);
				if (verbatim === "!" || verbatim === "!!") {
					onError(`Verbatim tags aren't resolved, so ${source} is invalid.`);
					return null;
				}
				if (source[source.length - 1] !== ">") onError("Verbatim tags must end with a >");
				return verbatim;
			}
			const [, handle, suffix] = source.match(/^(.*!)([^!]*)$/s);
			if (!suffix) onError(`The ${source} tag has no suffix`);
			const prefix = this.tags[handle];
			if (prefix) try {
				return prefix + decodeURIComponent(suffix);
			} catch (error) {
				onError(String(error));
				return null;
			}
			if (handle === "!") return source;
			onError(`Could not resolve tag: ${source}`);
			return null;
		}
		/**
		* Given a fully resolved tag, returns its printable string form,
		* taking into account current tag prefixes and defaults.
		*/
		tagString(tag) {
			for (const [handle, prefix] of Object.entries(this.tags)) if (tag.startsWith(prefix)) return handle + escapeTagName(tag.substring(prefix.length));
			return tag[0] === "!" ? tag : `!<${tag}>`;
		}
		toString(doc) {
			const lines = this.yaml.explicit ? [`%YAML ${this.yaml.version || "1.2"}`] : [];
			const tagEntries = Object.entries(this.tags);
			let tagNames;
			if (doc && tagEntries.length > 0 && identity.isNode(doc.contents)) {
				const tags = {};
				visit.visit(doc.contents, (_key, node) => {
					if (identity.isNode(node) && node.tag) tags[node.tag] = true;
				});
				tagNames = Object.keys(tags);
			} else tagNames = [];
			for (const [handle, prefix] of tagEntries) {
				if (handle === "!!" && prefix === "tag:yaml.org,2002:") continue;
				if (!doc || tagNames.some((tn) => tn.startsWith(prefix))) lines.push(`%TAG ${handle} ${prefix}`);
			}
			return lines.join("\n");
		}
	};
	Directives.defaultYaml = {
		explicit: false,
		version: "1.2"
	};
	Directives.defaultTags = { "!!": "tag:yaml.org,2002:" };
	exports.Directives = Directives;
}));

// node_modules/yaml/dist/doc/anchors.js
var require_anchors = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var visit = require_visit();
	/**
	* Verify that the input string is a valid anchor.
	*
	* Will throw on errors.
	*/
	function anchorIsValid(anchor) {
		if (/[\x00-\x19\s,[\]{}]/.test(anchor)) {
			const msg = `Anchor must not contain whitespace or control characters: ${JSON.stringify(anchor)}`;
			throw new Error(msg);
		}
		return true;
	}
	function anchorNames(root) {
		const anchors = /* @__PURE__ */ new Set();
		visit.visit(root, { Value(_key, node) {
			if (node.anchor) anchors.add(node.anchor);
		} });
		return anchors;
	}
	/** Find a new anchor name with the given `prefix` and a one-indexed suffix. */
	function findNewAnchor(prefix, exclude) {
		for (let i = 1;; ++i) {
			const name = `${prefix}${i}`;
			if (!exclude.has(name)) return name;
		}
	}
	function createNodeAnchors(doc, prefix) {
		const aliasObjects = [];
		const sourceObjects = /* @__PURE__ */ new Map();
		let prevAnchors = null;
		return {
			onAnchor: (source) => {
				aliasObjects.push(source);
				prevAnchors ?? (prevAnchors = anchorNames(doc));
				const anchor = findNewAnchor(prefix, prevAnchors);
				prevAnchors.add(anchor);
				return anchor;
			},
			/**
			* With circular references, the source node is only resolved after all
			* of its child nodes are. This is why anchors are set only after all of
			* the nodes have been created.
			*/
			setAnchors: () => {
				for (const source of aliasObjects) {
					const ref = sourceObjects.get(source);
					if (typeof ref === "object" && ref.anchor && (identity.isScalar(ref.node) || identity.isCollection(ref.node))) ref.node.anchor = ref.anchor;
					else {
						const error = /* @__PURE__ */ new Error("Failed to resolve repeated object (this should not happen)");
						error.source = source;
						throw error;
					}
				}
			},
			sourceObjects
		};
	}
	exports.anchorIsValid = anchorIsValid;
	exports.anchorNames = anchorNames;
	exports.createNodeAnchors = createNodeAnchors;
	exports.findNewAnchor = findNewAnchor;
}));

// node_modules/yaml/dist/doc/applyReviver.js
var require_applyReviver = /* @__PURE__ */ __commonJSMin(((exports) => {
	/**
	* Applies the JSON.parse reviver algorithm as defined in the ECMA-262 spec,
	* in section 24.5.1.1 "Runtime Semantics: InternalizeJSONProperty" of the
	* 2021 edition: https://tc39.es/ecma262/#sec-json.parse
	*
	* Includes extensions for handling Map and Set objects.
	*/
	function applyReviver(reviver, obj, key, val) {
		if (val && typeof val === "object") {
			if (Array.isArray(val)) for (let i = 0, len = val.length; i < len; ++i) {
				const v0 = val[i];
				const v1 = applyReviver(reviver, val, String(i), v0);
				if (v1 === void 0) delete val[i];
				else if (v1 !== v0) val[i] = v1;
			}
			else if (val instanceof Map) for (const k of Array.from(val.keys())) {
				const v0 = val.get(k);
				const v1 = applyReviver(reviver, val, k, v0);
				if (v1 === void 0) val.delete(k);
				else if (v1 !== v0) val.set(k, v1);
			}
			else if (val instanceof Set) for (const v0 of Array.from(val)) {
				const v1 = applyReviver(reviver, val, v0, v0);
				if (v1 === void 0) val.delete(v0);
				else if (v1 !== v0) {
					val.delete(v0);
					val.add(v1);
				}
			}
			else for (const [k, v0] of Object.entries(val)) {
				const v1 = applyReviver(reviver, val, k, v0);
				if (v1 === void 0) delete val[k];
				else if (v1 !== v0) val[k] = v1;
			}
		}
		return reviver.call(obj, key, val);
	}
	exports.applyReviver = applyReviver;
}));

// node_modules/yaml/dist/nodes/toJS.js
var require_toJS = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	/**
	* Recursively convert any node or its contents to native JavaScript
	*
	* @param value - The input value
	* @param arg - If `value` defines a `toJSON()` method, use this
	*   as its first argument
	* @param ctx - Conversion context, originally set in Document#toJS(). If
	*   `{ keep: true }` is not set, output should be suitable for JSON
	*   stringification.
	*/
	function toJS(value, arg, ctx) {
		if (Array.isArray(value)) return value.map((v, i) => toJS(v, String(i), ctx));
		if (value && typeof value.toJSON === "function") {
			if (!ctx || !identity.hasAnchor(value)) return value.toJSON(arg, ctx);
			const data = {
				aliasCount: 0,
				count: 1,
				res: void 0
			};
			ctx.anchors.set(value, data);
			ctx.onCreate = (res) => {
				data.res = res;
				delete ctx.onCreate;
			};
			const res = value.toJSON(arg, ctx);
			if (ctx.onCreate) ctx.onCreate(res);
			return res;
		}
		if (typeof value === "bigint" && !ctx?.keep) return Number(value);
		return value;
	}
	exports.toJS = toJS;
}));

// node_modules/yaml/dist/nodes/Node.js
var require_Node = /* @__PURE__ */ __commonJSMin(((exports) => {
	var applyReviver = require_applyReviver();
	var identity = require_identity();
	var toJS = require_toJS();
	var NodeBase = class {
		constructor(type) {
			Object.defineProperty(this, identity.NODE_TYPE, { value: type });
		}
		/** Create a copy of this node.  */
		clone() {
			const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
			if (this.range) copy.range = this.range.slice();
			return copy;
		}
		/** A plain JavaScript representation of this node. */
		toJS(doc, { mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
			if (!identity.isDocument(doc)) throw new TypeError("A document argument is required");
			const ctx = {
				anchors: /* @__PURE__ */ new Map(),
				doc,
				keep: true,
				mapAsMap: mapAsMap === true,
				mapKeyWarned: false,
				maxAliasCount: typeof maxAliasCount === "number" ? maxAliasCount : 100
			};
			const res = toJS.toJS(this, "", ctx);
			if (typeof onAnchor === "function") for (const { count, res } of ctx.anchors.values()) onAnchor(res, count);
			return typeof reviver === "function" ? applyReviver.applyReviver(reviver, { "": res }, "", res) : res;
		}
	};
	exports.NodeBase = NodeBase;
}));

// node_modules/yaml/dist/nodes/Alias.js
var require_Alias = /* @__PURE__ */ __commonJSMin(((exports) => {
	var anchors = require_anchors();
	var visit = require_visit();
	var identity = require_identity();
	var Node = require_Node();
	var toJS = require_toJS();
	var Alias = class extends Node.NodeBase {
		constructor(source) {
			super(identity.ALIAS);
			this.source = source;
			Object.defineProperty(this, "tag", { set() {
				throw new Error("Alias nodes cannot have tags");
			} });
		}
		/**
		* Resolve the value of this alias within `doc`, finding the last
		* instance of the `source` anchor before this node.
		*/
		resolve(doc, ctx) {
			if (ctx?.maxAliasCount === 0) throw new ReferenceError("Alias resolution is disabled");
			let nodes;
			if (ctx?.aliasResolveCache) nodes = ctx.aliasResolveCache;
			else {
				nodes = [];
				visit.visit(doc, { Node: (_key, node) => {
					if (identity.isAlias(node) || identity.hasAnchor(node)) nodes.push(node);
				} });
				if (ctx) ctx.aliasResolveCache = nodes;
			}
			let found = void 0;
			for (const node of nodes) {
				if (node === this) break;
				if (node.anchor === this.source) found = node;
			}
			if (found && ctx) {
				const { anchors, doc, maxAliasCount } = ctx;
				let data = anchors.get(found);
				if (!data) {
					toJS.toJS(found, null, ctx);
					data = anchors.get(found);
				}
				/* istanbul ignore if */
				if (data?.res === void 0) throw new ReferenceError("This should not happen: Alias anchor was not resolved?");
				if (maxAliasCount >= 0) {
					data.count += 1;
					if (data.aliasCount === 0) data.aliasCount = getAliasCount(doc, found, anchors);
					if (data.count * data.aliasCount > maxAliasCount) throw new ReferenceError("Excessive alias count indicates a resource exhaustion attack");
				}
			}
			return found;
		}
		toJSON(_arg, ctx) {
			if (!ctx) return { source: this.source };
			const source = this.resolve(ctx.doc, ctx);
			if (!source) {
				const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
				throw new ReferenceError(msg);
			}
			return ctx.anchors.get(source).res;
		}
		toString(ctx, _onComment, _onChompKeep) {
			const src = `*${this.source}`;
			if (ctx) {
				anchors.anchorIsValid(this.source);
				if (ctx.options.verifyAliasOrder && !ctx.anchors.has(this.source)) {
					const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
					throw new Error(msg);
				}
				if (ctx.implicitKey) return `${src} `;
			}
			return src;
		}
	};
	function getAliasCount(doc, node, anchors) {
		if (identity.isAlias(node)) {
			const source = node.resolve(doc);
			const anchor = anchors && source && anchors.get(source);
			return anchor ? anchor.count * anchor.aliasCount : 0;
		} else if (identity.isCollection(node)) {
			let count = 0;
			for (const item of node.items) {
				const c = getAliasCount(doc, item, anchors);
				if (c > count) count = c;
			}
			return count;
		} else if (identity.isPair(node)) {
			const kc = getAliasCount(doc, node.key, anchors);
			const vc = getAliasCount(doc, node.value, anchors);
			return Math.max(kc, vc);
		}
		return 1;
	}
	exports.Alias = Alias;
}));

// node_modules/yaml/dist/nodes/Scalar.js
var require_Scalar = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Node = require_Node();
	var toJS = require_toJS();
	const isScalarValue = (value) => !value || typeof value !== "function" && typeof value !== "object";
	var Scalar = class extends Node.NodeBase {
		constructor(value) {
			super(identity.SCALAR);
			this.value = value;
		}
		toJSON(arg, ctx) {
			return ctx?.keep ? this.value : toJS.toJS(this.value, arg, ctx);
		}
		toString() {
			return String(this.value);
		}
	};
	Scalar.BLOCK_FOLDED = "BLOCK_FOLDED";
	Scalar.BLOCK_LITERAL = "BLOCK_LITERAL";
	Scalar.PLAIN = "PLAIN";
	Scalar.QUOTE_DOUBLE = "QUOTE_DOUBLE";
	Scalar.QUOTE_SINGLE = "QUOTE_SINGLE";
	exports.Scalar = Scalar;
	exports.isScalarValue = isScalarValue;
}));

// node_modules/yaml/dist/doc/createNode.js
var require_createNode = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Alias = require_Alias();
	var identity = require_identity();
	var Scalar = require_Scalar();
	const defaultTagPrefix = "tag:yaml.org,2002:";
	function findTagObject(value, tagName, tags) {
		if (tagName) {
			const match = tags.filter((t) => t.tag === tagName);
			const tagObj = match.find((t) => !t.format) ?? match[0];
			if (!tagObj) throw new Error(`Tag ${tagName} not found`);
			return tagObj;
		}
		return tags.find((t) => t.identify?.(value) && !t.format);
	}
	function createNode(value, tagName, ctx) {
		if (identity.isDocument(value)) value = value.contents;
		if (identity.isNode(value)) return value;
		if (identity.isPair(value)) {
			const map = ctx.schema[identity.MAP].createNode?.(ctx.schema, null, ctx);
			map.items.push(value);
			return map;
		}
		if (value instanceof String || value instanceof Number || value instanceof Boolean || typeof BigInt !== "undefined" && value instanceof BigInt) value = value.valueOf();
		const { aliasDuplicateObjects, onAnchor, onTagObj, schema, sourceObjects } = ctx;
		let ref = void 0;
		if (aliasDuplicateObjects && value && typeof value === "object") {
			ref = sourceObjects.get(value);
			if (ref) {
				ref.anchor ?? (ref.anchor = onAnchor(value));
				return new Alias.Alias(ref.anchor);
			} else {
				ref = {
					anchor: null,
					node: null
				};
				sourceObjects.set(value, ref);
			}
		}
		if (tagName?.startsWith("!!")) tagName = defaultTagPrefix + tagName.slice(2);
		let tagObj = findTagObject(value, tagName, schema.tags);
		if (!tagObj) {
			if (value && typeof value.toJSON === "function") value = value.toJSON();
			if (!value || typeof value !== "object") {
				const node = new Scalar.Scalar(value);
				if (ref) ref.node = node;
				return node;
			}
			tagObj = value instanceof Map ? schema[identity.MAP] : Symbol.iterator in Object(value) ? schema[identity.SEQ] : schema[identity.MAP];
		}
		if (onTagObj) {
			onTagObj(tagObj);
			delete ctx.onTagObj;
		}
		const node = tagObj?.createNode ? tagObj.createNode(ctx.schema, value, ctx) : typeof tagObj?.nodeClass?.from === "function" ? tagObj.nodeClass.from(ctx.schema, value, ctx) : new Scalar.Scalar(value);
		if (tagName) node.tag = tagName;
		else if (!tagObj.default) node.tag = tagObj.tag;
		if (ref) ref.node = node;
		return node;
	}
	exports.createNode = createNode;
}));

// node_modules/yaml/dist/nodes/Collection.js
var require_Collection = /* @__PURE__ */ __commonJSMin(((exports) => {
	var createNode = require_createNode();
	var identity = require_identity();
	var Node = require_Node();
	function collectionFromPath(schema, path, value) {
		let v = value;
		for (let i = path.length - 1; i >= 0; --i) {
			const k = path[i];
			if (typeof k === "number" && Number.isInteger(k) && k >= 0) {
				const a = [];
				a[k] = v;
				v = a;
			} else v = /* @__PURE__ */ new Map([[k, v]]);
		}
		return createNode.createNode(v, void 0, {
			aliasDuplicateObjects: false,
			keepUndefined: false,
			onAnchor: () => {
				throw new Error("This should not happen, please report a bug.");
			},
			schema,
			sourceObjects: /* @__PURE__ */ new Map()
		});
	}
	const isEmptyPath = (path) => path == null || typeof path === "object" && !!path[Symbol.iterator]().next().done;
	var Collection = class extends Node.NodeBase {
		constructor(type, schema) {
			super(type);
			Object.defineProperty(this, "schema", {
				value: schema,
				configurable: true,
				enumerable: false,
				writable: true
			});
		}
		/**
		* Create a copy of this collection.
		*
		* @param schema - If defined, overwrites the original's schema
		*/
		clone(schema) {
			const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
			if (schema) copy.schema = schema;
			copy.items = copy.items.map((it) => identity.isNode(it) || identity.isPair(it) ? it.clone(schema) : it);
			if (this.range) copy.range = this.range.slice();
			return copy;
		}
		/**
		* Adds a value to the collection. For `!!map` and `!!omap` the value must
		* be a Pair instance or a `{ key, value }` object, which may not have a key
		* that already exists in the map.
		*/
		addIn(path, value) {
			if (isEmptyPath(path)) this.add(value);
			else {
				const [key, ...rest] = path;
				const node = this.get(key, true);
				if (identity.isCollection(node)) node.addIn(rest, value);
				else if (node === void 0 && this.schema) this.set(key, collectionFromPath(this.schema, rest, value));
				else throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
			}
		}
		/**
		* Removes a value from the collection.
		* @returns `true` if the item was found and removed.
		*/
		deleteIn(path) {
			const [key, ...rest] = path;
			if (rest.length === 0) return this.delete(key);
			const node = this.get(key, true);
			if (identity.isCollection(node)) return node.deleteIn(rest);
			else throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
		}
		/**
		* Returns item at `key`, or `undefined` if not found. By default unwraps
		* scalar values from their surrounding node; to disable set `keepScalar` to
		* `true` (collections are always returned intact).
		*/
		getIn(path, keepScalar) {
			const [key, ...rest] = path;
			const node = this.get(key, true);
			if (rest.length === 0) return !keepScalar && identity.isScalar(node) ? node.value : node;
			else return identity.isCollection(node) ? node.getIn(rest, keepScalar) : void 0;
		}
		hasAllNullValues(allowScalar) {
			return this.items.every((node) => {
				if (!identity.isPair(node)) return false;
				const n = node.value;
				return n == null || allowScalar && identity.isScalar(n) && n.value == null && !n.commentBefore && !n.comment && !n.tag;
			});
		}
		/**
		* Checks if the collection includes a value with the key `key`.
		*/
		hasIn(path) {
			const [key, ...rest] = path;
			if (rest.length === 0) return this.has(key);
			const node = this.get(key, true);
			return identity.isCollection(node) ? node.hasIn(rest) : false;
		}
		/**
		* Sets a value in this collection. For `!!set`, `value` needs to be a
		* boolean to add/remove the item from the set.
		*/
		setIn(path, value) {
			const [key, ...rest] = path;
			if (rest.length === 0) this.set(key, value);
			else {
				const node = this.get(key, true);
				if (identity.isCollection(node)) node.setIn(rest, value);
				else if (node === void 0 && this.schema) this.set(key, collectionFromPath(this.schema, rest, value));
				else throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
			}
		}
	};
	exports.Collection = Collection;
	exports.collectionFromPath = collectionFromPath;
	exports.isEmptyPath = isEmptyPath;
}));

// node_modules/yaml/dist/stringify/stringifyComment.js
var require_stringifyComment = /* @__PURE__ */ __commonJSMin(((exports) => {
	/**
	* Stringifies a comment.
	*
	* Empty comment lines are left empty,
	* lines consisting of a single space are replaced by `#`,
	* and all other lines are prefixed with a `#`.
	*/
	const stringifyComment = (str) => str.replace(/^(?!$)(?: $)?/gm, "#");
	function indentComment(comment, indent) {
		if (/^\n+$/.test(comment)) return comment.substring(1);
		return indent ? comment.replace(/^(?! *$)/gm, indent) : comment;
	}
	const lineComment = (str, indent, comment) => str.endsWith("\n") ? indentComment(comment, indent) : comment.includes("\n") ? "\n" + indentComment(comment, indent) : (str.endsWith(" ") ? "" : " ") + comment;
	exports.indentComment = indentComment;
	exports.lineComment = lineComment;
	exports.stringifyComment = stringifyComment;
}));

// node_modules/yaml/dist/stringify/foldFlowLines.js
var require_foldFlowLines = /* @__PURE__ */ __commonJSMin(((exports) => {
	const FOLD_FLOW = "flow";
	const FOLD_BLOCK = "block";
	const FOLD_QUOTED = "quoted";
	/**
	* Tries to keep input at up to `lineWidth` characters, splitting only on spaces
	* not followed by newlines or spaces unless `mode` is `'quoted'`. Lines are
	* terminated with `\n` and started with `indent`.
	*/
	function foldFlowLines(text, indent, mode = "flow", { indentAtStart, lineWidth = 80, minContentWidth = 20, onFold, onOverflow } = {}) {
		if (!lineWidth || lineWidth < 0) return text;
		if (lineWidth < minContentWidth) minContentWidth = 0;
		const endStep = Math.max(1 + minContentWidth, 1 + lineWidth - indent.length);
		if (text.length <= endStep) return text;
		const folds = [];
		const escapedFolds = {};
		let end = lineWidth - indent.length;
		if (typeof indentAtStart === "number") {
			if (indentAtStart > lineWidth - Math.max(2, minContentWidth)) folds.push(0);
			else end = lineWidth - indentAtStart;
		}
		let split = void 0;
		let prev = void 0;
		let overflow = false;
		let i = -1;
		let escStart = -1;
		let escEnd = -1;
		if (mode === FOLD_BLOCK) {
			i = consumeMoreIndentedLines(text, i, indent.length);
			if (i !== -1) end = i + endStep;
		}
		for (let ch; ch = text[i += 1];) {
			if (mode === FOLD_QUOTED && ch === "\\") {
				escStart = i;
				switch (text[i + 1]) {
					case "x":
						i += 3;
						break;
					case "u":
						i += 5;
						break;
					case "U":
						i += 9;
						break;
					default: i += 1;
				}
				escEnd = i;
			}
			if (ch === "\n") {
				if (mode === FOLD_BLOCK) i = consumeMoreIndentedLines(text, i, indent.length);
				end = i + indent.length + endStep;
				split = void 0;
			} else {
				if (ch === " " && prev && prev !== " " && prev !== "\n" && prev !== "	") {
					const next = text[i + 1];
					if (next && next !== " " && next !== "\n" && next !== "	") split = i;
				}
				if (i >= end) {
					if (split) {
						folds.push(split);
						end = split + endStep;
						split = void 0;
					} else if (mode === FOLD_QUOTED) {
						while (prev === " " || prev === "	") {
							prev = ch;
							ch = text[i += 1];
							overflow = true;
						}
						const j = i > escEnd + 1 ? i - 2 : escStart - 1;
						if (escapedFolds[j]) return text;
						folds.push(j);
						escapedFolds[j] = true;
						end = j + endStep;
						split = void 0;
					} else overflow = true;
				}
			}
			prev = ch;
		}
		if (overflow && onOverflow) onOverflow();
		if (folds.length === 0) return text;
		if (onFold) onFold();
		let res = text.slice(0, folds[0]);
		for (let i = 0; i < folds.length; ++i) {
			const fold = folds[i];
			const end = folds[i + 1] || text.length;
			if (fold === 0) res = `\n${indent}${text.slice(0, end)}`;
			else {
				if (mode === FOLD_QUOTED && escapedFolds[fold]) res += `${text[fold]}\\`;
				res += `\n${indent}${text.slice(fold + 1, end)}`;
			}
		}
		return res;
	}
	/**
	* Presumes `i + 1` is at the start of a line
	* @returns index of last newline in more-indented block
	*/
	function consumeMoreIndentedLines(text, i, indent) {
		let end = i;
		let start = i + 1;
		let ch = text[start];
		while (ch === " " || ch === "	") if (i < start + indent) ch = text[++i];
		else {
			do
				ch = text[++i];
			while (ch && ch !== "\n");
			end = i;
			start = i + 1;
			ch = text[start];
		}
		return end;
	}
	exports.FOLD_BLOCK = FOLD_BLOCK;
	exports.FOLD_FLOW = FOLD_FLOW;
	exports.FOLD_QUOTED = FOLD_QUOTED;
	exports.foldFlowLines = foldFlowLines;
}));

// node_modules/yaml/dist/stringify/stringifyString.js
var require_stringifyString = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var foldFlowLines = require_foldFlowLines();
	const getFoldOptions = (ctx, isBlock) => ({
		indentAtStart: isBlock ? ctx.indent.length : ctx.indentAtStart,
		lineWidth: ctx.options.lineWidth,
		minContentWidth: ctx.options.minContentWidth
	});
	const containsDocumentMarker = (str) => /^(%|---|\.\.\.)/m.test(str);
	function lineLengthOverLimit(str, lineWidth, indentLength) {
		if (!lineWidth || lineWidth < 0) return false;
		const limit = lineWidth - indentLength;
		const strLen = str.length;
		if (strLen <= limit) return false;
		for (let i = 0, start = 0; i < strLen; ++i) if (str[i] === "\n") {
			if (i - start > limit) return true;
			start = i + 1;
			if (strLen - start <= limit) return false;
		}
		return true;
	}
	function doubleQuotedString(value, ctx) {
		const json = JSON.stringify(value);
		if (ctx.options.doubleQuotedAsJSON) return json;
		const { implicitKey } = ctx;
		const minMultiLineLength = ctx.options.doubleQuotedMinMultiLineLength;
		const indent = ctx.indent || (containsDocumentMarker(value) ? "  " : "");
		let str = "";
		let start = 0;
		for (let i = 0, ch = json[i]; ch; ch = json[++i]) {
			if (ch === " " && json[i + 1] === "\\" && json[i + 2] === "n") {
				str += json.slice(start, i) + "\\ ";
				i += 1;
				start = i;
				ch = "\\";
			}
			if (ch === "\\") switch (json[i + 1]) {
				case "u":
					{
						str += json.slice(start, i);
						const code = json.substr(i + 2, 4);
						switch (code) {
							case "0000":
								str += "\\0";
								break;
							case "0007":
								str += "\\a";
								break;
							case "000b":
								str += "\\v";
								break;
							case "001b":
								str += "\\e";
								break;
							case "0085":
								str += "\\N";
								break;
							case "00a0":
								str += "\\_";
								break;
							case "2028":
								str += "\\L";
								break;
							case "2029":
								str += "\\P";
								break;
							default: if (code.substr(0, 2) === "00") str += "\\x" + code.substr(2);
							else str += json.substr(i, 6);
						}
						i += 5;
						start = i + 1;
					}
					break;
				case "n":
					if (implicitKey || json[i + 2] === "\"" || json.length < minMultiLineLength) i += 1;
					else {
						str += json.slice(start, i) + "\n\n";
						while (json[i + 2] === "\\" && json[i + 3] === "n" && json[i + 4] !== "\"") {
							str += "\n";
							i += 2;
						}
						str += indent;
						if (json[i + 2] === " ") str += "\\";
						i += 1;
						start = i + 1;
					}
					break;
				default: i += 1;
			}
		}
		str = start ? str + json.slice(start) : json;
		return implicitKey ? str : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_QUOTED, getFoldOptions(ctx, false));
	}
	function singleQuotedString(value, ctx) {
		if (ctx.options.singleQuote === false || ctx.implicitKey && value.includes("\n") || /[ \t]\n|\n[ \t]/.test(value)) return doubleQuotedString(value, ctx);
		const indent = ctx.indent || (containsDocumentMarker(value) ? "  " : "");
		const res = "'" + value.replace(/'/g, "''").replace(/\n+/g, `$&\n${indent}`) + "'";
		return ctx.implicitKey ? res : foldFlowLines.foldFlowLines(res, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
	}
	function quotedString(value, ctx) {
		const { singleQuote } = ctx.options;
		let qs;
		if (singleQuote === false) qs = doubleQuotedString;
		else {
			const hasDouble = value.includes("\"");
			const hasSingle = value.includes("'");
			if (hasDouble && !hasSingle) qs = singleQuotedString;
			else if (hasSingle && !hasDouble) qs = doubleQuotedString;
			else qs = singleQuote ? singleQuotedString : doubleQuotedString;
		}
		return qs(value, ctx);
	}
	let blockEndNewlines;
	try {
		blockEndNewlines = new RegExp("(^|(?<!\n))\n+(?!\n|$)", "g");
	} catch {
		blockEndNewlines = /\n+(?!\n|$)/g;
	}
	function blockString({ comment, type, value }, ctx, onComment, onChompKeep) {
		const { blockQuote, commentString, lineWidth } = ctx.options;
		if (!blockQuote || /\n[\t ]+$/.test(value)) return quotedString(value, ctx);
		const indent = ctx.indent || (ctx.forceBlockIndent || containsDocumentMarker(value) ? "  " : "");
		const literal = blockQuote === "literal" ? true : blockQuote === "folded" || type === Scalar.Scalar.BLOCK_FOLDED ? false : type === Scalar.Scalar.BLOCK_LITERAL ? true : !lineLengthOverLimit(value, lineWidth, indent.length);
		if (!value) return literal ? "|\n" : ">\n";
		let chomp;
		let endStart;
		for (endStart = value.length; endStart > 0; --endStart) {
			const ch = value[endStart - 1];
			if (ch !== "\n" && ch !== "	" && ch !== " ") break;
		}
		let end = value.substring(endStart);
		const endNlPos = end.indexOf("\n");
		if (endNlPos === -1) chomp = "-";
		else if (value === end || endNlPos !== end.length - 1) {
			chomp = "+";
			if (onChompKeep) onChompKeep();
		} else chomp = "";
		if (end) {
			value = value.slice(0, -end.length);
			if (end[end.length - 1] === "\n") end = end.slice(0, -1);
			end = end.replace(blockEndNewlines, `$&${indent}`);
		}
		let startWithSpace = false;
		let startEnd;
		let startNlPos = -1;
		for (startEnd = 0; startEnd < value.length; ++startEnd) {
			const ch = value[startEnd];
			if (ch === " ") startWithSpace = true;
			else if (ch === "\n") startNlPos = startEnd;
			else break;
		}
		let start = value.substring(0, startNlPos < startEnd ? startNlPos + 1 : startEnd);
		if (start) {
			value = value.substring(start.length);
			start = start.replace(/\n+/g, `$&${indent}`);
		}
		let header = (startWithSpace ? indent ? "2" : "1" : "") + chomp;
		if (comment) {
			header += " " + commentString(comment.replace(/ ?[\r\n]+/g, " "));
			if (onComment) onComment();
		}
		if (!literal) {
			const foldedValue = value.replace(/\n+/g, "\n$&").replace(/(?:^|\n)([\t ].*)(?:([\n\t ]*)\n(?![\n\t ]))?/g, "$1$2").replace(/\n+/g, `$&${indent}`);
			let literalFallback = false;
			const foldOptions = getFoldOptions(ctx, true);
			if (blockQuote !== "folded" && type !== Scalar.Scalar.BLOCK_FOLDED) foldOptions.onOverflow = () => {
				literalFallback = true;
			};
			const body = foldFlowLines.foldFlowLines(`${start}${foldedValue}${end}`, indent, foldFlowLines.FOLD_BLOCK, foldOptions);
			if (!literalFallback) return `>${header}\n${indent}${body}`;
		}
		value = value.replace(/\n+/g, `$&${indent}`);
		return `|${header}\n${indent}${start}${value}${end}`;
	}
	function plainString(item, ctx, onComment, onChompKeep) {
		const { type, value } = item;
		const { actualString, implicitKey, indent, indentStep, inFlow } = ctx;
		if (implicitKey && value.includes("\n") || inFlow && /[[\]{},]/.test(value)) return quotedString(value, ctx);
		if (/^[\n\t ,[\]{}#&*!|>'"%@`]|^[?-]$|^[?-][ \t]|[\n:][ \t]|[ \t]\n|[\n\t ]#|[\n\t :]$/.test(value)) return implicitKey || inFlow || !value.includes("\n") ? quotedString(value, ctx) : blockString(item, ctx, onComment, onChompKeep);
		if (!implicitKey && !inFlow && type !== Scalar.Scalar.PLAIN && value.includes("\n")) return blockString(item, ctx, onComment, onChompKeep);
		if (containsDocumentMarker(value)) {
			if (indent === "") {
				ctx.forceBlockIndent = true;
				return blockString(item, ctx, onComment, onChompKeep);
			} else if (implicitKey && indent === indentStep) return quotedString(value, ctx);
		}
		const str = value.replace(/\n+/g, `$&\n${indent}`);
		if (actualString) {
			const test = (tag) => tag.default && tag.tag !== "tag:yaml.org,2002:str" && tag.test?.test(str);
			const { compat, tags } = ctx.doc.schema;
			if (tags.some(test) || compat?.some(test)) return quotedString(value, ctx);
		}
		return implicitKey ? str : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
	}
	function stringifyString(item, ctx, onComment, onChompKeep) {
		const { implicitKey, inFlow } = ctx;
		const ss = typeof item.value === "string" ? item : Object.assign({}, item, { value: String(item.value) });
		let { type } = item;
		if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
			if (/[\x00-\x08\x0b-\x1f\x7f-\x9f\u{D800}-\u{DFFF}]/u.test(ss.value)) type = Scalar.Scalar.QUOTE_DOUBLE;
		}
		const _stringify = (_type) => {
			switch (_type) {
				case Scalar.Scalar.BLOCK_FOLDED:
				case Scalar.Scalar.BLOCK_LITERAL: return implicitKey || inFlow ? quotedString(ss.value, ctx) : blockString(ss, ctx, onComment, onChompKeep);
				case Scalar.Scalar.QUOTE_DOUBLE: return doubleQuotedString(ss.value, ctx);
				case Scalar.Scalar.QUOTE_SINGLE: return singleQuotedString(ss.value, ctx);
				case Scalar.Scalar.PLAIN: return plainString(ss, ctx, onComment, onChompKeep);
				default: return null;
			}
		};
		let res = _stringify(type);
		if (res === null) {
			const { defaultKeyType, defaultStringType } = ctx.options;
			const t = implicitKey && defaultKeyType || defaultStringType;
			res = _stringify(t);
			if (res === null) throw new Error(`Unsupported default string type ${t}`);
		}
		return res;
	}
	exports.stringifyString = stringifyString;
}));

// node_modules/yaml/dist/stringify/stringify.js
var require_stringify = /* @__PURE__ */ __commonJSMin(((exports) => {
	var anchors = require_anchors();
	var identity = require_identity();
	var stringifyComment = require_stringifyComment();
	var stringifyString = require_stringifyString();
	function createStringifyContext(doc, options) {
		const opt = Object.assign({
			blockQuote: true,
			commentString: stringifyComment.stringifyComment,
			defaultKeyType: null,
			defaultStringType: "PLAIN",
			directives: null,
			doubleQuotedAsJSON: false,
			doubleQuotedMinMultiLineLength: 40,
			falseStr: "false",
			flowCollectionPadding: true,
			indentSeq: true,
			lineWidth: 80,
			minContentWidth: 20,
			nullStr: "null",
			simpleKeys: false,
			singleQuote: null,
			trailingComma: false,
			trueStr: "true",
			verifyAliasOrder: true
		}, doc.schema.toStringOptions, options);
		let inFlow;
		switch (opt.collectionStyle) {
			case "block":
				inFlow = false;
				break;
			case "flow":
				inFlow = true;
				break;
			default: inFlow = null;
		}
		return {
			anchors: /* @__PURE__ */ new Set(),
			doc,
			flowCollectionPadding: opt.flowCollectionPadding ? " " : "",
			indent: "",
			indentStep: typeof opt.indent === "number" ? " ".repeat(opt.indent) : "  ",
			inFlow,
			options: opt
		};
	}
	function getTagObject(tags, item) {
		if (item.tag) {
			const match = tags.filter((t) => t.tag === item.tag);
			if (match.length > 0) return match.find((t) => t.format === item.format) ?? match[0];
		}
		let tagObj = void 0;
		let obj;
		if (identity.isScalar(item)) {
			obj = item.value;
			let match = tags.filter((t) => t.identify?.(obj));
			if (match.length > 1) {
				const testMatch = match.filter((t) => t.test);
				if (testMatch.length > 0) match = testMatch;
			}
			tagObj = match.find((t) => t.format === item.format) ?? match.find((t) => !t.format);
		} else {
			obj = item;
			tagObj = tags.find((t) => t.nodeClass && obj instanceof t.nodeClass);
		}
		if (!tagObj) {
			const name = obj?.constructor?.name ?? (obj === null ? "null" : typeof obj);
			throw new Error(`Tag not resolved for ${name} value`);
		}
		return tagObj;
	}
	function stringifyProps(node, tagObj, { anchors: anchors$1, doc }) {
		if (!doc.directives) return "";
		const props = [];
		const anchor = (identity.isScalar(node) || identity.isCollection(node)) && node.anchor;
		if (anchor && anchors.anchorIsValid(anchor)) {
			anchors$1.add(anchor);
			props.push(`&${anchor}`);
		}
		const tag = node.tag ?? (tagObj.default ? null : tagObj.tag);
		if (tag) props.push(doc.directives.tagString(tag));
		return props.join(" ");
	}
	function stringify(item, ctx, onComment, onChompKeep) {
		if (identity.isPair(item)) return item.toString(ctx, onComment, onChompKeep);
		if (identity.isAlias(item)) {
			if (ctx.doc.directives) return item.toString(ctx);
			if (ctx.resolvedAliases?.has(item)) throw new TypeError(`Cannot stringify circular structure without alias nodes`);
			else {
				if (ctx.resolvedAliases) ctx.resolvedAliases.add(item);
				else ctx.resolvedAliases = /* @__PURE__ */ new Set([item]);
				item = item.resolve(ctx.doc);
			}
		}
		let tagObj = void 0;
		const node = identity.isNode(item) ? item : ctx.doc.createNode(item, { onTagObj: (o) => tagObj = o });
		tagObj ?? (tagObj = getTagObject(ctx.doc.schema.tags, node));
		const props = stringifyProps(node, tagObj, ctx);
		if (props.length > 0) ctx.indentAtStart = (ctx.indentAtStart ?? 0) + props.length + 1;
		const str = typeof tagObj.stringify === "function" ? tagObj.stringify(node, ctx, onComment, onChompKeep) : identity.isScalar(node) ? stringifyString.stringifyString(node, ctx, onComment, onChompKeep) : node.toString(ctx, onComment, onChompKeep);
		if (!props) return str;
		return identity.isScalar(node) || str[0] === "{" || str[0] === "[" ? `${props} ${str}` : `${props}\n${ctx.indent}${str}`;
	}
	exports.createStringifyContext = createStringifyContext;
	exports.stringify = stringify;
}));

// node_modules/yaml/dist/stringify/stringifyPair.js
var require_stringifyPair = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	var stringify = require_stringify();
	var stringifyComment = require_stringifyComment();
	function stringifyPair({ key, value }, ctx, onComment, onChompKeep) {
		const { allNullValues, doc, indent, indentStep, options: { commentString, indentSeq, simpleKeys } } = ctx;
		let keyComment = identity.isNode(key) && key.comment || null;
		if (simpleKeys) {
			if (keyComment) throw new Error("With simple keys, key nodes cannot have comments");
			if (identity.isCollection(key) || !identity.isNode(key) && typeof key === "object") throw new Error("With simple keys, collection cannot be used as a key value");
		}
		let explicitKey = !simpleKeys && (!key || keyComment && value == null && !ctx.inFlow || identity.isCollection(key) || (identity.isScalar(key) ? key.type === Scalar.Scalar.BLOCK_FOLDED || key.type === Scalar.Scalar.BLOCK_LITERAL : typeof key === "object"));
		ctx = Object.assign({}, ctx, {
			allNullValues: false,
			implicitKey: !explicitKey && (simpleKeys || !allNullValues),
			indent: indent + indentStep
		});
		let keyCommentDone = false;
		let chompKeep = false;
		let str = stringify.stringify(key, ctx, () => keyCommentDone = true, () => chompKeep = true);
		if (!explicitKey && !ctx.inFlow && str.length > 1024) {
			if (simpleKeys) throw new Error("With simple keys, single line scalar must not span more than 1024 characters");
			explicitKey = true;
		}
		if (ctx.inFlow) {
			if (allNullValues || value == null) {
				if (keyCommentDone && onComment) onComment();
				return str === "" ? "?" : explicitKey ? `? ${str}` : str;
			}
		} else if (allNullValues && !simpleKeys || value == null && explicitKey) {
			str = `? ${str}`;
			if (keyComment && !keyCommentDone) str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
			else if (chompKeep && onChompKeep) onChompKeep();
			return str;
		}
		if (keyCommentDone) keyComment = null;
		if (explicitKey) {
			if (keyComment) str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
			str = `? ${str}\n${indent}:`;
		} else {
			str = `${str}:`;
			if (keyComment) str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
		}
		let vsb, vcb, valueComment;
		if (identity.isNode(value)) {
			vsb = !!value.spaceBefore;
			vcb = value.commentBefore;
			valueComment = value.comment;
		} else {
			vsb = false;
			vcb = null;
			valueComment = null;
			if (value && typeof value === "object") value = doc.createNode(value);
		}
		ctx.implicitKey = false;
		if (!explicitKey && !keyComment && identity.isScalar(value)) ctx.indentAtStart = str.length + 1;
		chompKeep = false;
		if (!indentSeq && indentStep.length >= 2 && !ctx.inFlow && !explicitKey && identity.isSeq(value) && !value.flow && !value.tag && !value.anchor) ctx.indent = ctx.indent.substring(2);
		let valueCommentDone = false;
		const valueStr = stringify.stringify(value, ctx, () => valueCommentDone = true, () => chompKeep = true);
		let ws = " ";
		if (keyComment || vsb || vcb) {
			ws = vsb ? "\n" : "";
			if (vcb) {
				const cs = commentString(vcb);
				ws += `\n${stringifyComment.indentComment(cs, ctx.indent)}`;
			}
			if (valueStr === "" && !ctx.inFlow) {
				if (ws === "\n" && valueComment) ws = "\n\n";
			} else ws += `\n${ctx.indent}`;
		} else if (!explicitKey && identity.isCollection(value)) {
			const vs0 = valueStr[0];
			const nl0 = valueStr.indexOf("\n");
			const hasNewline = nl0 !== -1;
			const flow = ctx.inFlow ?? value.flow ?? value.items.length === 0;
			if (hasNewline || !flow) {
				let hasPropsLine = false;
				if (hasNewline && (vs0 === "&" || vs0 === "!")) {
					let sp0 = valueStr.indexOf(" ");
					if (vs0 === "&" && sp0 !== -1 && sp0 < nl0 && valueStr[sp0 + 1] === "!") sp0 = valueStr.indexOf(" ", sp0 + 1);
					if (sp0 === -1 || nl0 < sp0) hasPropsLine = true;
				}
				if (!hasPropsLine) ws = `\n${ctx.indent}`;
			}
		} else if (valueStr === "" || valueStr[0] === "\n") ws = "";
		str += ws + valueStr;
		if (ctx.inFlow) {
			if (valueCommentDone && onComment) onComment();
		} else if (valueComment && !valueCommentDone) str += stringifyComment.lineComment(str, ctx.indent, commentString(valueComment));
		else if (chompKeep && onChompKeep) onChompKeep();
		return str;
	}
	exports.stringifyPair = stringifyPair;
}));

// node_modules/yaml/dist/log.js
var require_log = /* @__PURE__ */ __commonJSMin(((exports) => {
	var node_process = __require("process");
	function debug(logLevel, ...messages) {
		if (logLevel === "debug") console.log(...messages);
	}
	function warn(logLevel, warning) {
		if (logLevel === "debug" || logLevel === "warn") {
			if (typeof node_process.emitWarning === "function") node_process.emitWarning(warning);
			else console.warn(warning);
		}
	}
	exports.debug = debug;
	exports.warn = warn;
}));

// node_modules/yaml/dist/schema/yaml-1.1/merge.js
var require_merge = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	const MERGE_KEY = "<<";
	const merge = {
		identify: (value) => value === MERGE_KEY || typeof value === "symbol" && value.description === MERGE_KEY,
		default: "key",
		tag: "tag:yaml.org,2002:merge",
		test: /^<<$/,
		resolve: () => Object.assign(new Scalar.Scalar(Symbol(MERGE_KEY)), { addToJSMap: addMergeToJSMap }),
		stringify: () => MERGE_KEY
	};
	const isMergeKey = (ctx, key) => (merge.identify(key) || identity.isScalar(key) && (!key.type || key.type === Scalar.Scalar.PLAIN) && merge.identify(key.value)) && ctx?.doc.schema.tags.some((tag) => tag.tag === merge.tag && tag.default);
	function addMergeToJSMap(ctx, map, value) {
		const source = resolveAliasValue(ctx, value);
		if (identity.isSeq(source)) for (const it of source.items) mergeValue(ctx, map, it);
		else if (Array.isArray(source)) for (const it of source) mergeValue(ctx, map, it);
		else mergeValue(ctx, map, source);
	}
	function mergeValue(ctx, map, value) {
		const source = resolveAliasValue(ctx, value);
		if (!identity.isMap(source)) throw new Error("Merge sources must be maps or map aliases");
		const srcMap = source.toJSON(null, ctx, Map);
		for (const [key, value] of srcMap) if (map instanceof Map) {
			if (!map.has(key)) map.set(key, value);
		} else if (map instanceof Set) map.add(key);
		else if (!Object.prototype.hasOwnProperty.call(map, key)) Object.defineProperty(map, key, {
			value,
			writable: true,
			enumerable: true,
			configurable: true
		});
		return map;
	}
	function resolveAliasValue(ctx, value) {
		return ctx && identity.isAlias(value) ? value.resolve(ctx.doc, ctx) : value;
	}
	exports.addMergeToJSMap = addMergeToJSMap;
	exports.isMergeKey = isMergeKey;
	exports.merge = merge;
}));

// node_modules/yaml/dist/nodes/addPairToJSMap.js
var require_addPairToJSMap = /* @__PURE__ */ __commonJSMin(((exports) => {
	var log = require_log();
	var merge = require_merge();
	var stringify = require_stringify();
	var identity = require_identity();
	var toJS = require_toJS();
	function addPairToJSMap(ctx, map, { key, value }) {
		if (identity.isNode(key) && key.addToJSMap) key.addToJSMap(ctx, map, value);
		else if (merge.isMergeKey(ctx, key)) merge.addMergeToJSMap(ctx, map, value);
		else {
			const jsKey = toJS.toJS(key, "", ctx);
			if (map instanceof Map) map.set(jsKey, toJS.toJS(value, jsKey, ctx));
			else if (map instanceof Set) map.add(jsKey);
			else {
				const stringKey = stringifyKey(key, jsKey, ctx);
				const jsValue = toJS.toJS(value, stringKey, ctx);
				if (stringKey in map) Object.defineProperty(map, stringKey, {
					value: jsValue,
					writable: true,
					enumerable: true,
					configurable: true
				});
				else map[stringKey] = jsValue;
			}
		}
		return map;
	}
	function stringifyKey(key, jsKey, ctx) {
		if (jsKey === null) return "";
		if (typeof jsKey !== "object") return String(jsKey);
		if (identity.isNode(key) && ctx?.doc) {
			const strCtx = stringify.createStringifyContext(ctx.doc, {});
			strCtx.anchors = /* @__PURE__ */ new Set();
			for (const node of ctx.anchors.keys()) strCtx.anchors.add(node.anchor);
			strCtx.inFlow = true;
			strCtx.inStringifyKey = true;
			const strKey = key.toString(strCtx);
			if (!ctx.mapKeyWarned) {
				let jsonStr = JSON.stringify(strKey);
				if (jsonStr.length > 40) jsonStr = jsonStr.substring(0, 36) + "...\"";
				log.warn(ctx.doc.options.logLevel, `Keys with collection values will be stringified due to JS Object restrictions: ${jsonStr}. Set mapAsMap: true to use object keys.`);
				ctx.mapKeyWarned = true;
			}
			return strKey;
		}
		return JSON.stringify(jsKey);
	}
	exports.addPairToJSMap = addPairToJSMap;
}));

// node_modules/yaml/dist/nodes/Pair.js
var require_Pair = /* @__PURE__ */ __commonJSMin(((exports) => {
	var createNode = require_createNode();
	var stringifyPair = require_stringifyPair();
	var addPairToJSMap = require_addPairToJSMap();
	var identity = require_identity();
	function createPair(key, value, ctx) {
		const k = createNode.createNode(key, void 0, ctx);
		const v = createNode.createNode(value, void 0, ctx);
		return new Pair(k, v);
	}
	var Pair = class Pair {
		constructor(key, value = null) {
			Object.defineProperty(this, identity.NODE_TYPE, { value: identity.PAIR });
			this.key = key;
			this.value = value;
		}
		clone(schema) {
			let { key, value } = this;
			if (identity.isNode(key)) key = key.clone(schema);
			if (identity.isNode(value)) value = value.clone(schema);
			return new Pair(key, value);
		}
		toJSON(_, ctx) {
			const pair = ctx?.mapAsMap ? /* @__PURE__ */ new Map() : {};
			return addPairToJSMap.addPairToJSMap(ctx, pair, this);
		}
		toString(ctx, onComment, onChompKeep) {
			return ctx?.doc ? stringifyPair.stringifyPair(this, ctx, onComment, onChompKeep) : JSON.stringify(this);
		}
	};
	exports.Pair = Pair;
	exports.createPair = createPair;
}));

// node_modules/yaml/dist/stringify/stringifyCollection.js
var require_stringifyCollection = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var stringify = require_stringify();
	var stringifyComment = require_stringifyComment();
	function stringifyCollection(collection, ctx, options) {
		return (ctx.inFlow ?? collection.flow ? stringifyFlowCollection : stringifyBlockCollection)(collection, ctx, options);
	}
	function stringifyBlockCollection({ comment, items }, ctx, { blockItemPrefix, flowChars, itemIndent, onChompKeep, onComment }) {
		const { indent, options: { commentString } } = ctx;
		const itemCtx = Object.assign({}, ctx, {
			indent: itemIndent,
			type: null
		});
		let chompKeep = false;
		const lines = [];
		for (let i = 0; i < items.length; ++i) {
			const item = items[i];
			let comment = null;
			if (identity.isNode(item)) {
				if (!chompKeep && item.spaceBefore) lines.push("");
				addCommentBefore(ctx, lines, item.commentBefore, chompKeep);
				if (item.comment) comment = item.comment;
			} else if (identity.isPair(item)) {
				const ik = identity.isNode(item.key) ? item.key : null;
				if (ik) {
					if (!chompKeep && ik.spaceBefore) lines.push("");
					addCommentBefore(ctx, lines, ik.commentBefore, chompKeep);
				}
			}
			chompKeep = false;
			let str = stringify.stringify(item, itemCtx, () => comment = null, () => chompKeep = true);
			if (comment) str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
			if (chompKeep && comment) chompKeep = false;
			lines.push(blockItemPrefix + str);
		}
		let str;
		if (lines.length === 0) str = flowChars.start + flowChars.end;
		else {
			str = lines[0];
			for (let i = 1; i < lines.length; ++i) {
				const line = lines[i];
				str += line ? `\n${indent}${line}` : "\n";
			}
		}
		if (comment) {
			str += "\n" + stringifyComment.indentComment(commentString(comment), indent);
			if (onComment) onComment();
		} else if (chompKeep && onChompKeep) onChompKeep();
		return str;
	}
	function stringifyFlowCollection({ items }, ctx, { flowChars, itemIndent }) {
		const { indent, indentStep, flowCollectionPadding: fcPadding, options: { commentString } } = ctx;
		itemIndent += indentStep;
		const itemCtx = Object.assign({}, ctx, {
			indent: itemIndent,
			inFlow: true,
			type: null
		});
		let reqNewline = false;
		let linesAtValue = 0;
		const lines = [];
		for (let i = 0; i < items.length; ++i) {
			const item = items[i];
			let comment = null;
			if (identity.isNode(item)) {
				if (item.spaceBefore) lines.push("");
				addCommentBefore(ctx, lines, item.commentBefore, false);
				if (item.comment) comment = item.comment;
			} else if (identity.isPair(item)) {
				const ik = identity.isNode(item.key) ? item.key : null;
				if (ik) {
					if (ik.spaceBefore) lines.push("");
					addCommentBefore(ctx, lines, ik.commentBefore, false);
					if (ik.comment) reqNewline = true;
				}
				const iv = identity.isNode(item.value) ? item.value : null;
				if (iv) {
					if (iv.comment) comment = iv.comment;
					if (iv.commentBefore) reqNewline = true;
				} else if (item.value == null && ik?.comment) comment = ik.comment;
			}
			if (comment) reqNewline = true;
			let str = stringify.stringify(item, itemCtx, () => comment = null);
			reqNewline || (reqNewline = lines.length > linesAtValue || str.includes("\n"));
			if (i < items.length - 1) str += ",";
			else if (ctx.options.trailingComma) {
				if (ctx.options.lineWidth > 0) reqNewline || (reqNewline = lines.reduce((sum, line) => sum + line.length + 2, 2) + (str.length + 2) > ctx.options.lineWidth);
				if (reqNewline) str += ",";
			}
			if (comment) str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
			lines.push(str);
			linesAtValue = lines.length;
		}
		const { start, end } = flowChars;
		if (lines.length === 0) return start + end;
		else {
			if (!reqNewline) {
				const len = lines.reduce((sum, line) => sum + line.length + 2, 2);
				reqNewline = ctx.options.lineWidth > 0 && len > ctx.options.lineWidth;
			}
			if (reqNewline) {
				let str = start;
				for (const line of lines) str += line ? `\n${indentStep}${indent}${line}` : "\n";
				return `${str}\n${indent}${end}`;
			} else return `${start}${fcPadding}${lines.join(" ")}${fcPadding}${end}`;
		}
	}
	function addCommentBefore({ indent, options: { commentString } }, lines, comment, chompKeep) {
		if (comment && chompKeep) comment = comment.replace(/^\n+/, "");
		if (comment) {
			const ic = stringifyComment.indentComment(commentString(comment), indent);
			lines.push(ic.trimStart());
		}
	}
	exports.stringifyCollection = stringifyCollection;
}));

// node_modules/yaml/dist/nodes/YAMLMap.js
var require_YAMLMap = /* @__PURE__ */ __commonJSMin(((exports) => {
	var stringifyCollection = require_stringifyCollection();
	var addPairToJSMap = require_addPairToJSMap();
	var Collection = require_Collection();
	var identity = require_identity();
	var Pair = require_Pair();
	var Scalar = require_Scalar();
	function findPair(items, key) {
		const k = identity.isScalar(key) ? key.value : key;
		for (const it of items) if (identity.isPair(it)) {
			if (it.key === key || it.key === k) return it;
			if (identity.isScalar(it.key) && it.key.value === k) return it;
		}
	}
	var YAMLMap = class extends Collection.Collection {
		static get tagName() {
			return "tag:yaml.org,2002:map";
		}
		constructor(schema) {
			super(identity.MAP, schema);
			this.items = [];
		}
		/**
		* A generic collection parsing method that can be extended
		* to other node classes that inherit from YAMLMap
		*/
		static from(schema, obj, ctx) {
			const { keepUndefined, replacer } = ctx;
			const map = new this(schema);
			const add = (key, value) => {
				if (typeof replacer === "function") value = replacer.call(obj, key, value);
				else if (Array.isArray(replacer) && !replacer.includes(key)) return;
				if (value !== void 0 || keepUndefined) map.items.push(Pair.createPair(key, value, ctx));
			};
			if (obj instanceof Map) for (const [key, value] of obj) add(key, value);
			else if (obj && typeof obj === "object") for (const key of Object.keys(obj)) add(key, obj[key]);
			if (typeof schema.sortMapEntries === "function") map.items.sort(schema.sortMapEntries);
			return map;
		}
		/**
		* Adds a value to the collection.
		*
		* @param overwrite - If not set `true`, using a key that is already in the
		*   collection will throw. Otherwise, overwrites the previous value.
		*/
		add(pair, overwrite) {
			let _pair;
			if (identity.isPair(pair)) _pair = pair;
			else if (!pair || typeof pair !== "object" || !("key" in pair)) _pair = new Pair.Pair(pair, pair?.value);
			else _pair = new Pair.Pair(pair.key, pair.value);
			const prev = findPair(this.items, _pair.key);
			const sortEntries = this.schema?.sortMapEntries;
			if (prev) {
				if (!overwrite) throw new Error(`Key ${_pair.key} already set`);
				if (identity.isScalar(prev.value) && Scalar.isScalarValue(_pair.value)) prev.value.value = _pair.value;
				else prev.value = _pair.value;
			} else if (sortEntries) {
				const i = this.items.findIndex((item) => sortEntries(_pair, item) < 0);
				if (i === -1) this.items.push(_pair);
				else this.items.splice(i, 0, _pair);
			} else this.items.push(_pair);
		}
		delete(key) {
			const it = findPair(this.items, key);
			if (!it) return false;
			return this.items.splice(this.items.indexOf(it), 1).length > 0;
		}
		get(key, keepScalar) {
			const node = findPair(this.items, key)?.value;
			return (!keepScalar && identity.isScalar(node) ? node.value : node) ?? void 0;
		}
		has(key) {
			return !!findPair(this.items, key);
		}
		set(key, value) {
			this.add(new Pair.Pair(key, value), true);
		}
		/**
		* @param ctx - Conversion context, originally set in Document#toJS()
		* @param {Class} Type - If set, forces the returned collection type
		* @returns Instance of Type, Map, or Object
		*/
		toJSON(_, ctx, Type) {
			const map = Type ? new Type() : ctx?.mapAsMap ? /* @__PURE__ */ new Map() : {};
			if (ctx?.onCreate) ctx.onCreate(map);
			for (const item of this.items) addPairToJSMap.addPairToJSMap(ctx, map, item);
			return map;
		}
		toString(ctx, onComment, onChompKeep) {
			if (!ctx) return JSON.stringify(this);
			for (const item of this.items) if (!identity.isPair(item)) throw new Error(`Map items must all be pairs; found ${JSON.stringify(item)} instead`);
			if (!ctx.allNullValues && this.hasAllNullValues(false)) ctx = Object.assign({}, ctx, { allNullValues: true });
			return stringifyCollection.stringifyCollection(this, ctx, {
				blockItemPrefix: "",
				flowChars: {
					start: "{",
					end: "}"
				},
				itemIndent: ctx.indent || "",
				onChompKeep,
				onComment
			});
		}
	};
	exports.YAMLMap = YAMLMap;
	exports.findPair = findPair;
}));

// node_modules/yaml/dist/schema/common/map.js
var require_map = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var YAMLMap = require_YAMLMap();
	const map = {
		collection: "map",
		default: true,
		nodeClass: YAMLMap.YAMLMap,
		tag: "tag:yaml.org,2002:map",
		resolve(map, onError) {
			if (!identity.isMap(map)) onError("Expected a mapping for this tag");
			return map;
		},
		createNode: (schema, obj, ctx) => YAMLMap.YAMLMap.from(schema, obj, ctx)
	};
	exports.map = map;
}));

// node_modules/yaml/dist/nodes/YAMLSeq.js
var require_YAMLSeq = /* @__PURE__ */ __commonJSMin(((exports) => {
	var createNode = require_createNode();
	var stringifyCollection = require_stringifyCollection();
	var Collection = require_Collection();
	var identity = require_identity();
	var Scalar = require_Scalar();
	var toJS = require_toJS();
	var YAMLSeq = class extends Collection.Collection {
		static get tagName() {
			return "tag:yaml.org,2002:seq";
		}
		constructor(schema) {
			super(identity.SEQ, schema);
			this.items = [];
		}
		add(value) {
			this.items.push(value);
		}
		/**
		* Removes a value from the collection.
		*
		* `key` must contain a representation of an integer for this to succeed.
		* It may be wrapped in a `Scalar`.
		*
		* @returns `true` if the item was found and removed.
		*/
		delete(key) {
			const idx = asItemIndex(key);
			if (typeof idx !== "number") return false;
			return this.items.splice(idx, 1).length > 0;
		}
		get(key, keepScalar) {
			const idx = asItemIndex(key);
			if (typeof idx !== "number") return void 0;
			const it = this.items[idx];
			return !keepScalar && identity.isScalar(it) ? it.value : it;
		}
		/**
		* Checks if the collection includes a value with the key `key`.
		*
		* `key` must contain a representation of an integer for this to succeed.
		* It may be wrapped in a `Scalar`.
		*/
		has(key) {
			const idx = asItemIndex(key);
			return typeof idx === "number" && idx < this.items.length;
		}
		/**
		* Sets a value in this collection. For `!!set`, `value` needs to be a
		* boolean to add/remove the item from the set.
		*
		* If `key` does not contain a representation of an integer, this will throw.
		* It may be wrapped in a `Scalar`.
		*/
		set(key, value) {
			const idx = asItemIndex(key);
			if (typeof idx !== "number") throw new Error(`Expected a valid index, not ${key}.`);
			const prev = this.items[idx];
			if (identity.isScalar(prev) && Scalar.isScalarValue(value)) prev.value = value;
			else this.items[idx] = value;
		}
		toJSON(_, ctx) {
			const seq = [];
			if (ctx?.onCreate) ctx.onCreate(seq);
			let i = 0;
			for (const item of this.items) seq.push(toJS.toJS(item, String(i++), ctx));
			return seq;
		}
		toString(ctx, onComment, onChompKeep) {
			if (!ctx) return JSON.stringify(this);
			return stringifyCollection.stringifyCollection(this, ctx, {
				blockItemPrefix: "- ",
				flowChars: {
					start: "[",
					end: "]"
				},
				itemIndent: (ctx.indent || "") + "  ",
				onChompKeep,
				onComment
			});
		}
		static from(schema, obj, ctx) {
			const { replacer } = ctx;
			const seq = new this(schema);
			if (obj && Symbol.iterator in Object(obj)) {
				let i = 0;
				for (let it of obj) {
					if (typeof replacer === "function") {
						const key = obj instanceof Set ? it : String(i++);
						it = replacer.call(obj, key, it);
					}
					seq.items.push(createNode.createNode(it, void 0, ctx));
				}
			}
			return seq;
		}
	};
	function asItemIndex(key) {
		let idx = identity.isScalar(key) ? key.value : key;
		if (idx && typeof idx === "string") idx = Number(idx);
		return typeof idx === "number" && Number.isInteger(idx) && idx >= 0 ? idx : null;
	}
	exports.YAMLSeq = YAMLSeq;
}));

// node_modules/yaml/dist/schema/common/seq.js
var require_seq = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var YAMLSeq = require_YAMLSeq();
	const seq = {
		collection: "seq",
		default: true,
		nodeClass: YAMLSeq.YAMLSeq,
		tag: "tag:yaml.org,2002:seq",
		resolve(seq, onError) {
			if (!identity.isSeq(seq)) onError("Expected a sequence for this tag");
			return seq;
		},
		createNode: (schema, obj, ctx) => YAMLSeq.YAMLSeq.from(schema, obj, ctx)
	};
	exports.seq = seq;
}));

// node_modules/yaml/dist/schema/common/string.js
var require_string = /* @__PURE__ */ __commonJSMin(((exports) => {
	var stringifyString = require_stringifyString();
	const string = {
		identify: (value) => typeof value === "string",
		default: true,
		tag: "tag:yaml.org,2002:str",
		resolve: (str) => str,
		stringify(item, ctx, onComment, onChompKeep) {
			ctx = Object.assign({ actualString: true }, ctx);
			return stringifyString.stringifyString(item, ctx, onComment, onChompKeep);
		}
	};
	exports.string = string;
}));

// node_modules/yaml/dist/schema/common/null.js
var require_null = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	const nullTag = {
		identify: (value) => value == null,
		createNode: () => new Scalar.Scalar(null),
		default: true,
		tag: "tag:yaml.org,2002:null",
		test: /^(?:~|[Nn]ull|NULL)?$/,
		resolve: () => new Scalar.Scalar(null),
		stringify: ({ source }, ctx) => typeof source === "string" && nullTag.test.test(source) ? source : ctx.options.nullStr
	};
	exports.nullTag = nullTag;
}));

// node_modules/yaml/dist/schema/core/bool.js
var require_bool$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	const boolTag = {
		identify: (value) => typeof value === "boolean",
		default: true,
		tag: "tag:yaml.org,2002:bool",
		test: /^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/,
		resolve: (str) => new Scalar.Scalar(str[0] === "t" || str[0] === "T"),
		stringify({ source, value }, ctx) {
			if (source && boolTag.test.test(source)) {
				if (value === (source[0] === "t" || source[0] === "T")) return source;
			}
			return value ? ctx.options.trueStr : ctx.options.falseStr;
		}
	};
	exports.boolTag = boolTag;
}));

// node_modules/yaml/dist/stringify/stringifyNumber.js
var require_stringifyNumber = /* @__PURE__ */ __commonJSMin(((exports) => {
	function stringifyNumber({ format, minFractionDigits, tag, value }) {
		if (typeof value === "bigint") return String(value);
		const num = typeof value === "number" ? value : Number(value);
		if (!isFinite(num)) return isNaN(num) ? ".nan" : num < 0 ? "-.inf" : ".inf";
		let n = Object.is(value, -0) ? "-0" : JSON.stringify(value);
		if (!format && minFractionDigits && (!tag || tag === "tag:yaml.org,2002:float") && /^-?\d/.test(n) && !n.includes("e")) {
			let i = n.indexOf(".");
			if (i < 0) {
				i = n.length;
				n += ".";
			}
			let d = minFractionDigits - (n.length - i - 1);
			while (d-- > 0) n += "0";
		}
		return n;
	}
	exports.stringifyNumber = stringifyNumber;
}));

// node_modules/yaml/dist/schema/core/float.js
var require_float$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var stringifyNumber = require_stringifyNumber();
	const floatNaN = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
		resolve: (str) => str.slice(-3).toLowerCase() === "nan" ? NaN : str[0] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
		stringify: stringifyNumber.stringifyNumber
	};
	const floatExp = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		format: "EXP",
		test: /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+$/,
		resolve: (str) => parseFloat(str),
		stringify(node) {
			const num = Number(node.value);
			return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
		}
	};
	const float = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)$/,
		resolve(str) {
			const node = new Scalar.Scalar(parseFloat(str));
			const dot = str.indexOf(".");
			if (dot !== -1 && str[str.length - 1] === "0") node.minFractionDigits = str.length - dot - 1;
			return node;
		},
		stringify: stringifyNumber.stringifyNumber
	};
	exports.float = float;
	exports.floatExp = floatExp;
	exports.floatNaN = floatNaN;
}));

// node_modules/yaml/dist/schema/core/int.js
var require_int$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	var stringifyNumber = require_stringifyNumber();
	const intIdentify = (value) => typeof value === "bigint" || Number.isInteger(value);
	const intResolve = (str, offset, radix, { intAsBigInt }) => intAsBigInt ? BigInt(str) : parseInt(str.substring(offset), radix);
	function intStringify(node, radix, prefix) {
		const { value } = node;
		if (intIdentify(value) && value >= 0) return prefix + value.toString(radix);
		return stringifyNumber.stringifyNumber(node);
	}
	const intOct = {
		identify: (value) => intIdentify(value) && value >= 0,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "OCT",
		test: /^0o[0-7]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 8, opt),
		stringify: (node) => intStringify(node, 8, "0o")
	};
	const int = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		test: /^[-+]?[0-9]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
		stringify: stringifyNumber.stringifyNumber
	};
	const intHex = {
		identify: (value) => intIdentify(value) && value >= 0,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "HEX",
		test: /^0x[0-9a-fA-F]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
		stringify: (node) => intStringify(node, 16, "0x")
	};
	exports.int = int;
	exports.intHex = intHex;
	exports.intOct = intOct;
}));

// node_modules/yaml/dist/schema/core/schema.js
var require_schema$2 = /* @__PURE__ */ __commonJSMin(((exports) => {
	var map = require_map();
	var _null = require_null();
	var seq = require_seq();
	var string = require_string();
	var bool = require_bool$1();
	var float = require_float$1();
	var int = require_int$1();
	const schema = [
		map.map,
		seq.seq,
		string.string,
		_null.nullTag,
		bool.boolTag,
		int.intOct,
		int.int,
		int.intHex,
		float.floatNaN,
		float.floatExp,
		float.float
	];
	exports.schema = schema;
}));

// node_modules/yaml/dist/schema/json/schema.js
var require_schema$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var map = require_map();
	var seq = require_seq();
	function intIdentify(value) {
		return typeof value === "bigint" || Number.isInteger(value);
	}
	const stringifyJSON = ({ value }) => JSON.stringify(value);
	const jsonScalars = [
		{
			identify: (value) => typeof value === "string",
			default: true,
			tag: "tag:yaml.org,2002:str",
			resolve: (str) => str,
			stringify: stringifyJSON
		},
		{
			identify: (value) => value == null,
			createNode: () => new Scalar.Scalar(null),
			default: true,
			tag: "tag:yaml.org,2002:null",
			test: /^null$/,
			resolve: () => null,
			stringify: stringifyJSON
		},
		{
			identify: (value) => typeof value === "boolean",
			default: true,
			tag: "tag:yaml.org,2002:bool",
			test: /^true$|^false$/,
			resolve: (str) => str === "true",
			stringify: stringifyJSON
		},
		{
			identify: intIdentify,
			default: true,
			tag: "tag:yaml.org,2002:int",
			test: /^-?(?:0|[1-9][0-9]*)$/,
			resolve: (str, _onError, { intAsBigInt }) => intAsBigInt ? BigInt(str) : parseInt(str, 10),
			stringify: ({ value }) => intIdentify(value) ? value.toString() : JSON.stringify(value)
		},
		{
			identify: (value) => typeof value === "number",
			default: true,
			tag: "tag:yaml.org,2002:float",
			test: /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$/,
			resolve: (str) => parseFloat(str),
			stringify: stringifyJSON
		}
	];
	const schema = [map.map, seq.seq].concat(jsonScalars, {
		default: true,
		tag: "",
		test: /^/,
		resolve(str, onError) {
			onError(`Unresolved plain scalar ${JSON.stringify(str)}`);
			return str;
		}
	});
	exports.schema = schema;
}));

// node_modules/yaml/dist/schema/yaml-1.1/binary.js
var require_binary = /* @__PURE__ */ __commonJSMin(((exports) => {
	var node_buffer = __require("buffer");
	var Scalar = require_Scalar();
	var stringifyString = require_stringifyString();
	const binary = {
		identify: (value) => value instanceof Uint8Array,
		default: false,
		tag: "tag:yaml.org,2002:binary",
		/**
		* Returns a Buffer in node and an Uint8Array in browsers
		*
		* To use the resulting buffer as an image, you'll want to do something like:
		*
		*   const blob = new Blob([buffer], { type: 'image/jpeg' })
		*   document.querySelector('#photo').src = URL.createObjectURL(blob)
		*/
		resolve(src, onError) {
			if (typeof node_buffer.Buffer === "function") return node_buffer.Buffer.from(src, "base64");
			else if (typeof atob === "function") {
				const str = atob(src.replace(/[\n\r]/g, ""));
				const buffer = new Uint8Array(str.length);
				for (let i = 0; i < str.length; ++i) buffer[i] = str.charCodeAt(i);
				return buffer;
			} else {
				onError("This environment does not support reading binary tags; either Buffer or atob is required");
				return src;
			}
		},
		stringify({ comment, type, value }, ctx, onComment, onChompKeep) {
			if (!value) return "";
			const buf = value;
			let str;
			if (typeof node_buffer.Buffer === "function") str = buf instanceof node_buffer.Buffer ? buf.toString("base64") : node_buffer.Buffer.from(buf.buffer).toString("base64");
			else if (typeof btoa === "function") {
				let s = "";
				for (let i = 0; i < buf.length; ++i) s += String.fromCharCode(buf[i]);
				str = btoa(s);
			} else throw new Error("This environment does not support writing binary tags; either Buffer or btoa is required");
			type ?? (type = Scalar.Scalar.BLOCK_LITERAL);
			if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
				const lineWidth = Math.max(ctx.options.lineWidth - ctx.indent.length, ctx.options.minContentWidth);
				const n = Math.ceil(str.length / lineWidth);
				const lines = new Array(n);
				for (let i = 0, o = 0; i < n; ++i, o += lineWidth) lines[i] = str.substr(o, lineWidth);
				str = lines.join(type === Scalar.Scalar.BLOCK_LITERAL ? "\n" : " ");
			}
			return stringifyString.stringifyString({
				comment,
				type,
				value: str
			}, ctx, onComment, onChompKeep);
		}
	};
	exports.binary = binary;
}));

// node_modules/yaml/dist/schema/yaml-1.1/pairs.js
var require_pairs = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Pair = require_Pair();
	var Scalar = require_Scalar();
	var YAMLSeq = require_YAMLSeq();
	function resolvePairs(seq, onError) {
		if (identity.isSeq(seq)) for (let i = 0; i < seq.items.length; ++i) {
			let item = seq.items[i];
			if (identity.isPair(item)) continue;
			else if (identity.isMap(item)) {
				if (item.items.length > 1) onError("Each pair must have its own sequence indicator");
				const pair = item.items[0] || new Pair.Pair(new Scalar.Scalar(null));
				if (item.commentBefore) pair.key.commentBefore = pair.key.commentBefore ? `${item.commentBefore}\n${pair.key.commentBefore}` : item.commentBefore;
				if (item.comment) {
					const cn = pair.value ?? pair.key;
					cn.comment = cn.comment ? `${item.comment}\n${cn.comment}` : item.comment;
				}
				item = pair;
			}
			seq.items[i] = identity.isPair(item) ? item : new Pair.Pair(item);
		}
		else onError("Expected a sequence for this tag");
		return seq;
	}
	function createPairs(schema, iterable, ctx) {
		const { replacer } = ctx;
		const pairs = new YAMLSeq.YAMLSeq(schema);
		pairs.tag = "tag:yaml.org,2002:pairs";
		let i = 0;
		if (iterable && Symbol.iterator in Object(iterable)) for (let it of iterable) {
			if (typeof replacer === "function") it = replacer.call(iterable, String(i++), it);
			let key, value;
			if (Array.isArray(it)) {
				if (it.length === 2) {
					key = it[0];
					value = it[1];
				} else throw new TypeError(`Expected [key, value] tuple: ${it}`);
			} else if (it && it instanceof Object) {
				const keys = Object.keys(it);
				if (keys.length === 1) {
					key = keys[0];
					value = it[key];
				} else throw new TypeError(`Expected tuple with one key, not ${keys.length} keys`);
			} else key = it;
			pairs.items.push(Pair.createPair(key, value, ctx));
		}
		return pairs;
	}
	const pairs = {
		collection: "seq",
		default: false,
		tag: "tag:yaml.org,2002:pairs",
		resolve: resolvePairs,
		createNode: createPairs
	};
	exports.createPairs = createPairs;
	exports.pairs = pairs;
	exports.resolvePairs = resolvePairs;
}));

// node_modules/yaml/dist/schema/yaml-1.1/omap.js
var require_omap = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var toJS = require_toJS();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	var pairs = require_pairs();
	var YAMLOMap = class YAMLOMap extends YAMLSeq.YAMLSeq {
		constructor() {
			super();
			this.add = YAMLMap.YAMLMap.prototype.add.bind(this);
			this.delete = YAMLMap.YAMLMap.prototype.delete.bind(this);
			this.get = YAMLMap.YAMLMap.prototype.get.bind(this);
			this.has = YAMLMap.YAMLMap.prototype.has.bind(this);
			this.set = YAMLMap.YAMLMap.prototype.set.bind(this);
			this.tag = YAMLOMap.tag;
		}
		/**
		* If `ctx` is given, the return type is actually `Map<unknown, unknown>`,
		* but TypeScript won't allow widening the signature of a child method.
		*/
		toJSON(_, ctx) {
			if (!ctx) return super.toJSON(_);
			const map = /* @__PURE__ */ new Map();
			if (ctx?.onCreate) ctx.onCreate(map);
			for (const pair of this.items) {
				let key, value;
				if (identity.isPair(pair)) {
					key = toJS.toJS(pair.key, "", ctx);
					value = toJS.toJS(pair.value, key, ctx);
				} else key = toJS.toJS(pair, "", ctx);
				if (map.has(key)) throw new Error("Ordered maps must not include duplicate keys");
				map.set(key, value);
			}
			return map;
		}
		static from(schema, iterable, ctx) {
			const pairs$1 = pairs.createPairs(schema, iterable, ctx);
			const omap = new this();
			omap.items = pairs$1.items;
			return omap;
		}
	};
	YAMLOMap.tag = "tag:yaml.org,2002:omap";
	const omap = {
		collection: "seq",
		identify: (value) => value instanceof Map,
		nodeClass: YAMLOMap,
		default: false,
		tag: "tag:yaml.org,2002:omap",
		resolve(seq, onError) {
			const pairs$1 = pairs.resolvePairs(seq, onError);
			const seenKeys = [];
			for (const { key } of pairs$1.items) if (identity.isScalar(key)) {
				if (seenKeys.includes(key.value)) onError(`Ordered maps must not include duplicate keys: ${key.value}`);
				else seenKeys.push(key.value);
			}
			return Object.assign(new YAMLOMap(), pairs$1);
		},
		createNode: (schema, iterable, ctx) => YAMLOMap.from(schema, iterable, ctx)
	};
	exports.YAMLOMap = YAMLOMap;
	exports.omap = omap;
}));

// node_modules/yaml/dist/schema/yaml-1.1/bool.js
var require_bool = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	function boolStringify({ value, source }, ctx) {
		if (source && (value ? trueTag : falseTag).test.test(source)) return source;
		return value ? ctx.options.trueStr : ctx.options.falseStr;
	}
	const trueTag = {
		identify: (value) => value === true,
		default: true,
		tag: "tag:yaml.org,2002:bool",
		test: /^(?:Y|y|[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/,
		resolve: () => new Scalar.Scalar(true),
		stringify: boolStringify
	};
	const falseTag = {
		identify: (value) => value === false,
		default: true,
		tag: "tag:yaml.org,2002:bool",
		test: /^(?:N|n|[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/,
		resolve: () => new Scalar.Scalar(false),
		stringify: boolStringify
	};
	exports.falseTag = falseTag;
	exports.trueTag = trueTag;
}));

// node_modules/yaml/dist/schema/yaml-1.1/float.js
var require_float = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var stringifyNumber = require_stringifyNumber();
	const floatNaN = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
		resolve: (str) => str.slice(-3).toLowerCase() === "nan" ? NaN : str[0] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
		stringify: stringifyNumber.stringifyNumber
	};
	const floatExp = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		format: "EXP",
		test: /^[-+]?(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?[eE][-+]?[0-9]+$/,
		resolve: (str) => parseFloat(str.replace(/_/g, "")),
		stringify(node) {
			const num = Number(node.value);
			return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
		}
	};
	const float = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*$/,
		resolve(str) {
			const node = new Scalar.Scalar(parseFloat(str.replace(/_/g, "")));
			const dot = str.indexOf(".");
			if (dot !== -1) {
				const f = str.substring(dot + 1).replace(/_/g, "");
				if (f[f.length - 1] === "0") node.minFractionDigits = f.length;
			}
			return node;
		},
		stringify: stringifyNumber.stringifyNumber
	};
	exports.float = float;
	exports.floatExp = floatExp;
	exports.floatNaN = floatNaN;
}));

// node_modules/yaml/dist/schema/yaml-1.1/int.js
var require_int = /* @__PURE__ */ __commonJSMin(((exports) => {
	var stringifyNumber = require_stringifyNumber();
	const intIdentify = (value) => typeof value === "bigint" || Number.isInteger(value);
	function intResolve(str, offset, radix, { intAsBigInt }) {
		const sign = str[0];
		if (sign === "-" || sign === "+") offset += 1;
		str = str.substring(offset).replace(/_/g, "");
		if (intAsBigInt) {
			switch (radix) {
				case 2:
					str = `0b${str}`;
					break;
				case 8:
					str = `0o${str}`;
					break;
				case 16: str = `0x${str}`;
			}
			const n = BigInt(str);
			return sign === "-" ? BigInt(-1) * n : n;
		}
		const n = parseInt(str, radix);
		return sign === "-" ? -1 * n : n;
	}
	function intStringify(node, radix, prefix) {
		const { value } = node;
		if (intIdentify(value)) {
			const str = value.toString(radix);
			return value < 0 ? "-" + prefix + str.substr(1) : prefix + str;
		}
		return stringifyNumber.stringifyNumber(node);
	}
	const intBin = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "BIN",
		test: /^[-+]?0b[0-1_]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 2, opt),
		stringify: (node) => intStringify(node, 2, "0b")
	};
	const intOct = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "OCT",
		test: /^[-+]?0[0-7_]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 1, 8, opt),
		stringify: (node) => intStringify(node, 8, "0")
	};
	const int = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		test: /^[-+]?[0-9][0-9_]*$/,
		resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
		stringify: stringifyNumber.stringifyNumber
	};
	const intHex = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "HEX",
		test: /^[-+]?0x[0-9a-fA-F_]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
		stringify: (node) => intStringify(node, 16, "0x")
	};
	exports.int = int;
	exports.intBin = intBin;
	exports.intHex = intHex;
	exports.intOct = intOct;
}));

// node_modules/yaml/dist/schema/yaml-1.1/set.js
var require_set = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Pair = require_Pair();
	var YAMLMap = require_YAMLMap();
	var YAMLSet = class YAMLSet extends YAMLMap.YAMLMap {
		constructor(schema) {
			super(schema);
			this.tag = YAMLSet.tag;
		}
		add(key) {
			let pair;
			if (identity.isPair(key)) pair = key;
			else if (key && typeof key === "object" && "key" in key && "value" in key && key.value === null) pair = new Pair.Pair(key.key, null);
			else pair = new Pair.Pair(key, null);
			if (!YAMLMap.findPair(this.items, pair.key)) this.items.push(pair);
		}
		/**
		* If `keepPair` is `true`, returns the Pair matching `key`.
		* Otherwise, returns the value of that Pair's key.
		*/
		get(key, keepPair) {
			const pair = YAMLMap.findPair(this.items, key);
			return !keepPair && identity.isPair(pair) ? identity.isScalar(pair.key) ? pair.key.value : pair.key : pair;
		}
		set(key, value) {
			if (typeof value !== "boolean") throw new Error(`Expected boolean value for set(key, value) in a YAML set, not ${typeof value}`);
			const prev = YAMLMap.findPair(this.items, key);
			if (prev && !value) this.items.splice(this.items.indexOf(prev), 1);
			else if (!prev && value) this.items.push(new Pair.Pair(key));
		}
		toJSON(_, ctx) {
			return super.toJSON(_, ctx, Set);
		}
		toString(ctx, onComment, onChompKeep) {
			if (!ctx) return JSON.stringify(this);
			if (this.hasAllNullValues(true)) return super.toString(Object.assign({}, ctx, { allNullValues: true }), onComment, onChompKeep);
			else throw new Error("Set items must all have null values");
		}
		static from(schema, iterable, ctx) {
			const { replacer } = ctx;
			const set = new this(schema);
			if (iterable && Symbol.iterator in Object(iterable)) for (let value of iterable) {
				if (typeof replacer === "function") value = replacer.call(iterable, value, value);
				set.items.push(Pair.createPair(value, null, ctx));
			}
			return set;
		}
	};
	YAMLSet.tag = "tag:yaml.org,2002:set";
	const set = {
		collection: "map",
		identify: (value) => value instanceof Set,
		nodeClass: YAMLSet,
		default: false,
		tag: "tag:yaml.org,2002:set",
		createNode: (schema, iterable, ctx) => YAMLSet.from(schema, iterable, ctx),
		resolve(map, onError) {
			if (identity.isMap(map)) {
				if (map.hasAllNullValues(true)) return Object.assign(new YAMLSet(), map);
				else onError("Set items must all have null values");
			} else onError("Expected a mapping for this tag");
			return map;
		}
	};
	exports.YAMLSet = YAMLSet;
	exports.set = set;
}));

// node_modules/yaml/dist/schema/yaml-1.1/timestamp.js
var require_timestamp = /* @__PURE__ */ __commonJSMin(((exports) => {
	var stringifyNumber = require_stringifyNumber();
	/** Internal types handle bigint as number, because TS can't figure it out. */
	function parseSexagesimal(str, asBigInt) {
		const sign = str[0];
		const parts = sign === "-" || sign === "+" ? str.substring(1) : str;
		const num = (n) => asBigInt ? BigInt(n) : Number(n);
		const res = parts.replace(/_/g, "").split(":").reduce((res, p) => res * num(60) + num(p), num(0));
		return sign === "-" ? num(-1) * res : res;
	}
	/**
	* hhhh:mm:ss.sss
	*
	* Internal types handle bigint as number, because TS can't figure it out.
	*/
	function stringifySexagesimal(node) {
		let { value } = node;
		let num = (n) => n;
		if (typeof value === "bigint") num = (n) => BigInt(n);
		else if (isNaN(value) || !isFinite(value)) return stringifyNumber.stringifyNumber(node);
		let sign = "";
		if (value < 0) {
			sign = "-";
			value *= num(-1);
		}
		const _60 = num(60);
		const parts = [value % _60];
		if (value < 60) parts.unshift(0);
		else {
			value = (value - parts[0]) / _60;
			parts.unshift(value % _60);
			if (value >= 60) {
				value = (value - parts[0]) / _60;
				parts.unshift(value);
			}
		}
		return sign + parts.map((n) => String(n).padStart(2, "0")).join(":").replace(/000000\d*$/, "");
	}
	const intTime = {
		identify: (value) => typeof value === "bigint" || Number.isInteger(value),
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "TIME",
		test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+$/,
		resolve: (str, _onError, { intAsBigInt }) => parseSexagesimal(str, intAsBigInt),
		stringify: stringifySexagesimal
	};
	const floatTime = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		format: "TIME",
		test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/,
		resolve: (str) => parseSexagesimal(str, false),
		stringify: stringifySexagesimal
	};
	const timestamp = {
		identify: (value) => value instanceof Date,
		default: true,
		tag: "tag:yaml.org,2002:timestamp",
		test: RegExp("^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:(?:t|T|[ \\t]+)([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2}(\\.[0-9]+)?)(?:[ \\t]*(Z|[-+][012]?[0-9](?::[0-9]{2})?))?)?$"),
		resolve(str) {
			const match = str.match(timestamp.test);
			if (!match) throw new Error("!!timestamp expects a date, starting with yyyy-mm-dd");
			const [, year, month, day, hour, minute, second] = match.map(Number);
			const millisec = match[7] ? Number((match[7] + "00").substr(1, 3)) : 0;
			let date = Date.UTC(year, month - 1, day, hour || 0, minute || 0, second || 0, millisec);
			const tz = match[8];
			if (tz && tz !== "Z") {
				let d = parseSexagesimal(tz, false);
				if (Math.abs(d) < 30) d *= 60;
				date -= 6e4 * d;
			}
			return new Date(date);
		},
		stringify: ({ value }) => value?.toISOString().replace(/(T00:00:00)?\.000Z$/, "") ?? ""
	};
	exports.floatTime = floatTime;
	exports.intTime = intTime;
	exports.timestamp = timestamp;
}));

// node_modules/yaml/dist/schema/yaml-1.1/schema.js
var require_schema = /* @__PURE__ */ __commonJSMin(((exports) => {
	var map = require_map();
	var _null = require_null();
	var seq = require_seq();
	var string = require_string();
	var binary = require_binary();
	var bool = require_bool();
	var float = require_float();
	var int = require_int();
	var merge = require_merge();
	var omap = require_omap();
	var pairs = require_pairs();
	var set = require_set();
	var timestamp = require_timestamp();
	const schema = [
		map.map,
		seq.seq,
		string.string,
		_null.nullTag,
		bool.trueTag,
		bool.falseTag,
		int.intBin,
		int.intOct,
		int.int,
		int.intHex,
		float.floatNaN,
		float.floatExp,
		float.float,
		binary.binary,
		merge.merge,
		omap.omap,
		pairs.pairs,
		set.set,
		timestamp.intTime,
		timestamp.floatTime,
		timestamp.timestamp
	];
	exports.schema = schema;
}));

// node_modules/yaml/dist/schema/tags.js
var require_tags = /* @__PURE__ */ __commonJSMin(((exports) => {
	var map = require_map();
	var _null = require_null();
	var seq = require_seq();
	var string = require_string();
	var bool = require_bool$1();
	var float = require_float$1();
	var int = require_int$1();
	var schema = require_schema$2();
	var schema$1 = require_schema$1();
	var binary = require_binary();
	var merge = require_merge();
	var omap = require_omap();
	var pairs = require_pairs();
	var schema$2 = require_schema();
	var set = require_set();
	var timestamp = require_timestamp();
	const schemas = /* @__PURE__ */ new Map([
		["core", schema.schema],
		["failsafe", [
			map.map,
			seq.seq,
			string.string
		]],
		["json", schema$1.schema],
		["yaml11", schema$2.schema],
		["yaml-1.1", schema$2.schema]
	]);
	const tagsByName = {
		binary: binary.binary,
		bool: bool.boolTag,
		float: float.float,
		floatExp: float.floatExp,
		floatNaN: float.floatNaN,
		floatTime: timestamp.floatTime,
		int: int.int,
		intHex: int.intHex,
		intOct: int.intOct,
		intTime: timestamp.intTime,
		map: map.map,
		merge: merge.merge,
		null: _null.nullTag,
		omap: omap.omap,
		pairs: pairs.pairs,
		seq: seq.seq,
		set: set.set,
		timestamp: timestamp.timestamp
	};
	const coreKnownTags = {
		"tag:yaml.org,2002:binary": binary.binary,
		"tag:yaml.org,2002:merge": merge.merge,
		"tag:yaml.org,2002:omap": omap.omap,
		"tag:yaml.org,2002:pairs": pairs.pairs,
		"tag:yaml.org,2002:set": set.set,
		"tag:yaml.org,2002:timestamp": timestamp.timestamp
	};
	function getTags(customTags, schemaName, addMergeTag) {
		const schemaTags = schemas.get(schemaName);
		if (schemaTags && !customTags) return addMergeTag && !schemaTags.includes(merge.merge) ? schemaTags.concat(merge.merge) : schemaTags.slice();
		let tags = schemaTags;
		if (!tags) {
			if (Array.isArray(customTags)) tags = [];
			else {
				const keys = Array.from(schemas.keys()).filter((key) => key !== "yaml11").map((key) => JSON.stringify(key)).join(", ");
				throw new Error(`Unknown schema "${schemaName}"; use one of ${keys} or define customTags array`);
			}
		}
		if (Array.isArray(customTags)) for (const tag of customTags) tags = tags.concat(tag);
		else if (typeof customTags === "function") tags = customTags(tags.slice());
		if (addMergeTag) tags = tags.concat(merge.merge);
		return tags.reduce((tags, tag) => {
			const tagObj = typeof tag === "string" ? tagsByName[tag] : tag;
			if (!tagObj) {
				const tagName = JSON.stringify(tag);
				const keys = Object.keys(tagsByName).map((key) => JSON.stringify(key)).join(", ");
				throw new Error(`Unknown custom tag ${tagName}; use one of ${keys}`);
			}
			if (!tags.includes(tagObj)) tags.push(tagObj);
			return tags;
		}, []);
	}
	exports.coreKnownTags = coreKnownTags;
	exports.getTags = getTags;
}));

// node_modules/yaml/dist/schema/Schema.js
var require_Schema = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var map = require_map();
	var seq = require_seq();
	var string = require_string();
	var tags = require_tags();
	const sortMapEntriesByKey = (a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
	var Schema = class Schema {
		constructor({ compat, customTags, merge, resolveKnownTags, schema, sortMapEntries, toStringDefaults }) {
			this.compat = Array.isArray(compat) ? tags.getTags(compat, "compat") : compat ? tags.getTags(null, compat) : null;
			this.name = typeof schema === "string" && schema || "core";
			this.knownTags = resolveKnownTags ? tags.coreKnownTags : {};
			this.tags = tags.getTags(customTags, this.name, merge);
			this.toStringOptions = toStringDefaults ?? null;
			Object.defineProperty(this, identity.MAP, { value: map.map });
			Object.defineProperty(this, identity.SCALAR, { value: string.string });
			Object.defineProperty(this, identity.SEQ, { value: seq.seq });
			this.sortMapEntries = typeof sortMapEntries === "function" ? sortMapEntries : sortMapEntries === true ? sortMapEntriesByKey : null;
		}
		clone() {
			const copy = Object.create(Schema.prototype, Object.getOwnPropertyDescriptors(this));
			copy.tags = this.tags.slice();
			return copy;
		}
	};
	exports.Schema = Schema;
}));

// node_modules/yaml/dist/stringify/stringifyDocument.js
var require_stringifyDocument = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var stringify = require_stringify();
	var stringifyComment = require_stringifyComment();
	function stringifyDocument(doc, options) {
		const lines = [];
		let hasDirectives = options.directives === true;
		if (options.directives !== false && doc.directives) {
			const dir = doc.directives.toString(doc);
			if (dir) {
				lines.push(dir);
				hasDirectives = true;
			} else if (doc.directives.docStart) hasDirectives = true;
		}
		if (hasDirectives) lines.push("---");
		const ctx = stringify.createStringifyContext(doc, options);
		const { commentString } = ctx.options;
		if (doc.commentBefore) {
			if (lines.length !== 1) lines.unshift("");
			const cs = commentString(doc.commentBefore);
			lines.unshift(stringifyComment.indentComment(cs, ""));
		}
		let chompKeep = false;
		let contentComment = null;
		if (doc.contents) {
			if (identity.isNode(doc.contents)) {
				if (doc.contents.spaceBefore && hasDirectives) lines.push("");
				if (doc.contents.commentBefore) {
					const cs = commentString(doc.contents.commentBefore);
					lines.push(stringifyComment.indentComment(cs, ""));
				}
				ctx.forceBlockIndent = !!doc.comment;
				contentComment = doc.contents.comment;
			}
			const onChompKeep = contentComment ? void 0 : () => chompKeep = true;
			let body = stringify.stringify(doc.contents, ctx, () => contentComment = null, onChompKeep);
			if (contentComment) body += stringifyComment.lineComment(body, "", commentString(contentComment));
			if ((body[0] === "|" || body[0] === ">") && lines[lines.length - 1] === "---") lines[lines.length - 1] = `--- ${body}`;
			else lines.push(body);
		} else lines.push(stringify.stringify(doc.contents, ctx));
		if (doc.directives?.docEnd) {
			if (doc.comment) {
				const cs = commentString(doc.comment);
				if (cs.includes("\n")) {
					lines.push("...");
					lines.push(stringifyComment.indentComment(cs, ""));
				} else lines.push(`... ${cs}`);
			} else lines.push("...");
		} else {
			let dc = doc.comment;
			if (dc && chompKeep) dc = dc.replace(/^\n+/, "");
			if (dc) {
				if ((!chompKeep || contentComment) && lines[lines.length - 1] !== "") lines.push("");
				lines.push(stringifyComment.indentComment(commentString(dc), ""));
			}
		}
		return lines.join("\n") + "\n";
	}
	exports.stringifyDocument = stringifyDocument;
}));

// node_modules/yaml/dist/doc/Document.js
var require_Document = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Alias = require_Alias();
	var Collection = require_Collection();
	var identity = require_identity();
	var Pair = require_Pair();
	var toJS = require_toJS();
	var Schema = require_Schema();
	var stringifyDocument = require_stringifyDocument();
	var anchors = require_anchors();
	var applyReviver = require_applyReviver();
	var createNode = require_createNode();
	var directives = require_directives();
	var Document = class Document {
		constructor(value, replacer, options) {
			/** A comment before this Document */
			this.commentBefore = null;
			/** A comment immediately after this Document */
			this.comment = null;
			/** Errors encountered during parsing. */
			this.errors = [];
			/** Warnings encountered during parsing. */
			this.warnings = [];
			Object.defineProperty(this, identity.NODE_TYPE, { value: identity.DOC });
			let _replacer = null;
			if (typeof replacer === "function" || Array.isArray(replacer)) _replacer = replacer;
			else if (options === void 0 && replacer) {
				options = replacer;
				replacer = void 0;
			}
			const opt = Object.assign({
				intAsBigInt: false,
				keepSourceTokens: false,
				logLevel: "warn",
				prettyErrors: true,
				strict: true,
				stringKeys: false,
				uniqueKeys: true,
				version: "1.2"
			}, options);
			this.options = opt;
			let { version } = opt;
			if (options?._directives) {
				this.directives = options._directives.atDocument();
				if (this.directives.yaml.explicit) version = this.directives.yaml.version;
			} else this.directives = new directives.Directives({ version });
			this.setSchema(version, options);
			this.contents = value === void 0 ? null : this.createNode(value, _replacer, options);
		}
		/**
		* Create a deep copy of this Document and its contents.
		*
		* Custom Node values that inherit from `Object` still refer to their original instances.
		*/
		clone() {
			const copy = Object.create(Document.prototype, { [identity.NODE_TYPE]: { value: identity.DOC } });
			copy.commentBefore = this.commentBefore;
			copy.comment = this.comment;
			copy.errors = this.errors.slice();
			copy.warnings = this.warnings.slice();
			copy.options = Object.assign({}, this.options);
			if (this.directives) copy.directives = this.directives.clone();
			copy.schema = this.schema.clone();
			copy.contents = identity.isNode(this.contents) ? this.contents.clone(copy.schema) : this.contents;
			if (this.range) copy.range = this.range.slice();
			return copy;
		}
		/** Adds a value to the document. */
		add(value) {
			if (assertCollection(this.contents)) this.contents.add(value);
		}
		/** Adds a value to the document. */
		addIn(path, value) {
			if (assertCollection(this.contents)) this.contents.addIn(path, value);
		}
		/**
		* Create a new `Alias` node, ensuring that the target `node` has the required anchor.
		*
		* If `node` already has an anchor, `name` is ignored.
		* Otherwise, the `node.anchor` value will be set to `name`,
		* or if an anchor with that name is already present in the document,
		* `name` will be used as a prefix for a new unique anchor.
		* If `name` is undefined, the generated anchor will use 'a' as a prefix.
		*/
		createAlias(node, name) {
			if (!node.anchor) {
				const prev = anchors.anchorNames(this);
				node.anchor = !name || prev.has(name) ? anchors.findNewAnchor(name || "a", prev) : name;
			}
			return new Alias.Alias(node.anchor);
		}
		createNode(value, replacer, options) {
			let _replacer = void 0;
			if (typeof replacer === "function") {
				value = replacer.call({ "": value }, "", value);
				_replacer = replacer;
			} else if (Array.isArray(replacer)) {
				const keyToStr = (v) => typeof v === "number" || v instanceof String || v instanceof Number;
				const asStr = replacer.filter(keyToStr).map(String);
				if (asStr.length > 0) replacer = replacer.concat(asStr);
				_replacer = replacer;
			} else if (options === void 0 && replacer) {
				options = replacer;
				replacer = void 0;
			}
			const { aliasDuplicateObjects, anchorPrefix, flow, keepUndefined, onTagObj, tag } = options ?? {};
			const { onAnchor, setAnchors, sourceObjects } = anchors.createNodeAnchors(this, anchorPrefix || "a");
			const ctx = {
				aliasDuplicateObjects: aliasDuplicateObjects ?? true,
				keepUndefined: keepUndefined ?? false,
				onAnchor,
				onTagObj,
				replacer: _replacer,
				schema: this.schema,
				sourceObjects
			};
			const node = createNode.createNode(value, tag, ctx);
			if (flow && identity.isCollection(node)) node.flow = true;
			setAnchors();
			return node;
		}
		/**
		* Convert a key and a value into a `Pair` using the current schema,
		* recursively wrapping all values as `Scalar` or `Collection` nodes.
		*/
		createPair(key, value, options = {}) {
			const k = this.createNode(key, null, options);
			const v = this.createNode(value, null, options);
			return new Pair.Pair(k, v);
		}
		/**
		* Removes a value from the document.
		* @returns `true` if the item was found and removed.
		*/
		delete(key) {
			return assertCollection(this.contents) ? this.contents.delete(key) : false;
		}
		/**
		* Removes a value from the document.
		* @returns `true` if the item was found and removed.
		*/
		deleteIn(path) {
			if (Collection.isEmptyPath(path)) {
				if (this.contents == null) return false;
				this.contents = null;
				return true;
			}
			return assertCollection(this.contents) ? this.contents.deleteIn(path) : false;
		}
		/**
		* Returns item at `key`, or `undefined` if not found. By default unwraps
		* scalar values from their surrounding node; to disable set `keepScalar` to
		* `true` (collections are always returned intact).
		*/
		get(key, keepScalar) {
			return identity.isCollection(this.contents) ? this.contents.get(key, keepScalar) : void 0;
		}
		/**
		* Returns item at `path`, or `undefined` if not found. By default unwraps
		* scalar values from their surrounding node; to disable set `keepScalar` to
		* `true` (collections are always returned intact).
		*/
		getIn(path, keepScalar) {
			if (Collection.isEmptyPath(path)) return !keepScalar && identity.isScalar(this.contents) ? this.contents.value : this.contents;
			return identity.isCollection(this.contents) ? this.contents.getIn(path, keepScalar) : void 0;
		}
		/**
		* Checks if the document includes a value with the key `key`.
		*/
		has(key) {
			return identity.isCollection(this.contents) ? this.contents.has(key) : false;
		}
		/**
		* Checks if the document includes a value at `path`.
		*/
		hasIn(path) {
			if (Collection.isEmptyPath(path)) return this.contents !== void 0;
			return identity.isCollection(this.contents) ? this.contents.hasIn(path) : false;
		}
		/**
		* Sets a value in this document. For `!!set`, `value` needs to be a
		* boolean to add/remove the item from the set.
		*/
		set(key, value) {
			if (this.contents == null) this.contents = Collection.collectionFromPath(this.schema, [key], value);
			else if (assertCollection(this.contents)) this.contents.set(key, value);
		}
		/**
		* Sets a value in this document. For `!!set`, `value` needs to be a
		* boolean to add/remove the item from the set.
		*/
		setIn(path, value) {
			if (Collection.isEmptyPath(path)) this.contents = value;
			else if (this.contents == null) this.contents = Collection.collectionFromPath(this.schema, Array.from(path), value);
			else if (assertCollection(this.contents)) this.contents.setIn(path, value);
		}
		/**
		* Change the YAML version and schema used by the document.
		* A `null` version disables support for directives, explicit tags, anchors, and aliases.
		* It also requires the `schema` option to be given as a `Schema` instance value.
		*
		* Overrides all previously set schema options.
		*/
		setSchema(version, options = {}) {
			if (typeof version === "number") version = String(version);
			let opt;
			switch (version) {
				case "1.1":
					if (this.directives) this.directives.yaml.version = "1.1";
					else this.directives = new directives.Directives({ version: "1.1" });
					opt = {
						resolveKnownTags: false,
						schema: "yaml-1.1"
					};
					break;
				case "1.2":
				case "next":
					if (this.directives) this.directives.yaml.version = version;
					else this.directives = new directives.Directives({ version });
					opt = {
						resolveKnownTags: true,
						schema: "core"
					};
					break;
				case null:
					if (this.directives) delete this.directives;
					opt = null;
					break;
				default: {
					const sv = JSON.stringify(version);
					throw new Error(`Expected '1.1', '1.2' or null as first argument, but found: ${sv}`);
				}
			}
			if (options.schema instanceof Object) this.schema = options.schema;
			else if (opt) this.schema = new Schema.Schema(Object.assign(opt, options));
			else throw new Error(`With a null YAML version, the { schema: Schema } option is required`);
		}
		toJS({ json, jsonArg, mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
			const ctx = {
				anchors: /* @__PURE__ */ new Map(),
				doc: this,
				keep: !json,
				mapAsMap: mapAsMap === true,
				mapKeyWarned: false,
				maxAliasCount: typeof maxAliasCount === "number" ? maxAliasCount : 100
			};
			const res = toJS.toJS(this.contents, jsonArg ?? "", ctx);
			if (typeof onAnchor === "function") for (const { count, res } of ctx.anchors.values()) onAnchor(res, count);
			return typeof reviver === "function" ? applyReviver.applyReviver(reviver, { "": res }, "", res) : res;
		}
		/**
		* A JSON representation of the document `contents`.
		*
		* @param jsonArg Used by `JSON.stringify` to indicate the array index or
		*   property name.
		*/
		toJSON(jsonArg, onAnchor) {
			return this.toJS({
				json: true,
				jsonArg,
				mapAsMap: false,
				onAnchor
			});
		}
		/** A YAML representation of the document. */
		toString(options = {}) {
			if (this.errors.length > 0) throw new Error("Document with errors cannot be stringified");
			if ("indent" in options && (!Number.isInteger(options.indent) || Number(options.indent) <= 0)) {
				const s = JSON.stringify(options.indent);
				throw new Error(`"indent" option must be a positive integer, not ${s}`);
			}
			return stringifyDocument.stringifyDocument(this, options);
		}
	};
	function assertCollection(contents) {
		if (identity.isCollection(contents)) return true;
		throw new Error("Expected a YAML collection as document contents");
	}
	exports.Document = Document;
}));

// node_modules/yaml/dist/errors.js
var require_errors = /* @__PURE__ */ __commonJSMin(((exports) => {
	var YAMLError = class extends Error {
		constructor(name, pos, code, message) {
			super();
			this.name = name;
			this.code = code;
			this.message = message;
			this.pos = pos;
		}
	};
	var YAMLParseError = class extends YAMLError {
		constructor(pos, code, message) {
			super("YAMLParseError", pos, code, message);
		}
	};
	var YAMLWarning = class extends YAMLError {
		constructor(pos, code, message) {
			super("YAMLWarning", pos, code, message);
		}
	};
	const prettifyError = (src, lc) => (error) => {
		if (error.pos[0] === -1) return;
		error.linePos = error.pos.map((pos) => lc.linePos(pos));
		const { line, col } = error.linePos[0];
		error.message += ` at line ${line}, column ${col}`;
		let ci = col - 1;
		let lineStr = src.substring(lc.lineStarts[line - 1], lc.lineStarts[line]).replace(/[\n\r]+$/, "");
		if (ci >= 60 && lineStr.length > 80) {
			const trimStart = Math.min(ci - 39, lineStr.length - 79);
			lineStr = "…" + lineStr.substring(trimStart);
			ci -= trimStart - 1;
		}
		if (lineStr.length > 80) lineStr = lineStr.substring(0, 79) + "…";
		if (line > 1 && /^ *$/.test(lineStr.substring(0, ci))) {
			let prev = src.substring(lc.lineStarts[line - 2], lc.lineStarts[line - 1]);
			if (prev.length > 80) prev = prev.substring(0, 79) + "…\n";
			lineStr = prev + lineStr;
		}
		if (/[^ ]/.test(lineStr)) {
			let count = 1;
			const end = error.linePos[1];
			if (end?.line === line && end.col > col) count = Math.max(1, Math.min(end.col - col, 80 - ci));
			const pointer = " ".repeat(ci) + "^".repeat(count);
			error.message += `:\n\n${lineStr}\n${pointer}\n`;
		}
	};
	exports.YAMLError = YAMLError;
	exports.YAMLParseError = YAMLParseError;
	exports.YAMLWarning = YAMLWarning;
	exports.prettifyError = prettifyError;
}));

// node_modules/yaml/dist/compose/resolve-props.js
var require_resolve_props = /* @__PURE__ */ __commonJSMin(((exports) => {
	function resolveProps(tokens, { flow, indicator, next, offset, onError, parentIndent, startOnNewline }) {
		let spaceBefore = false;
		let atNewline = startOnNewline;
		let hasSpace = startOnNewline;
		let comment = "";
		let commentSep = "";
		let hasNewline = false;
		let reqSpace = false;
		let tab = null;
		let anchor = null;
		let tag = null;
		let newlineAfterProp = null;
		let comma = null;
		let found = null;
		let start = null;
		for (const token of tokens) {
			if (reqSpace) {
				if (token.type !== "space" && token.type !== "newline" && token.type !== "comma") onError(token.offset, "MISSING_CHAR", "Tags and anchors must be separated from the next token by white space");
				reqSpace = false;
			}
			if (tab) {
				if (atNewline && token.type !== "comment" && token.type !== "newline") onError(tab, "TAB_AS_INDENT", "Tabs are not allowed as indentation");
				tab = null;
			}
			switch (token.type) {
				case "space":
					if (!flow && (indicator !== "doc-start" || next?.type !== "flow-collection") && token.source.includes("	")) tab = token;
					hasSpace = true;
					break;
				case "comment": {
					if (!hasSpace) onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
					const cb = token.source.substring(1) || " ";
					if (!comment) comment = cb;
					else comment += commentSep + cb;
					commentSep = "";
					atNewline = false;
					break;
				}
				case "newline":
					if (atNewline) {
						if (comment) comment += token.source;
						else if (!found || indicator !== "seq-item-ind") spaceBefore = true;
					} else commentSep += token.source;
					atNewline = true;
					hasNewline = true;
					if (anchor || tag) newlineAfterProp = token;
					hasSpace = true;
					break;
				case "anchor":
					if (anchor) onError(token, "MULTIPLE_ANCHORS", "A node can have at most one anchor");
					if (token.source.endsWith(":")) onError(token.offset + token.source.length - 1, "BAD_ALIAS", "Anchor ending in : is ambiguous", true);
					anchor = token;
					start ?? (start = token.offset);
					atNewline = false;
					hasSpace = false;
					reqSpace = true;
					break;
				case "tag":
					if (tag) onError(token, "MULTIPLE_TAGS", "A node can have at most one tag");
					tag = token;
					start ?? (start = token.offset);
					atNewline = false;
					hasSpace = false;
					reqSpace = true;
					break;
				case indicator:
					if (anchor || tag) onError(token, "BAD_PROP_ORDER", `Anchors and tags must be after the ${token.source} indicator`);
					if (found) onError(token, "UNEXPECTED_TOKEN", `Unexpected ${token.source} in ${flow ?? "collection"}`);
					found = token;
					atNewline = indicator === "seq-item-ind" || indicator === "explicit-key-ind";
					hasSpace = false;
					break;
				case "comma": if (flow) {
					if (comma) onError(token, "UNEXPECTED_TOKEN", `Unexpected , in ${flow}`);
					comma = token;
					atNewline = false;
					hasSpace = false;
					break;
				}
				default:
					onError(token, "UNEXPECTED_TOKEN", `Unexpected ${token.type} token`);
					atNewline = false;
					hasSpace = false;
			}
		}
		const last = tokens[tokens.length - 1];
		const end = last ? last.offset + last.source.length : offset;
		if (reqSpace && next && next.type !== "space" && next.type !== "newline" && next.type !== "comma" && (next.type !== "scalar" || next.source !== "")) onError(next.offset, "MISSING_CHAR", "Tags and anchors must be separated from the next token by white space");
		if (tab && (atNewline && tab.indent <= parentIndent || next?.type === "block-map" || next?.type === "block-seq")) onError(tab, "TAB_AS_INDENT", "Tabs are not allowed as indentation");
		return {
			comma,
			found,
			spaceBefore,
			comment,
			hasNewline,
			anchor,
			tag,
			newlineAfterProp,
			end,
			start: start ?? end
		};
	}
	exports.resolveProps = resolveProps;
}));

// node_modules/yaml/dist/compose/util-contains-newline.js
var require_util_contains_newline = /* @__PURE__ */ __commonJSMin(((exports) => {
	function containsNewline(key) {
		if (!key) return null;
		switch (key.type) {
			case "alias":
			case "scalar":
			case "double-quoted-scalar":
			case "single-quoted-scalar":
				if (key.source.includes("\n")) return true;
				if (key.end) {
					for (const st of key.end) if (st.type === "newline") return true;
				}
				return false;
			case "flow-collection":
				for (const it of key.items) {
					for (const st of it.start) if (st.type === "newline") return true;
					if (it.sep) {
						for (const st of it.sep) if (st.type === "newline") return true;
					}
					if (containsNewline(it.key) || containsNewline(it.value)) return true;
				}
				return false;
			default: return true;
		}
	}
	exports.containsNewline = containsNewline;
}));

// node_modules/yaml/dist/compose/util-flow-indent-check.js
var require_util_flow_indent_check = /* @__PURE__ */ __commonJSMin(((exports) => {
	var utilContainsNewline = require_util_contains_newline();
	function flowIndentCheck(indent, fc, onError) {
		if (fc?.type === "flow-collection") {
			const end = fc.end[0];
			if (end.indent === indent && (end.source === "]" || end.source === "}") && utilContainsNewline.containsNewline(fc)) onError(end, "BAD_INDENT", "Flow end indicator should be more indented than parent", true);
		}
	}
	exports.flowIndentCheck = flowIndentCheck;
}));

// node_modules/yaml/dist/compose/util-map-includes.js
var require_util_map_includes = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	function mapIncludes(ctx, items, search) {
		const { uniqueKeys } = ctx.options;
		if (uniqueKeys === false) return false;
		const isEqual = typeof uniqueKeys === "function" ? uniqueKeys : (a, b) => a === b || identity.isScalar(a) && identity.isScalar(b) && a.value === b.value;
		return items.some((pair) => isEqual(pair.key, search));
	}
	exports.mapIncludes = mapIncludes;
}));

// node_modules/yaml/dist/compose/resolve-block-map.js
var require_resolve_block_map = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Pair = require_Pair();
	var YAMLMap = require_YAMLMap();
	var resolveProps = require_resolve_props();
	var utilContainsNewline = require_util_contains_newline();
	var utilFlowIndentCheck = require_util_flow_indent_check();
	var utilMapIncludes = require_util_map_includes();
	const startColMsg = "All mapping items must start at the same column";
	function resolveBlockMap({ composeNode, composeEmptyNode }, ctx, bm, onError, tag) {
		const map = new ((tag?.nodeClass) ?? YAMLMap.YAMLMap)(ctx.schema);
		if (ctx.atRoot) ctx.atRoot = false;
		let offset = bm.offset;
		let commentEnd = null;
		for (const collItem of bm.items) {
			const { start, key, sep, value } = collItem;
			const keyProps = resolveProps.resolveProps(start, {
				indicator: "explicit-key-ind",
				next: key ?? sep?.[0],
				offset,
				onError,
				parentIndent: bm.indent,
				startOnNewline: true
			});
			const implicitKey = !keyProps.found;
			if (implicitKey) {
				if (key) {
					if (key.type === "block-seq") onError(offset, "BLOCK_AS_IMPLICIT_KEY", "A block sequence may not be used as an implicit map key");
					else if ("indent" in key && key.indent !== bm.indent) onError(offset, "BAD_INDENT", startColMsg);
				}
				if (!keyProps.anchor && !keyProps.tag && !sep) {
					commentEnd = keyProps.end;
					if (keyProps.comment) {
						if (map.comment) map.comment += "\n" + keyProps.comment;
						else map.comment = keyProps.comment;
					}
					continue;
				}
				if (keyProps.newlineAfterProp || utilContainsNewline.containsNewline(key)) onError(key ?? start[start.length - 1], "MULTILINE_IMPLICIT_KEY", "Implicit keys need to be on a single line");
			} else if (keyProps.found?.indent !== bm.indent) onError(offset, "BAD_INDENT", startColMsg);
			ctx.atKey = true;
			const keyStart = keyProps.end;
			const keyNode = key ? composeNode(ctx, key, keyProps, onError) : composeEmptyNode(ctx, keyStart, start, null, keyProps, onError);
			if (ctx.schema.compat) utilFlowIndentCheck.flowIndentCheck(bm.indent, key, onError);
			ctx.atKey = false;
			if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode)) onError(keyStart, "DUPLICATE_KEY", "Map keys must be unique");
			const valueProps = resolveProps.resolveProps(sep ?? [], {
				indicator: "map-value-ind",
				next: value,
				offset: keyNode.range[2],
				onError,
				parentIndent: bm.indent,
				startOnNewline: !key || key.type === "block-scalar"
			});
			offset = valueProps.end;
			if (valueProps.found) {
				if (implicitKey) {
					if (value?.type === "block-map" && !valueProps.hasNewline) onError(offset, "BLOCK_AS_IMPLICIT_KEY", "Nested mappings are not allowed in compact mappings");
					if (ctx.options.strict && keyProps.start < valueProps.found.offset - 1024) onError(keyNode.range, "KEY_OVER_1024_CHARS", "The : indicator must be at most 1024 chars after the start of an implicit block mapping key");
				}
				const valueNode = value ? composeNode(ctx, value, valueProps, onError) : composeEmptyNode(ctx, offset, sep, null, valueProps, onError);
				if (ctx.schema.compat) utilFlowIndentCheck.flowIndentCheck(bm.indent, value, onError);
				offset = valueNode.range[2];
				const pair = new Pair.Pair(keyNode, valueNode);
				if (ctx.options.keepSourceTokens) pair.srcToken = collItem;
				map.items.push(pair);
			} else {
				if (implicitKey) onError(keyNode.range, "MISSING_CHAR", "Implicit map keys need to be followed by map values");
				if (valueProps.comment) {
					if (keyNode.comment) keyNode.comment += "\n" + valueProps.comment;
					else keyNode.comment = valueProps.comment;
				}
				const pair = new Pair.Pair(keyNode);
				if (ctx.options.keepSourceTokens) pair.srcToken = collItem;
				map.items.push(pair);
			}
		}
		if (commentEnd && commentEnd < offset) onError(commentEnd, "IMPOSSIBLE", "Map comment with trailing content");
		map.range = [
			bm.offset,
			offset,
			commentEnd ?? offset
		];
		return map;
	}
	exports.resolveBlockMap = resolveBlockMap;
}));

// node_modules/yaml/dist/compose/resolve-block-seq.js
var require_resolve_block_seq = /* @__PURE__ */ __commonJSMin(((exports) => {
	var YAMLSeq = require_YAMLSeq();
	var resolveProps = require_resolve_props();
	var utilFlowIndentCheck = require_util_flow_indent_check();
	function resolveBlockSeq({ composeNode, composeEmptyNode }, ctx, bs, onError, tag) {
		const seq = new ((tag?.nodeClass) ?? YAMLSeq.YAMLSeq)(ctx.schema);
		if (ctx.atRoot) ctx.atRoot = false;
		if (ctx.atKey) ctx.atKey = false;
		let offset = bs.offset;
		let commentEnd = null;
		for (const { start, value } of bs.items) {
			const props = resolveProps.resolveProps(start, {
				indicator: "seq-item-ind",
				next: value,
				offset,
				onError,
				parentIndent: bs.indent,
				startOnNewline: true
			});
			if (!props.found) {
				if (props.anchor || props.tag || value) {
					if (value?.type === "block-seq") onError(props.end, "BAD_INDENT", "All sequence items must start at the same column");
					else onError(offset, "MISSING_CHAR", "Sequence item without - indicator");
				} else {
					commentEnd = props.end;
					if (props.comment) seq.comment = props.comment;
					continue;
				}
			}
			const node = value ? composeNode(ctx, value, props, onError) : composeEmptyNode(ctx, props.end, start, null, props, onError);
			if (ctx.schema.compat) utilFlowIndentCheck.flowIndentCheck(bs.indent, value, onError);
			offset = node.range[2];
			seq.items.push(node);
		}
		seq.range = [
			bs.offset,
			offset,
			commentEnd ?? offset
		];
		return seq;
	}
	exports.resolveBlockSeq = resolveBlockSeq;
}));

// node_modules/yaml/dist/compose/resolve-end.js
var require_resolve_end = /* @__PURE__ */ __commonJSMin(((exports) => {
	function resolveEnd(end, offset, reqSpace, onError) {
		let comment = "";
		if (end) {
			let hasSpace = false;
			let sep = "";
			for (const token of end) {
				const { source, type } = token;
				switch (type) {
					case "space":
						hasSpace = true;
						break;
					case "comment": {
						if (reqSpace && !hasSpace) onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
						const cb = source.substring(1) || " ";
						if (!comment) comment = cb;
						else comment += sep + cb;
						sep = "";
						break;
					}
					case "newline":
						if (comment) sep += source;
						hasSpace = true;
						break;
					default: onError(token, "UNEXPECTED_TOKEN", `Unexpected ${type} at node end`);
				}
				offset += source.length;
			}
		}
		return {
			comment,
			offset
		};
	}
	exports.resolveEnd = resolveEnd;
}));

// node_modules/yaml/dist/compose/resolve-flow-collection.js
var require_resolve_flow_collection = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Pair = require_Pair();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	var resolveEnd = require_resolve_end();
	var resolveProps = require_resolve_props();
	var utilContainsNewline = require_util_contains_newline();
	var utilMapIncludes = require_util_map_includes();
	const blockMsg = "Block collections are not allowed within flow collections";
	const isBlock = (token) => token && (token.type === "block-map" || token.type === "block-seq");
	function resolveFlowCollection({ composeNode, composeEmptyNode }, ctx, fc, onError, tag) {
		const isMap = fc.start.source === "{";
		const fcName = isMap ? "flow map" : "flow sequence";
		const coll = new ((tag?.nodeClass) ?? (isMap ? YAMLMap.YAMLMap : YAMLSeq.YAMLSeq))(ctx.schema);
		coll.flow = true;
		const atRoot = ctx.atRoot;
		if (atRoot) ctx.atRoot = false;
		if (ctx.atKey) ctx.atKey = false;
		let offset = fc.offset + fc.start.source.length;
		for (let i = 0; i < fc.items.length; ++i) {
			const collItem = fc.items[i];
			const { start, key, sep, value } = collItem;
			const props = resolveProps.resolveProps(start, {
				flow: fcName,
				indicator: "explicit-key-ind",
				next: key ?? sep?.[0],
				offset,
				onError,
				parentIndent: fc.indent,
				startOnNewline: false
			});
			if (!props.found) {
				if (!props.anchor && !props.tag && !sep && !value) {
					if (i === 0 && props.comma) onError(props.comma, "UNEXPECTED_TOKEN", `Unexpected , in ${fcName}`);
					else if (i < fc.items.length - 1) onError(props.start, "UNEXPECTED_TOKEN", `Unexpected empty item in ${fcName}`);
					if (props.comment) {
						if (coll.comment) coll.comment += "\n" + props.comment;
						else coll.comment = props.comment;
					}
					offset = props.end;
					continue;
				}
				if (!isMap && ctx.options.strict && utilContainsNewline.containsNewline(key)) onError(key, "MULTILINE_IMPLICIT_KEY", "Implicit keys of flow sequence pairs need to be on a single line");
			}
			if (i === 0) {
				if (props.comma) onError(props.comma, "UNEXPECTED_TOKEN", `Unexpected , in ${fcName}`);
			} else {
				if (!props.comma) onError(props.start, "MISSING_CHAR", `Missing , between ${fcName} items`);
				if (props.comment) {
					let prevItemComment = "";
					loop: for (const st of start) switch (st.type) {
						case "comma":
						case "space": break;
						case "comment":
							prevItemComment = st.source.substring(1);
							break loop;
						default: break loop;
					}
					if (prevItemComment) {
						let prev = coll.items[coll.items.length - 1];
						if (identity.isPair(prev)) prev = prev.value ?? prev.key;
						if (prev.comment) prev.comment += "\n" + prevItemComment;
						else prev.comment = prevItemComment;
						props.comment = props.comment.substring(prevItemComment.length + 1);
					}
				}
			}
			if (!isMap && !sep && !props.found) {
				const valueNode = value ? composeNode(ctx, value, props, onError) : composeEmptyNode(ctx, props.end, sep, null, props, onError);
				coll.items.push(valueNode);
				offset = valueNode.range[2];
				if (isBlock(value)) onError(valueNode.range, "BLOCK_IN_FLOW", blockMsg);
			} else {
				ctx.atKey = true;
				const keyStart = props.end;
				const keyNode = key ? composeNode(ctx, key, props, onError) : composeEmptyNode(ctx, keyStart, start, null, props, onError);
				if (isBlock(key)) onError(keyNode.range, "BLOCK_IN_FLOW", blockMsg);
				ctx.atKey = false;
				const valueProps = resolveProps.resolveProps(sep ?? [], {
					flow: fcName,
					indicator: "map-value-ind",
					next: value,
					offset: keyNode.range[2],
					onError,
					parentIndent: fc.indent,
					startOnNewline: false
				});
				if (valueProps.found) {
					if (!isMap && !props.found && ctx.options.strict) {
						if (sep) for (const st of sep) {
							if (st === valueProps.found) break;
							if (st.type === "newline") {
								onError(st, "MULTILINE_IMPLICIT_KEY", "Implicit keys of flow sequence pairs need to be on a single line");
								break;
							}
						}
						if (props.start < valueProps.found.offset - 1024) onError(valueProps.found, "KEY_OVER_1024_CHARS", "The : indicator must be at most 1024 chars after the start of an implicit flow sequence key");
					}
				} else if (value) {
					if ("source" in value && value.source?.[0] === ":") onError(value, "MISSING_CHAR", `Missing space after : in ${fcName}`);
					else onError(valueProps.start, "MISSING_CHAR", `Missing , or : between ${fcName} items`);
				}
				const valueNode = value ? composeNode(ctx, value, valueProps, onError) : valueProps.found ? composeEmptyNode(ctx, valueProps.end, sep, null, valueProps, onError) : null;
				if (valueNode) {
					if (isBlock(value)) onError(valueNode.range, "BLOCK_IN_FLOW", blockMsg);
				} else if (valueProps.comment) {
					if (keyNode.comment) keyNode.comment += "\n" + valueProps.comment;
					else keyNode.comment = valueProps.comment;
				}
				const pair = new Pair.Pair(keyNode, valueNode);
				if (ctx.options.keepSourceTokens) pair.srcToken = collItem;
				if (isMap) {
					const map = coll;
					if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode)) onError(keyStart, "DUPLICATE_KEY", "Map keys must be unique");
					map.items.push(pair);
				} else {
					const map = new YAMLMap.YAMLMap(ctx.schema);
					map.flow = true;
					map.items.push(pair);
					const endRange = (valueNode ?? keyNode).range;
					map.range = [
						keyNode.range[0],
						endRange[1],
						endRange[2]
					];
					coll.items.push(map);
				}
				offset = valueNode ? valueNode.range[2] : valueProps.end;
			}
		}
		const expectedEnd = isMap ? "}" : "]";
		const [ce, ...ee] = fc.end;
		let cePos = offset;
		if (ce?.source === expectedEnd) cePos = ce.offset + ce.source.length;
		else {
			const name = fcName[0].toUpperCase() + fcName.substring(1);
			const msg = atRoot ? `${name} must end with a ${expectedEnd}` : `${name} in block collection must be sufficiently indented and end with a ${expectedEnd}`;
			onError(offset, atRoot ? "MISSING_CHAR" : "BAD_INDENT", msg);
			if (ce && ce.source.length !== 1) ee.unshift(ce);
		}
		if (ee.length > 0) {
			const end = resolveEnd.resolveEnd(ee, cePos, ctx.options.strict, onError);
			if (end.comment) {
				if (coll.comment) coll.comment += "\n" + end.comment;
				else coll.comment = end.comment;
			}
			coll.range = [
				fc.offset,
				cePos,
				end.offset
			];
		} else coll.range = [
			fc.offset,
			cePos,
			cePos
		];
		return coll;
	}
	exports.resolveFlowCollection = resolveFlowCollection;
}));

// node_modules/yaml/dist/compose/compose-collection.js
var require_compose_collection = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	var resolveBlockMap = require_resolve_block_map();
	var resolveBlockSeq = require_resolve_block_seq();
	var resolveFlowCollection = require_resolve_flow_collection();
	function resolveCollection(CN, ctx, token, onError, tagName, tag) {
		const coll = token.type === "block-map" ? resolveBlockMap.resolveBlockMap(CN, ctx, token, onError, tag) : token.type === "block-seq" ? resolveBlockSeq.resolveBlockSeq(CN, ctx, token, onError, tag) : resolveFlowCollection.resolveFlowCollection(CN, ctx, token, onError, tag);
		const Coll = coll.constructor;
		if (tagName === "!" || tagName === Coll.tagName) {
			coll.tag = Coll.tagName;
			return coll;
		}
		if (tagName) coll.tag = tagName;
		return coll;
	}
	function composeCollection(CN, ctx, token, props, onError) {
		const tagToken = props.tag;
		const tagName = !tagToken ? null : ctx.directives.tagName(tagToken.source, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg));
		if (token.type === "block-seq") {
			const { anchor, newlineAfterProp: nl } = props;
			const lastProp = anchor && tagToken ? anchor.offset > tagToken.offset ? anchor : tagToken : anchor ?? tagToken;
			if (lastProp && (!nl || nl.offset < lastProp.offset)) onError(lastProp, "MISSING_CHAR", "Missing newline after block sequence props");
		}
		const expType = token.type === "block-map" ? "map" : token.type === "block-seq" ? "seq" : token.start.source === "{" ? "map" : "seq";
		if (!tagToken || !tagName || tagName === "!" || tagName === YAMLMap.YAMLMap.tagName && expType === "map" || tagName === YAMLSeq.YAMLSeq.tagName && expType === "seq") return resolveCollection(CN, ctx, token, onError, tagName);
		let tag = ctx.schema.tags.find((t) => t.tag === tagName && t.collection === expType);
		if (!tag) {
			const kt = ctx.schema.knownTags[tagName];
			if (kt?.collection === expType) {
				ctx.schema.tags.push(Object.assign({}, kt, { default: false }));
				tag = kt;
			} else {
				if (kt) onError(tagToken, "BAD_COLLECTION_TYPE", `${kt.tag} used for ${expType} collection, but expects ${kt.collection ?? "scalar"}`, true);
				else onError(tagToken, "TAG_RESOLVE_FAILED", `Unresolved tag: ${tagName}`, true);
				return resolveCollection(CN, ctx, token, onError, tagName);
			}
		}
		const coll = resolveCollection(CN, ctx, token, onError, tagName, tag);
		const res = tag.resolve?.(coll, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg), ctx.options) ?? coll;
		const node = identity.isNode(res) ? res : new Scalar.Scalar(res);
		node.range = coll.range;
		node.tag = tagName;
		if (tag?.format) node.format = tag.format;
		return node;
	}
	exports.composeCollection = composeCollection;
}));

// node_modules/yaml/dist/compose/resolve-block-scalar.js
var require_resolve_block_scalar = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	function resolveBlockScalar(ctx, scalar, onError) {
		const start = scalar.offset;
		const header = parseBlockScalarHeader(scalar, ctx.options.strict, onError);
		if (!header) return {
			value: "",
			type: null,
			comment: "",
			range: [
				start,
				start,
				start
			]
		};
		const type = header.mode === ">" ? Scalar.Scalar.BLOCK_FOLDED : Scalar.Scalar.BLOCK_LITERAL;
		const lines = scalar.source ? splitLines(scalar.source) : [];
		let chompStart = lines.length;
		for (let i = lines.length - 1; i >= 0; --i) {
			const content = lines[i][1];
			if (content === "" || content === "\r") chompStart = i;
			else break;
		}
		if (chompStart === 0) {
			const value = header.chomp === "+" && lines.length > 0 ? "\n".repeat(Math.max(1, lines.length - 1)) : "";
			let end = start + header.length;
			if (scalar.source) end += scalar.source.length;
			return {
				value,
				type,
				comment: header.comment,
				range: [
					start,
					end,
					end
				]
			};
		}
		let trimIndent = scalar.indent + header.indent;
		let offset = scalar.offset + header.length;
		let contentStart = 0;
		for (let i = 0; i < chompStart; ++i) {
			const [indent, content] = lines[i];
			if (content === "" || content === "\r") {
				if (header.indent === 0 && indent.length > trimIndent) trimIndent = indent.length;
			} else {
				if (indent.length < trimIndent) onError(offset + indent.length, "MISSING_CHAR", "Block scalars with more-indented leading empty lines must use an explicit indentation indicator");
				if (header.indent === 0) trimIndent = indent.length;
				contentStart = i;
				if (trimIndent === 0 && !ctx.atRoot) onError(offset, "BAD_INDENT", "Block scalar values in collections must be indented");
				break;
			}
			offset += indent.length + content.length + 1;
		}
		for (let i = lines.length - 1; i >= chompStart; --i) if (lines[i][0].length > trimIndent) chompStart = i + 1;
		let value = "";
		let sep = "";
		let prevMoreIndented = false;
		for (let i = 0; i < contentStart; ++i) value += lines[i][0].slice(trimIndent) + "\n";
		for (let i = contentStart; i < chompStart; ++i) {
			let [indent, content] = lines[i];
			offset += indent.length + content.length + 1;
			const crlf = content[content.length - 1] === "\r";
			if (crlf) content = content.slice(0, -1);
			/* istanbul ignore if already caught in lexer */
			if (content && indent.length < trimIndent) {
				const message = `Block scalar lines must not be less indented than their ${header.indent ? "explicit indentation indicator" : "first line"}`;
				onError(offset - content.length - (crlf ? 2 : 1), "BAD_INDENT", message);
				indent = "";
			}
			if (type === Scalar.Scalar.BLOCK_LITERAL) {
				value += sep + indent.slice(trimIndent) + content;
				sep = "\n";
			} else if (indent.length > trimIndent || content[0] === "	") {
				if (sep === " ") sep = "\n";
				else if (!prevMoreIndented && sep === "\n") sep = "\n\n";
				value += sep + indent.slice(trimIndent) + content;
				sep = "\n";
				prevMoreIndented = true;
			} else if (content === "") {
				if (sep === "\n") value += "\n";
				else sep = "\n";
			} else {
				value += sep + content;
				sep = " ";
				prevMoreIndented = false;
			}
		}
		switch (header.chomp) {
			case "-": break;
			case "+":
				for (let i = chompStart; i < lines.length; ++i) value += "\n" + lines[i][0].slice(trimIndent);
				if (value[value.length - 1] !== "\n") value += "\n";
				break;
			default: value += "\n";
		}
		const end = start + header.length + scalar.source.length;
		return {
			value,
			type,
			comment: header.comment,
			range: [
				start,
				end,
				end
			]
		};
	}
	function parseBlockScalarHeader({ offset, props }, strict, onError) {
		/* istanbul ignore if should not happen */
		if (props[0].type !== "block-scalar-header") {
			onError(props[0], "IMPOSSIBLE", "Block scalar header not found");
			return null;
		}
		const { source } = props[0];
		const mode = source[0];
		let indent = 0;
		let chomp = "";
		let error = -1;
		for (let i = 1; i < source.length; ++i) {
			const ch = source[i];
			if (!chomp && (ch === "-" || ch === "+")) chomp = ch;
			else {
				const n = Number(ch);
				if (!indent && n) indent = n;
				else if (error === -1) error = offset + i;
			}
		}
		if (error !== -1) onError(error, "UNEXPECTED_TOKEN", `Block scalar header includes extra characters: ${source}`);
		let hasSpace = false;
		let comment = "";
		let length = source.length;
		for (let i = 1; i < props.length; ++i) {
			const token = props[i];
			switch (token.type) {
				case "space": hasSpace = true;
				case "newline":
					length += token.source.length;
					break;
				case "comment":
					if (strict && !hasSpace) onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
					length += token.source.length;
					comment = token.source.substring(1);
					break;
				case "error":
					onError(token, "UNEXPECTED_TOKEN", token.message);
					length += token.source.length;
					break;
				/* istanbul ignore next should not happen */
				default: {
					onError(token, "UNEXPECTED_TOKEN", `Unexpected token in block scalar header: ${token.type}`);
					const ts = token.source;
					if (ts && typeof ts === "string") length += ts.length;
				}
			}
		}
		return {
			mode,
			indent,
			chomp,
			comment,
			length
		};
	}
	/** @returns Array of lines split up as `[indent, content]` */
	function splitLines(source) {
		const split = source.split(/\n( *)/);
		const first = split[0];
		const m = first.match(/^( *)/);
		const lines = [m?.[1] ? [m[1], first.slice(m[1].length)] : ["", first]];
		for (let i = 1; i < split.length; i += 2) lines.push([split[i], split[i + 1]]);
		return lines;
	}
	exports.resolveBlockScalar = resolveBlockScalar;
}));

// node_modules/yaml/dist/compose/resolve-flow-scalar.js
var require_resolve_flow_scalar = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var resolveEnd = require_resolve_end();
	function resolveFlowScalar(scalar, strict, onError) {
		const { offset, type, source, end } = scalar;
		let _type;
		let value;
		const _onError = (rel, code, msg) => onError(offset + rel, code, msg);
		switch (type) {
			case "scalar":
				_type = Scalar.Scalar.PLAIN;
				value = plainValue(source, _onError);
				break;
			case "single-quoted-scalar":
				_type = Scalar.Scalar.QUOTE_SINGLE;
				value = singleQuotedValue(source, _onError);
				break;
			case "double-quoted-scalar":
				_type = Scalar.Scalar.QUOTE_DOUBLE;
				value = doubleQuotedValue(source, _onError);
				break;
			/* istanbul ignore next should not happen */
			default:
				onError(scalar, "UNEXPECTED_TOKEN", `Expected a flow scalar value, but found: ${type}`);
				return {
					value: "",
					type: null,
					comment: "",
					range: [
						offset,
						offset + source.length,
						offset + source.length
					]
				};
		}
		const valueEnd = offset + source.length;
		const re = resolveEnd.resolveEnd(end, valueEnd, strict, onError);
		return {
			value,
			type: _type,
			comment: re.comment,
			range: [
				offset,
				valueEnd,
				re.offset
			]
		};
	}
	function plainValue(source, onError) {
		let badChar = "";
		switch (source[0]) {
			/* istanbul ignore next should not happen */
			case "	":
				badChar = "a tab character";
				break;
			case ",":
				badChar = "flow indicator character ,";
				break;
			case "%":
				badChar = "directive indicator character %";
				break;
			case "|":
			case ">":
				badChar = `block scalar indicator ${source[0]}`;
				break;
			case "@":
			case "`": badChar = `reserved character ${source[0]}`;
		}
		if (badChar) onError(0, "BAD_SCALAR_START", `Plain value cannot start with ${badChar}`);
		return unfoldLines(source);
	}
	function singleQuotedValue(source, onError) {
		if (source[source.length - 1] !== "'" || source.length === 1) onError(source.length, "MISSING_CHAR", "Missing closing 'quote");
		return unfoldLines(source.slice(1, -1)).replace(/''/g, "'");
	}
	function unfoldLines(source) {
		const line = /(.*?)\r?\n/sy;
		let match = line.exec(source);
		if (!match) return source;
		/**
		* The negative lookbehinds in these RegExps are to
		* prevent causing a polynomial search time in certain cases.
		*
		* The try-catch is for Safari < 16.4 and other old browsers:
		* https://caniuse.com/js-regexp-lookbehind
		*/
		let trimEnd, trimBoth;
		try {
			trimEnd = new RegExp("(?<![ 	])[ 	]+$");
			trimBoth = new RegExp("^[ 	]+|(?<![ 	])[ 	]+$", "g");
		} catch {
			trimEnd = /[ \t]+$/;
			trimBoth = /^[ \t]+|[ \t]+$/g;
		}
		let res = match[1].replace(trimEnd, "");
		let sep = " ";
		let pos = line.lastIndex;
		while (match = line.exec(source)) {
			const lm = match[1].replace(trimBoth, "");
			if (lm === "") {
				if (sep === "\n") res += sep;
				else sep = "\n";
			} else {
				res += sep + lm;
				sep = " ";
			}
			pos = line.lastIndex;
		}
		const last = /[ \t]*(.*)/sy;
		last.lastIndex = pos;
		match = last.exec(source);
		return res + sep + (match?.[1] ?? "");
	}
	function doubleQuotedValue(source, onError) {
		let res = "";
		for (let i = 1; i < source.length - 1; ++i) {
			const ch = source[i];
			if (ch === "\r" && source[i + 1] === "\n") continue;
			if (ch === "\n") {
				const { fold, offset } = foldNewline(source, i);
				res += fold;
				i = offset;
			} else if (ch === "\\") {
				let next = source[++i];
				const cc = escapeCodes[next];
				if (cc) res += cc;
				else if (next === "\n") {
					next = source[i + 1];
					while (next === " " || next === "	") next = source[++i + 1];
				} else if (next === "\r" && source[i + 1] === "\n") {
					next = source[++i + 1];
					while (next === " " || next === "	") next = source[++i + 1];
				} else if (next === "x" || next === "u" || next === "U") {
					const length = next === "x" ? 2 : next === "u" ? 4 : 8;
					res += parseCharCode(source, i + 1, length, onError);
					i += length;
				} else {
					const raw = source.substr(i - 1, 2);
					onError(i - 1, "BAD_DQ_ESCAPE", `Invalid escape sequence ${raw}`);
					res += raw;
				}
			} else if (ch === " " || ch === "	") {
				const wsStart = i;
				let next = source[i + 1];
				while (next === " " || next === "	") next = source[++i + 1];
				if (next !== "\n" && !(next === "\r" && source[i + 2] === "\n")) res += i > wsStart ? source.slice(wsStart, i + 1) : ch;
			} else res += ch;
		}
		if (source[source.length - 1] !== "\"" || source.length === 1) onError(source.length, "MISSING_CHAR", "Missing closing \"quote");
		return res;
	}
	/**
	* Fold a single newline into a space, multiple newlines to N - 1 newlines.
	* Presumes `source[offset] === '\n'`
	*/
	function foldNewline(source, offset) {
		let fold = "";
		let ch = source[offset + 1];
		while (ch === " " || ch === "	" || ch === "\n" || ch === "\r") {
			if (ch === "\r" && source[offset + 2] !== "\n") break;
			if (ch === "\n") fold += "\n";
			offset += 1;
			ch = source[offset + 1];
		}
		if (!fold) fold = " ";
		return {
			fold,
			offset
		};
	}
	const escapeCodes = {
		"0": "\0",
		a: "\x07",
		b: "\b",
		e: "\x1B",
		f: "\f",
		n: "\n",
		r: "\r",
		t: "	",
		v: "\v",
		N: "",
		_: "\xA0",
		L: "\u2028",
		P: "\u2029",
		" ": " ",
		"\"": "\"",
		"/": "/",
		"\\": "\\",
		"	": "	"
	};
	function parseCharCode(source, offset, length, onError) {
		const cc = source.substr(offset, length);
		const code = cc.length === length && /^[0-9a-fA-F]+$/.test(cc) ? parseInt(cc, 16) : NaN;
		try {
			return String.fromCodePoint(code);
		} catch {
			const raw = source.substr(offset - 2, length + 2);
			onError(offset - 2, "BAD_DQ_ESCAPE", `Invalid escape sequence ${raw}`);
			return raw;
		}
	}
	exports.resolveFlowScalar = resolveFlowScalar;
}));

// node_modules/yaml/dist/compose/compose-scalar.js
var require_compose_scalar = /* @__PURE__ */ __commonJSMin(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	var resolveBlockScalar = require_resolve_block_scalar();
	var resolveFlowScalar = require_resolve_flow_scalar();
	function composeScalar(ctx, token, tagToken, onError) {
		const { value, type, comment, range } = token.type === "block-scalar" ? resolveBlockScalar.resolveBlockScalar(ctx, token, onError) : resolveFlowScalar.resolveFlowScalar(token, ctx.options.strict, onError);
		const tagName = tagToken ? ctx.directives.tagName(tagToken.source, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg)) : null;
		let tag;
		if (ctx.options.stringKeys && ctx.atKey) tag = ctx.schema[identity.SCALAR];
		else if (tagName) tag = findScalarTagByName(ctx.schema, value, tagName, tagToken, onError);
		else if (token.type === "scalar") tag = findScalarTagByTest(ctx, value, token, onError);
		else tag = ctx.schema[identity.SCALAR];
		let scalar;
		try {
			const res = tag.resolve(value, (msg) => onError(tagToken ?? token, "TAG_RESOLVE_FAILED", msg), ctx.options);
			scalar = identity.isScalar(res) ? res : new Scalar.Scalar(res);
		} catch (error) {
			const msg = error instanceof Error ? error.message : String(error);
			onError(tagToken ?? token, "TAG_RESOLVE_FAILED", msg);
			scalar = new Scalar.Scalar(value);
		}
		scalar.range = range;
		scalar.source = value;
		if (type) scalar.type = type;
		if (tagName) scalar.tag = tagName;
		if (tag.format) scalar.format = tag.format;
		if (comment) scalar.comment = comment;
		return scalar;
	}
	function findScalarTagByName(schema, value, tagName, tagToken, onError) {
		if (tagName === "!") return schema[identity.SCALAR];
		const matchWithTest = [];
		for (const tag of schema.tags) if (!tag.collection && tag.tag === tagName) {
			if (tag.default && tag.test) matchWithTest.push(tag);
			else return tag;
		}
		for (const tag of matchWithTest) if (tag.test?.test(value)) return tag;
		const kt = schema.knownTags[tagName];
		if (kt && !kt.collection) {
			schema.tags.push(Object.assign({}, kt, {
				default: false,
				test: void 0
			}));
			return kt;
		}
		onError(tagToken, "TAG_RESOLVE_FAILED", `Unresolved tag: ${tagName}`, tagName !== "tag:yaml.org,2002:str");
		return schema[identity.SCALAR];
	}
	function findScalarTagByTest({ atKey, directives, schema }, value, token, onError) {
		const tag = schema.tags.find((tag) => (tag.default === true || atKey && tag.default === "key") && tag.test?.test(value)) || schema[identity.SCALAR];
		if (schema.compat) {
			const compat = schema.compat.find((tag) => tag.default && tag.test?.test(value)) ?? schema[identity.SCALAR];
			if (tag.tag !== compat.tag) onError(token, "TAG_RESOLVE_FAILED", `Value may be parsed as either ${directives.tagString(tag.tag)} or ${directives.tagString(compat.tag)}`, true);
		}
		return tag;
	}
	exports.composeScalar = composeScalar;
}));

// node_modules/yaml/dist/compose/util-empty-scalar-position.js
var require_util_empty_scalar_position = /* @__PURE__ */ __commonJSMin(((exports) => {
	function emptyScalarPosition(offset, before, pos) {
		if (before) {
			pos ?? (pos = before.length);
			for (let i = pos - 1; i >= 0; --i) {
				let st = before[i];
				switch (st.type) {
					case "space":
					case "comment":
					case "newline":
						offset -= st.source.length;
						continue;
				}
				st = before[++i];
				while (st?.type === "space") {
					offset += st.source.length;
					st = before[++i];
				}
				break;
			}
		}
		return offset;
	}
	exports.emptyScalarPosition = emptyScalarPosition;
}));

// node_modules/yaml/dist/compose/compose-node.js
var require_compose_node = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Alias = require_Alias();
	var identity = require_identity();
	var composeCollection = require_compose_collection();
	var composeScalar = require_compose_scalar();
	var resolveEnd = require_resolve_end();
	var utilEmptyScalarPosition = require_util_empty_scalar_position();
	const CN = {
		composeNode,
		composeEmptyNode
	};
	function composeNode(ctx, token, props, onError) {
		const atKey = ctx.atKey;
		const { spaceBefore, comment, anchor, tag } = props;
		let node;
		let isSrcToken = true;
		switch (token.type) {
			case "alias":
				node = composeAlias(ctx, token, onError);
				if (anchor || tag) onError(token, "ALIAS_PROPS", "An alias node must not specify any properties");
				break;
			case "scalar":
			case "single-quoted-scalar":
			case "double-quoted-scalar":
			case "block-scalar":
				node = composeScalar.composeScalar(ctx, token, tag, onError);
				if (anchor) node.anchor = anchor.source.substring(1);
				break;
			case "block-map":
			case "block-seq":
			case "flow-collection":
				try {
					node = composeCollection.composeCollection(CN, ctx, token, props, onError);
					if (anchor) node.anchor = anchor.source.substring(1);
				} catch (error) {
					onError(token, "RESOURCE_EXHAUSTION", error instanceof Error ? error.message : String(error));
				}
				break;
			default:
				onError(token, "UNEXPECTED_TOKEN", token.type === "error" ? token.message : `Unsupported token (type: ${token.type})`);
				isSrcToken = false;
		}
		node ?? (node = composeEmptyNode(ctx, token.offset, void 0, null, props, onError));
		if (anchor && node.anchor === "") onError(anchor, "BAD_ALIAS", "Anchor cannot be an empty string");
		if (atKey && ctx.options.stringKeys && (!identity.isScalar(node) || typeof node.value !== "string" || node.tag && node.tag !== "tag:yaml.org,2002:str")) onError(tag ?? token, "NON_STRING_KEY", "With stringKeys, all keys must be strings");
		if (spaceBefore) node.spaceBefore = true;
		if (comment) {
			if (token.type === "scalar" && token.source === "") node.comment = comment;
			else node.commentBefore = comment;
		}
		if (ctx.options.keepSourceTokens && isSrcToken) node.srcToken = token;
		return node;
	}
	function composeEmptyNode(ctx, offset, before, pos, { spaceBefore, comment, anchor, tag, end }, onError) {
		const token = {
			type: "scalar",
			offset: utilEmptyScalarPosition.emptyScalarPosition(offset, before, pos),
			indent: -1,
			source: ""
		};
		const node = composeScalar.composeScalar(ctx, token, tag, onError);
		if (anchor) {
			node.anchor = anchor.source.substring(1);
			if (node.anchor === "") onError(anchor, "BAD_ALIAS", "Anchor cannot be an empty string");
		}
		if (spaceBefore) node.spaceBefore = true;
		if (comment) {
			node.comment = comment;
			node.range[2] = end;
		}
		return node;
	}
	function composeAlias({ options }, { offset, source, end }, onError) {
		const alias = new Alias.Alias(source.substring(1));
		if (alias.source === "") onError(offset, "BAD_ALIAS", "Alias cannot be an empty string");
		if (alias.source.endsWith(":")) onError(offset + source.length - 1, "BAD_ALIAS", "Alias ending in : is ambiguous", true);
		const valueEnd = offset + source.length;
		const re = resolveEnd.resolveEnd(end, valueEnd, options.strict, onError);
		alias.range = [
			offset,
			valueEnd,
			re.offset
		];
		if (re.comment) alias.comment = re.comment;
		return alias;
	}
	exports.composeEmptyNode = composeEmptyNode;
	exports.composeNode = composeNode;
}));

// node_modules/yaml/dist/compose/compose-doc.js
var require_compose_doc = /* @__PURE__ */ __commonJSMin(((exports) => {
	var Document = require_Document();
	var composeNode = require_compose_node();
	var resolveEnd = require_resolve_end();
	var resolveProps = require_resolve_props();
	function composeDoc(options, directives, { offset, start, value, end }, onError) {
		const opts = Object.assign({ _directives: directives }, options);
		const doc = new Document.Document(void 0, opts);
		const ctx = {
			atKey: false,
			atRoot: true,
			directives: doc.directives,
			options: doc.options,
			schema: doc.schema
		};
		const props = resolveProps.resolveProps(start, {
			indicator: "doc-start",
			next: value ?? end?.[0],
			offset,
			onError,
			parentIndent: 0,
			startOnNewline: true
		});
		if (props.found) {
			doc.directives.docStart = true;
			if (value && (value.type === "block-map" || value.type === "block-seq") && !props.hasNewline) onError(props.end, "MISSING_CHAR", "Block collection cannot start on same line with directives-end marker");
		}
		doc.contents = value ? composeNode.composeNode(ctx, value, props, onError) : composeNode.composeEmptyNode(ctx, props.end, start, null, props, onError);
		const contentEnd = doc.contents.range[2];
		const re = resolveEnd.resolveEnd(end, contentEnd, false, onError);
		if (re.comment) doc.comment = re.comment;
		doc.range = [
			offset,
			contentEnd,
			re.offset
		];
		return doc;
	}
	exports.composeDoc = composeDoc;
}));

// node_modules/yaml/dist/compose/composer.js
var require_composer = /* @__PURE__ */ __commonJSMin(((exports) => {
	var node_process = __require("process");
	var directives = require_directives();
	var Document = require_Document();
	var errors = require_errors();
	var identity = require_identity();
	var composeDoc = require_compose_doc();
	var resolveEnd = require_resolve_end();
	function getErrorPos(src) {
		if (typeof src === "number") return [src, src + 1];
		if (Array.isArray(src)) return src.length === 2 ? src : [src[0], src[1]];
		const { offset, source } = src;
		return [offset, offset + (typeof source === "string" ? source.length : 1)];
	}
	function parsePrelude(prelude) {
		let comment = "";
		let atComment = false;
		let afterEmptyLine = false;
		for (let i = 0; i < prelude.length; ++i) {
			const source = prelude[i];
			switch (source[0]) {
				case "#":
					comment += (comment === "" ? "" : afterEmptyLine ? "\n\n" : "\n") + (source.substring(1) || " ");
					atComment = true;
					afterEmptyLine = false;
					break;
				case "%":
					if (prelude[i + 1]?.[0] !== "#") i += 1;
					atComment = false;
					break;
				default:
					if (!atComment) afterEmptyLine = true;
					atComment = false;
			}
		}
		return {
			comment,
			afterEmptyLine
		};
	}
	/**
	* Compose a stream of CST nodes into a stream of YAML Documents.
	*
	* ```ts
	* import { Composer, Parser } from 'yaml'
	*
	* const src: string = ...
	* const tokens = new Parser().parse(src)
	* const docs = new Composer().compose(tokens)
	* ```
	*/
	var Composer = class {
		constructor(options = {}) {
			this.doc = null;
			this.atDirectives = false;
			this.prelude = [];
			this.errors = [];
			this.warnings = [];
			this.onError = (source, code, message, warning) => {
				const pos = getErrorPos(source);
				if (warning) this.warnings.push(new errors.YAMLWarning(pos, code, message));
				else this.errors.push(new errors.YAMLParseError(pos, code, message));
			};
			this.directives = new directives.Directives({ version: options.version || "1.2" });
			this.options = options;
		}
		decorate(doc, afterDoc) {
			const { comment, afterEmptyLine } = parsePrelude(this.prelude);
			if (comment) {
				const dc = doc.contents;
				if (afterDoc) doc.comment = doc.comment ? `${doc.comment}\n${comment}` : comment;
				else if (afterEmptyLine || doc.directives.docStart || !dc) doc.commentBefore = comment;
				else if (identity.isCollection(dc) && !dc.flow && dc.items.length > 0) {
					let it = dc.items[0];
					if (identity.isPair(it)) it = it.key;
					const cb = it.commentBefore;
					it.commentBefore = cb ? `${comment}\n${cb}` : comment;
				} else {
					const cb = dc.commentBefore;
					dc.commentBefore = cb ? `${comment}\n${cb}` : comment;
				}
			}
			if (afterDoc) {
				for (let i = 0; i < this.errors.length; ++i) doc.errors.push(this.errors[i]);
				for (let i = 0; i < this.warnings.length; ++i) doc.warnings.push(this.warnings[i]);
			} else {
				doc.errors = this.errors;
				doc.warnings = this.warnings;
			}
			this.prelude = [];
			this.errors = [];
			this.warnings = [];
		}
		/**
		* Current stream status information.
		*
		* Mostly useful at the end of input for an empty stream.
		*/
		streamInfo() {
			return {
				comment: parsePrelude(this.prelude).comment,
				directives: this.directives,
				errors: this.errors,
				warnings: this.warnings
			};
		}
		/**
		* Compose tokens into documents.
		*
		* @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
		* @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
		*/
		*compose(tokens, forceDoc = false, endOffset = -1) {
			for (const token of tokens) yield* this.next(token);
			yield* this.end(forceDoc, endOffset);
		}
		/** Advance the composer by one CST token. */
		*next(token) {
			if (node_process.env.LOG_STREAM) console.dir(token, { depth: null });
			switch (token.type) {
				case "directive":
					this.directives.add(token.source, (offset, message, warning) => {
						const pos = getErrorPos(token);
						pos[0] += offset;
						this.onError(pos, "BAD_DIRECTIVE", message, warning);
					});
					this.prelude.push(token.source);
					this.atDirectives = true;
					break;
				case "document": {
					const doc = composeDoc.composeDoc(this.options, this.directives, token, this.onError);
					if (this.atDirectives && !doc.directives.docStart) this.onError(token, "MISSING_CHAR", "Missing directives-end/doc-start indicator line");
					this.decorate(doc, false);
					if (this.doc) yield this.doc;
					this.doc = doc;
					this.atDirectives = false;
					break;
				}
				case "byte-order-mark":
				case "space": break;
				case "comment":
				case "newline":
					this.prelude.push(token.source);
					break;
				case "error": {
					const msg = token.source ? `${token.message}: ${JSON.stringify(token.source)}` : token.message;
					const error = new errors.YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", msg);
					if (this.atDirectives || !this.doc) this.errors.push(error);
					else this.doc.errors.push(error);
					break;
				}
				case "doc-end": {
					if (!this.doc) {
						this.errors.push(new errors.YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", "Unexpected doc-end without preceding document"));
						break;
					}
					this.doc.directives.docEnd = true;
					const end = resolveEnd.resolveEnd(token.end, token.offset + token.source.length, this.doc.options.strict, this.onError);
					this.decorate(this.doc, true);
					if (end.comment) {
						const dc = this.doc.comment;
						this.doc.comment = dc ? `${dc}\n${end.comment}` : end.comment;
					}
					this.doc.range[2] = end.offset;
					break;
				}
				default: this.errors.push(new errors.YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", `Unsupported token ${token.type}`));
			}
		}
		/**
		* Call at end of input to yield any remaining document.
		*
		* @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
		* @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
		*/
		*end(forceDoc = false, endOffset = -1) {
			if (this.doc) {
				this.decorate(this.doc, true);
				yield this.doc;
				this.doc = null;
			} else if (forceDoc) {
				const opts = Object.assign({ _directives: this.directives }, this.options);
				const doc = new Document.Document(void 0, opts);
				if (this.atDirectives) this.onError(endOffset, "MISSING_CHAR", "Missing directives-end indicator line");
				doc.range = [
					0,
					endOffset,
					endOffset
				];
				this.decorate(doc, false);
				yield doc;
			}
		}
	};
	exports.Composer = Composer;
}));

// node_modules/yaml/dist/parse/cst-scalar.js
var require_cst_scalar = /* @__PURE__ */ __commonJSMin(((exports) => {
	var resolveBlockScalar = require_resolve_block_scalar();
	var resolveFlowScalar = require_resolve_flow_scalar();
	var errors = require_errors();
	var stringifyString = require_stringifyString();
	function resolveAsScalar(token, strict = true, onError) {
		if (token) {
			const _onError = (pos, code, message) => {
				const offset = typeof pos === "number" ? pos : Array.isArray(pos) ? pos[0] : pos.offset;
				if (onError) onError(offset, code, message);
				else throw new errors.YAMLParseError([offset, offset + 1], code, message);
			};
			switch (token.type) {
				case "scalar":
				case "single-quoted-scalar":
				case "double-quoted-scalar": return resolveFlowScalar.resolveFlowScalar(token, strict, _onError);
				case "block-scalar": return resolveBlockScalar.resolveBlockScalar({ options: { strict } }, token, _onError);
			}
		}
		return null;
	}
	/**
	* Create a new scalar token with `value`
	*
	* Values that represent an actual string but may be parsed as a different type should use a `type` other than `'PLAIN'`,
	* as this function does not support any schema operations and won't check for such conflicts.
	*
	* @param value The string representation of the value, which will have its content properly indented.
	* @param context.end Comments and whitespace after the end of the value, or after the block scalar header. If undefined, a newline will be added.
	* @param context.implicitKey Being within an implicit key may affect the resolved type of the token's value.
	* @param context.indent The indent level of the token.
	* @param context.inFlow Is this scalar within a flow collection? This may affect the resolved type of the token's value.
	* @param context.offset The offset position of the token.
	* @param context.type The preferred type of the scalar token. If undefined, the previous type of the `token` will be used, defaulting to `'PLAIN'`.
	*/
	function createScalarToken(value, context) {
		const { implicitKey = false, indent, inFlow = false, offset = -1, type = "PLAIN" } = context;
		const source = stringifyString.stringifyString({
			type,
			value
		}, {
			implicitKey,
			indent: indent > 0 ? " ".repeat(indent) : "",
			inFlow,
			options: {
				blockQuote: true,
				lineWidth: -1
			}
		});
		const end = context.end ?? [{
			type: "newline",
			offset: -1,
			indent,
			source: "\n"
		}];
		switch (source[0]) {
			case "|":
			case ">": {
				const he = source.indexOf("\n");
				const head = source.substring(0, he);
				const body = source.substring(he + 1) + "\n";
				const props = [{
					type: "block-scalar-header",
					offset,
					indent,
					source: head
				}];
				if (!addEndtoBlockProps(props, end)) props.push({
					type: "newline",
					offset: -1,
					indent,
					source: "\n"
				});
				return {
					type: "block-scalar",
					offset,
					indent,
					props,
					source: body
				};
			}
			case "\"": return {
				type: "double-quoted-scalar",
				offset,
				indent,
				source,
				end
			};
			case "'": return {
				type: "single-quoted-scalar",
				offset,
				indent,
				source,
				end
			};
			default: return {
				type: "scalar",
				offset,
				indent,
				source,
				end
			};
		}
	}
	/**
	* Set the value of `token` to the given string `value`, overwriting any previous contents and type that it may have.
	*
	* Best efforts are made to retain any comments previously associated with the `token`,
	* though all contents within a collection's `items` will be overwritten.
	*
	* Values that represent an actual string but may be parsed as a different type should use a `type` other than `'PLAIN'`,
	* as this function does not support any schema operations and won't check for such conflicts.
	*
	* @param token Any token. If it does not include an `indent` value, the value will be stringified as if it were an implicit key.
	* @param value The string representation of the value, which will have its content properly indented.
	* @param context.afterKey In most cases, values after a key should have an additional level of indentation.
	* @param context.implicitKey Being within an implicit key may affect the resolved type of the token's value.
	* @param context.inFlow Being within a flow collection may affect the resolved type of the token's value.
	* @param context.type The preferred type of the scalar token. If undefined, the previous type of the `token` will be used, defaulting to `'PLAIN'`.
	*/
	function setScalarValue(token, value, context = {}) {
		let { afterKey = false, implicitKey = false, inFlow = false, type } = context;
		let indent = "indent" in token ? token.indent : null;
		if (afterKey && typeof indent === "number") indent += 2;
		if (!type) switch (token.type) {
			case "single-quoted-scalar":
				type = "QUOTE_SINGLE";
				break;
			case "double-quoted-scalar":
				type = "QUOTE_DOUBLE";
				break;
			case "block-scalar": {
				const header = token.props[0];
				if (header.type !== "block-scalar-header") throw new Error("Invalid block scalar header");
				type = header.source[0] === ">" ? "BLOCK_FOLDED" : "BLOCK_LITERAL";
				break;
			}
			default: type = "PLAIN";
		}
		const source = stringifyString.stringifyString({
			type,
			value
		}, {
			implicitKey: implicitKey || indent === null,
			indent: indent !== null && indent > 0 ? " ".repeat(indent) : "",
			inFlow,
			options: {
				blockQuote: true,
				lineWidth: -1
			}
		});
		switch (source[0]) {
			case "|":
			case ">":
				setBlockScalarValue(token, source);
				break;
			case "\"":
				setFlowScalarValue(token, source, "double-quoted-scalar");
				break;
			case "'":
				setFlowScalarValue(token, source, "single-quoted-scalar");
				break;
			default: setFlowScalarValue(token, source, "scalar");
		}
	}
	function setBlockScalarValue(token, source) {
		const he = source.indexOf("\n");
		const head = source.substring(0, he);
		const body = source.substring(he + 1) + "\n";
		if (token.type === "block-scalar") {
			const header = token.props[0];
			if (header.type !== "block-scalar-header") throw new Error("Invalid block scalar header");
			header.source = head;
			token.source = body;
		} else {
			const { offset } = token;
			const indent = "indent" in token ? token.indent : -1;
			const props = [{
				type: "block-scalar-header",
				offset,
				indent,
				source: head
			}];
			if (!addEndtoBlockProps(props, "end" in token ? token.end : void 0)) props.push({
				type: "newline",
				offset: -1,
				indent,
				source: "\n"
			});
			for (const key of Object.keys(token)) if (key !== "type" && key !== "offset") delete token[key];
			Object.assign(token, {
				type: "block-scalar",
				indent,
				props,
				source: body
			});
		}
	}
	/** @returns `true` if last token is a newline */
	function addEndtoBlockProps(props, end) {
		if (end) for (const st of end) switch (st.type) {
			case "space":
			case "comment":
				props.push(st);
				break;
			case "newline":
				props.push(st);
				return true;
		}
		return false;
	}
	function setFlowScalarValue(token, source, type) {
		switch (token.type) {
			case "scalar":
			case "double-quoted-scalar":
			case "single-quoted-scalar":
				token.type = type;
				token.source = source;
				break;
			case "block-scalar": {
				const end = token.props.slice(1);
				let oa = source.length;
				if (token.props[0].type === "block-scalar-header") oa -= token.props[0].source.length;
				for (const tok of end) tok.offset += oa;
				delete token.props;
				Object.assign(token, {
					type,
					source,
					end
				});
				break;
			}
			case "block-map":
			case "block-seq": {
				const nl = {
					type: "newline",
					offset: token.offset + source.length,
					indent: token.indent,
					source: "\n"
				};
				delete token.items;
				Object.assign(token, {
					type,
					source,
					end: [nl]
				});
				break;
			}
			default: {
				const indent = "indent" in token ? token.indent : -1;
				const end = "end" in token && Array.isArray(token.end) ? token.end.filter((st) => st.type === "space" || st.type === "comment" || st.type === "newline") : [];
				for (const key of Object.keys(token)) if (key !== "type" && key !== "offset") delete token[key];
				Object.assign(token, {
					type,
					indent,
					source,
					end
				});
			}
		}
	}
	exports.createScalarToken = createScalarToken;
	exports.resolveAsScalar = resolveAsScalar;
	exports.setScalarValue = setScalarValue;
}));

// node_modules/yaml/dist/parse/cst-stringify.js
var require_cst_stringify = /* @__PURE__ */ __commonJSMin(((exports) => {
	/**
	* Stringify a CST document, token, or collection item
	*
	* Fair warning: This applies no validation whatsoever, and
	* simply concatenates the sources in their logical order.
	*/
	const stringify = (cst) => "type" in cst ? stringifyToken(cst) : stringifyItem(cst);
	function stringifyToken(token) {
		switch (token.type) {
			case "block-scalar": {
				let res = "";
				for (const tok of token.props) res += stringifyToken(tok);
				return res + token.source;
			}
			case "block-map":
			case "block-seq": {
				let res = "";
				for (const item of token.items) res += stringifyItem(item);
				return res;
			}
			case "flow-collection": {
				let res = token.start.source;
				for (const item of token.items) res += stringifyItem(item);
				for (const st of token.end) res += st.source;
				return res;
			}
			case "document": {
				let res = stringifyItem(token);
				if (token.end) for (const st of token.end) res += st.source;
				return res;
			}
			default: {
				let res = token.source;
				if ("end" in token && token.end) for (const st of token.end) res += st.source;
				return res;
			}
		}
	}
	function stringifyItem({ start, key, sep, value }) {
		let res = "";
		for (const st of start) res += st.source;
		if (key) res += stringifyToken(key);
		if (sep) for (const st of sep) res += st.source;
		if (value) res += stringifyToken(value);
		return res;
	}
	exports.stringify = stringify;
}));

// node_modules/yaml/dist/parse/cst-visit.js
var require_cst_visit = /* @__PURE__ */ __commonJSMin(((exports) => {
	const BREAK = Symbol("break visit");
	const SKIP = Symbol("skip children");
	const REMOVE = Symbol("remove item");
	/**
	* Apply a visitor to a CST document or item.
	*
	* Walks through the tree (depth-first) starting from the root, calling a
	* `visitor` function with two arguments when entering each item:
	*   - `item`: The current item, which included the following members:
	*     - `start: SourceToken[]` – Source tokens before the key or value,
	*       possibly including its anchor or tag.
	*     - `key?: Token | null` – Set for pair values. May then be `null`, if
	*       the key before the `:` separator is empty.
	*     - `sep?: SourceToken[]` – Source tokens between the key and the value,
	*       which should include the `:` map value indicator if `value` is set.
	*     - `value?: Token` – The value of a sequence item, or of a map pair.
	*   - `path`: The steps from the root to the current node, as an array of
	*     `['key' | 'value', number]` tuples.
	*
	* The return value of the visitor may be used to control the traversal:
	*   - `undefined` (default): Do nothing and continue
	*   - `visit.SKIP`: Do not visit the children of this token, continue with
	*      next sibling
	*   - `visit.BREAK`: Terminate traversal completely
	*   - `visit.REMOVE`: Remove the current item, then continue with the next one
	*   - `number`: Set the index of the next step. This is useful especially if
	*     the index of the current token has changed.
	*   - `function`: Define the next visitor for this item. After the original
	*     visitor is called on item entry, next visitors are called after handling
	*     a non-empty `key` and when exiting the item.
	*/
	function visit(cst, visitor) {
		if ("type" in cst && cst.type === "document") cst = {
			start: cst.start,
			value: cst.value
		};
		_visit(Object.freeze([]), cst, visitor);
	}
	/** Terminate visit traversal completely */
	visit.BREAK = BREAK;
	/** Do not visit the children of the current item */
	visit.SKIP = SKIP;
	/** Remove the current item */
	visit.REMOVE = REMOVE;
	/** Find the item at `path` from `cst` as the root */
	visit.itemAtPath = (cst, path) => {
		let item = cst;
		for (const [field, index] of path) {
			const tok = item?.[field];
			if (tok && "items" in tok) item = tok.items[index];
			else return void 0;
		}
		return item;
	};
	/**
	* Get the immediate parent collection of the item at `path` from `cst` as the root.
	*
	* Throws an error if the collection is not found, which should never happen if the item itself exists.
	*/
	visit.parentCollection = (cst, path) => {
		const parent = visit.itemAtPath(cst, path.slice(0, -1));
		const field = path[path.length - 1][0];
		const coll = parent?.[field];
		if (coll && "items" in coll) return coll;
		throw new Error("Parent collection not found");
	};
	function _visit(path, item, visitor) {
		let ctrl = visitor(item, path);
		if (typeof ctrl === "symbol") return ctrl;
		for (const field of ["key", "value"]) {
			const token = item[field];
			if (token && "items" in token) {
				for (let i = 0; i < token.items.length; ++i) {
					const ci = _visit(Object.freeze(path.concat([[field, i]])), token.items[i], visitor);
					if (typeof ci === "number") i = ci - 1;
					else if (ci === BREAK) return BREAK;
					else if (ci === REMOVE) {
						token.items.splice(i, 1);
						i -= 1;
					}
				}
				if (typeof ctrl === "function" && field === "key") ctrl = ctrl(item, path);
			}
		}
		return typeof ctrl === "function" ? ctrl(item, path) : ctrl;
	}
	exports.visit = visit;
}));

// node_modules/yaml/dist/parse/cst.js
var require_cst = /* @__PURE__ */ __commonJSMin(((exports) => {
	var cstScalar = require_cst_scalar();
	var cstStringify = require_cst_stringify();
	var cstVisit = require_cst_visit();
	/** The byte order mark */
	const BOM = "﻿";
	/** Start of doc-mode */
	const DOCUMENT = "";
	/** Unexpected end of flow-mode */
	const FLOW_END = "";
	/** Next token is a scalar value */
	const SCALAR = "";
	/** @returns `true` if `token` is a flow or block collection */
	const isCollection = (token) => !!token && "items" in token;
	/** @returns `true` if `token` is a flow or block scalar; not an alias */
	const isScalar = (token) => !!token && (token.type === "scalar" || token.type === "single-quoted-scalar" || token.type === "double-quoted-scalar" || token.type === "block-scalar");
	/* istanbul ignore next */
	/** Get a printable representation of a lexer token */
	function prettyToken(token) {
		switch (token) {
			case BOM: return "<BOM>";
			case DOCUMENT: return "<DOC>";
			case FLOW_END: return "<FLOW_END>";
			case SCALAR: return "<SCALAR>";
			default: return JSON.stringify(token);
		}
	}
	/** Identify the type of a lexer token. May return `null` for unknown tokens. */
	function tokenType(source) {
		switch (source) {
			case BOM: return "byte-order-mark";
			case DOCUMENT: return "doc-mode";
			case FLOW_END: return "flow-error-end";
			case SCALAR: return "scalar";
			case "---": return "doc-start";
			case "...": return "doc-end";
			case "":
			case "\n":
			case "\r\n": return "newline";
			case "-": return "seq-item-ind";
			case "?": return "explicit-key-ind";
			case ":": return "map-value-ind";
			case "{": return "flow-map-start";
			case "}": return "flow-map-end";
			case "[": return "flow-seq-start";
			case "]": return "flow-seq-end";
			case ",": return "comma";
		}
		switch (source[0]) {
			case " ":
			case "	": return "space";
			case "#": return "comment";
			case "%": return "directive-line";
			case "*": return "alias";
			case "&": return "anchor";
			case "!": return "tag";
			case "'": return "single-quoted-scalar";
			case "\"": return "double-quoted-scalar";
			case "|":
			case ">": return "block-scalar-header";
		}
		return null;
	}
	exports.createScalarToken = cstScalar.createScalarToken;
	exports.resolveAsScalar = cstScalar.resolveAsScalar;
	exports.setScalarValue = cstScalar.setScalarValue;
	exports.stringify = cstStringify.stringify;
	exports.visit = cstVisit.visit;
	exports.BOM = BOM;
	exports.DOCUMENT = DOCUMENT;
	exports.FLOW_END = FLOW_END;
	exports.SCALAR = SCALAR;
	exports.isCollection = isCollection;
	exports.isScalar = isScalar;
	exports.prettyToken = prettyToken;
	exports.tokenType = tokenType;
}));

// node_modules/yaml/dist/parse/lexer.js
var require_lexer = /* @__PURE__ */ __commonJSMin(((exports) => {
	var cst = require_cst();
	function isEmpty(ch) {
		switch (ch) {
			case void 0:
			case " ":
			case "\n":
			case "\r":
			case "	": return true;
			default: return false;
		}
	}
	const hexDigits = /* @__PURE__ */ new Set("0123456789ABCDEFabcdef");
	const tagChars = /* @__PURE__ */ new Set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-#;/?:@&=+$_.!~*'()");
	const flowIndicatorChars = /* @__PURE__ */ new Set(",[]{}");
	const invalidAnchorChars = /* @__PURE__ */ new Set(" ,[]{}\n\r	");
	const isNotAnchorChar = (ch) => !ch || invalidAnchorChars.has(ch);
	/**
	* Splits an input string into lexical tokens, i.e. smaller strings that are
	* easily identifiable by `tokens.tokenType()`.
	*
	* Lexing starts always in a "stream" context. Incomplete input may be buffered
	* until a complete token can be emitted.
	*
	* In addition to slices of the original input, the following control characters
	* may also be emitted:
	*
	* - `\x02` (Start of Text): A document starts with the next token
	* - `\x18` (Cancel): Unexpected end of flow-mode (indicates an error)
	* - `\x1f` (Unit Separator): Next token is a scalar value
	* - `\u{FEFF}` (Byte order mark): Emitted separately outside documents
	*/
	var Lexer = class {
		constructor() {
			/**
			* Flag indicating whether the end of the current buffer marks the end of
			* all input
			*/
			this.atEnd = false;
			/**
			* Explicit indent set in block scalar header, as an offset from the current
			* minimum indent, so e.g. set to 1 from a header `|2+`. Set to -1 if not
			* explicitly set.
			*/
			this.blockScalarIndent = -1;
			/**
			* Block scalars that include a + (keep) chomping indicator in their header
			* include trailing empty lines, which are otherwise excluded from the
			* scalar's contents.
			*/
			this.blockScalarKeep = false;
			/** Current input */
			this.buffer = "";
			/**
			* Flag noting whether the map value indicator : can immediately follow this
			* node within a flow context.
			*/
			this.flowKey = false;
			/** Count of surrounding flow collection levels. */
			this.flowLevel = 0;
			/**
			* Minimum level of indentation required for next lines to be parsed as a
			* part of the current scalar value.
			*/
			this.indentNext = 0;
			/** Indentation level of the current line. */
			this.indentValue = 0;
			/** Position of the next \n character. */
			this.lineEndPos = null;
			/** Stores the state of the lexer if reaching the end of incpomplete input */
			this.next = null;
			/** A pointer to `buffer`; the current position of the lexer. */
			this.pos = 0;
		}
		/**
		* Generate YAML tokens from the `source` string. If `incomplete`,
		* a part of the last line may be left as a buffer for the next call.
		*
		* @returns A generator of lexical tokens
		*/
		*lex(source, incomplete = false) {
			if (source) {
				if (typeof source !== "string") throw TypeError("source is not a string");
				this.buffer = this.buffer ? this.buffer + source : source;
				this.lineEndPos = null;
			}
			this.atEnd = !incomplete;
			let next = this.next ?? "stream";
			while (next && (incomplete || this.hasChars(1))) next = yield* this.parseNext(next);
		}
		atLineEnd() {
			let i = this.pos;
			let ch = this.buffer[i];
			while (ch === " " || ch === "	") ch = this.buffer[++i];
			if (!ch || ch === "#" || ch === "\n") return true;
			if (ch === "\r") return this.buffer[i + 1] === "\n";
			return false;
		}
		charAt(n) {
			return this.buffer[this.pos + n];
		}
		continueScalar(offset) {
			let ch = this.buffer[offset];
			if (this.indentNext > 0) {
				let indent = 0;
				while (ch === " ") ch = this.buffer[++indent + offset];
				if (ch === "\r") {
					const next = this.buffer[indent + offset + 1];
					if (next === "\n" || !next && !this.atEnd) return offset + indent + 1;
				}
				return ch === "\n" || indent >= this.indentNext || !ch && !this.atEnd ? offset + indent : -1;
			}
			if (ch === "-" || ch === ".") {
				const dt = this.buffer.substr(offset, 3);
				if ((dt === "---" || dt === "...") && isEmpty(this.buffer[offset + 3])) return -1;
			}
			return offset;
		}
		getLine() {
			let end = this.lineEndPos;
			if (typeof end !== "number" || end !== -1 && end < this.pos) {
				end = this.buffer.indexOf("\n", this.pos);
				this.lineEndPos = end;
			}
			if (end === -1) return this.atEnd ? this.buffer.substring(this.pos) : null;
			if (this.buffer[end - 1] === "\r") end -= 1;
			return this.buffer.substring(this.pos, end);
		}
		hasChars(n) {
			return this.pos + n <= this.buffer.length;
		}
		setNext(state) {
			this.buffer = this.buffer.substring(this.pos);
			this.pos = 0;
			this.lineEndPos = null;
			this.next = state;
			return null;
		}
		peek(n) {
			return this.buffer.substr(this.pos, n);
		}
		*parseNext(next) {
			switch (next) {
				case "stream": return yield* this.parseStream();
				case "line-start": return yield* this.parseLineStart();
				case "block-start": return yield* this.parseBlockStart();
				case "doc": return yield* this.parseDocument();
				case "flow": return yield* this.parseFlowCollection();
				case "quoted-scalar": return yield* this.parseQuotedScalar();
				case "block-scalar": return yield* this.parseBlockScalar();
				case "plain-scalar": return yield* this.parsePlainScalar();
			}
		}
		*parseStream() {
			let line = this.getLine();
			if (line === null) return this.setNext("stream");
			if (line[0] === cst.BOM) {
				yield* this.pushCount(1);
				line = line.substring(1);
			}
			if (line[0] === "%") {
				let dirEnd = line.length;
				let cs = line.indexOf("#");
				while (cs !== -1) {
					const ch = line[cs - 1];
					if (ch === " " || ch === "	") {
						dirEnd = cs - 1;
						break;
					} else cs = line.indexOf("#", cs + 1);
				}
				while (true) {
					const ch = line[dirEnd - 1];
					if (ch === " " || ch === "	") dirEnd -= 1;
					else break;
				}
				const n = (yield* this.pushCount(dirEnd)) + (yield* this.pushSpaces(true));
				yield* this.pushCount(line.length - n);
				this.pushNewline();
				return "stream";
			}
			if (this.atLineEnd()) {
				const sp = yield* this.pushSpaces(true);
				yield* this.pushCount(line.length - sp);
				yield* this.pushNewline();
				return "stream";
			}
			yield cst.DOCUMENT;
			return yield* this.parseLineStart();
		}
		*parseLineStart() {
			const ch = this.charAt(0);
			if (!ch && !this.atEnd) return this.setNext("line-start");
			if (ch === "-" || ch === ".") {
				if (!this.atEnd && !this.hasChars(4)) return this.setNext("line-start");
				const s = this.peek(3);
				if ((s === "---" || s === "...") && isEmpty(this.charAt(3))) {
					yield* this.pushCount(3);
					this.indentValue = 0;
					this.indentNext = 0;
					return s === "---" ? "doc" : "stream";
				}
			}
			this.indentValue = yield* this.pushSpaces(false);
			if (this.indentNext > this.indentValue && !isEmpty(this.charAt(1))) this.indentNext = this.indentValue;
			return yield* this.parseBlockStart();
		}
		*parseBlockStart() {
			const [ch0, ch1] = this.peek(2);
			if (!ch1 && !this.atEnd) return this.setNext("block-start");
			if ((ch0 === "-" || ch0 === "?" || ch0 === ":") && isEmpty(ch1)) {
				const n = (yield* this.pushCount(1)) + (yield* this.pushSpaces(true));
				this.indentNext = this.indentValue + 1;
				this.indentValue += n;
				return "block-start";
			}
			return "doc";
		}
		*parseDocument() {
			yield* this.pushSpaces(true);
			const line = this.getLine();
			if (line === null) return this.setNext("doc");
			let n = yield* this.pushIndicators();
			switch (line[n]) {
				case "#": yield* this.pushCount(line.length - n);
				case void 0:
					yield* this.pushNewline();
					return yield* this.parseLineStart();
				case "{":
				case "[":
					yield* this.pushCount(1);
					this.flowKey = false;
					this.flowLevel = 1;
					return "flow";
				case "}":
				case "]":
					yield* this.pushCount(1);
					return "doc";
				case "*":
					yield* this.pushUntil(isNotAnchorChar);
					return "doc";
				case "\"":
				case "'": return yield* this.parseQuotedScalar();
				case "|":
				case ">":
					n += yield* this.parseBlockScalarHeader();
					n += yield* this.pushSpaces(true);
					yield* this.pushCount(line.length - n);
					yield* this.pushNewline();
					return yield* this.parseBlockScalar();
				default: return yield* this.parsePlainScalar();
			}
		}
		*parseFlowCollection() {
			let nl, sp;
			let indent = -1;
			do {
				nl = yield* this.pushNewline();
				if (nl > 0) {
					sp = yield* this.pushSpaces(false);
					this.indentValue = indent = sp;
				} else sp = 0;
				sp += yield* this.pushSpaces(true);
			} while (nl + sp > 0);
			const line = this.getLine();
			if (line === null) return this.setNext("flow");
			if (indent !== -1 && indent < this.indentNext && line[0] !== "#" || indent === 0 && (line.startsWith("---") || line.startsWith("...")) && isEmpty(line[3])) {
				if (!(indent === this.indentNext - 1 && this.flowLevel === 1 && (line[0] === "]" || line[0] === "}"))) {
					this.flowLevel = 0;
					yield cst.FLOW_END;
					return yield* this.parseLineStart();
				}
			}
			let n = 0;
			while (line[n] === ",") {
				n += yield* this.pushCount(1);
				n += yield* this.pushSpaces(true);
				this.flowKey = false;
			}
			n += yield* this.pushIndicators();
			switch (line[n]) {
				case void 0: return "flow";
				case "#":
					yield* this.pushCount(line.length - n);
					return "flow";
				case "{":
				case "[":
					yield* this.pushCount(1);
					this.flowKey = false;
					this.flowLevel += 1;
					return "flow";
				case "}":
				case "]":
					yield* this.pushCount(1);
					this.flowKey = true;
					this.flowLevel -= 1;
					return this.flowLevel ? "flow" : "doc";
				case "*":
					yield* this.pushUntil(isNotAnchorChar);
					return "flow";
				case "\"":
				case "'":
					this.flowKey = true;
					return yield* this.parseQuotedScalar();
				case ":": {
					const next = this.charAt(1);
					if (this.flowKey || isEmpty(next) || next === ",") {
						this.flowKey = false;
						yield* this.pushCount(1);
						yield* this.pushSpaces(true);
						return "flow";
					}
				}
				default:
					this.flowKey = false;
					return yield* this.parsePlainScalar();
			}
		}
		*parseQuotedScalar() {
			const quote = this.charAt(0);
			let end = this.buffer.indexOf(quote, this.pos + 1);
			if (quote === "'") while (end !== -1 && this.buffer[end + 1] === "'") end = this.buffer.indexOf("'", end + 2);
			else while (end !== -1) {
				let n = 0;
				while (this.buffer[end - 1 - n] === "\\") n += 1;
				if (n % 2 === 0) break;
				end = this.buffer.indexOf("\"", end + 1);
			}
			const qb = this.buffer.substring(0, end);
			let nl = qb.indexOf("\n", this.pos);
			if (nl !== -1) {
				while (nl !== -1) {
					const cs = this.continueScalar(nl + 1);
					if (cs === -1) break;
					nl = qb.indexOf("\n", cs);
				}
				if (nl !== -1) end = nl - (qb[nl - 1] === "\r" ? 2 : 1);
			}
			if (end === -1) {
				if (!this.atEnd) return this.setNext("quoted-scalar");
				end = this.buffer.length;
			}
			yield* this.pushToIndex(end + 1, false);
			return this.flowLevel ? "flow" : "doc";
		}
		*parseBlockScalarHeader() {
			this.blockScalarIndent = -1;
			this.blockScalarKeep = false;
			let i = this.pos;
			while (true) {
				const ch = this.buffer[++i];
				if (ch === "+") this.blockScalarKeep = true;
				else if (ch > "0" && ch <= "9") this.blockScalarIndent = Number(ch) - 1;
				else if (ch !== "-") break;
			}
			return yield* this.pushUntil((ch) => isEmpty(ch) || ch === "#");
		}
		*parseBlockScalar() {
			let nl = this.pos - 1;
			let indent = 0;
			let ch;
			loop: for (let i = this.pos; ch = this.buffer[i]; ++i) switch (ch) {
				case " ":
					indent += 1;
					break;
				case "\n":
					nl = i;
					indent = 0;
					break;
				case "\r": {
					const next = this.buffer[i + 1];
					if (!next && !this.atEnd) return this.setNext("block-scalar");
					if (next === "\n") break;
				}
				default: break loop;
			}
			if (!ch && !this.atEnd) return this.setNext("block-scalar");
			if (indent >= this.indentNext) {
				if (this.blockScalarIndent === -1) this.indentNext = indent;
				else this.indentNext = this.blockScalarIndent + (this.indentNext === 0 ? 1 : this.indentNext);
				do {
					const cs = this.continueScalar(nl + 1);
					if (cs === -1) break;
					nl = this.buffer.indexOf("\n", cs);
				} while (nl !== -1);
				if (nl === -1) {
					if (!this.atEnd) return this.setNext("block-scalar");
					nl = this.buffer.length;
				}
			}
			let i = nl + 1;
			ch = this.buffer[i];
			while (ch === " ") ch = this.buffer[++i];
			if (ch === "	") {
				while (ch === "	" || ch === " " || ch === "\r" || ch === "\n") ch = this.buffer[++i];
				nl = i - 1;
			} else if (!this.blockScalarKeep) do {
				let i = nl - 1;
				let ch = this.buffer[i];
				if (ch === "\r") ch = this.buffer[--i];
				const lastChar = i;
				while (ch === " ") ch = this.buffer[--i];
				if (ch === "\n" && i >= this.pos && i + 1 + indent > lastChar) nl = i;
				else break;
			} while (true);
			yield cst.SCALAR;
			yield* this.pushToIndex(nl + 1, true);
			return yield* this.parseLineStart();
		}
		*parsePlainScalar() {
			const inFlow = this.flowLevel > 0;
			let end = this.pos - 1;
			let i = this.pos - 1;
			let ch;
			while (ch = this.buffer[++i]) if (ch === ":") {
				const next = this.buffer[i + 1];
				if (isEmpty(next) || inFlow && flowIndicatorChars.has(next)) break;
				end = i;
			} else if (isEmpty(ch)) {
				let next = this.buffer[i + 1];
				if (ch === "\r") {
					if (next === "\n") {
						i += 1;
						ch = "\n";
						next = this.buffer[i + 1];
					} else end = i;
				}
				if (next === "#" || inFlow && flowIndicatorChars.has(next)) break;
				if (ch === "\n") {
					const cs = this.continueScalar(i + 1);
					if (cs === -1) break;
					i = Math.max(i, cs - 2);
				}
			} else {
				if (inFlow && flowIndicatorChars.has(ch)) break;
				end = i;
			}
			if (!ch && !this.atEnd) return this.setNext("plain-scalar");
			yield cst.SCALAR;
			yield* this.pushToIndex(end + 1, true);
			return inFlow ? "flow" : "doc";
		}
		*pushCount(n) {
			if (n > 0) {
				yield this.buffer.substr(this.pos, n);
				this.pos += n;
				return n;
			}
			return 0;
		}
		*pushToIndex(i, allowEmpty) {
			const s = this.buffer.slice(this.pos, i);
			if (s) {
				yield s;
				this.pos += s.length;
				return s.length;
			} else if (allowEmpty) yield "";
			return 0;
		}
		*pushIndicators() {
			let n = 0;
			loop: while (true) {
				switch (this.charAt(0)) {
					case "!":
						n += yield* this.pushTag();
						n += yield* this.pushSpaces(true);
						continue loop;
					case "&":
						n += yield* this.pushUntil(isNotAnchorChar);
						n += yield* this.pushSpaces(true);
						continue loop;
					case "-":
					case "?":
					case ":": {
						const inFlow = this.flowLevel > 0;
						const ch1 = this.charAt(1);
						if (isEmpty(ch1) || inFlow && flowIndicatorChars.has(ch1)) {
							if (!inFlow) this.indentNext = this.indentValue + 1;
							else if (this.flowKey) this.flowKey = false;
							n += yield* this.pushCount(1);
							n += yield* this.pushSpaces(true);
							continue loop;
						}
					}
				}
				break loop;
			}
			return n;
		}
		*pushTag() {
			if (this.charAt(1) === "<") {
				let i = this.pos + 2;
				let ch = this.buffer[i];
				while (!isEmpty(ch) && ch !== ">") ch = this.buffer[++i];
				return yield* this.pushToIndex(ch === ">" ? i + 1 : i, false);
			} else {
				let i = this.pos + 1;
				let ch = this.buffer[i];
				while (ch) if (tagChars.has(ch)) ch = this.buffer[++i];
				else if (ch === "%" && hexDigits.has(this.buffer[i + 1]) && hexDigits.has(this.buffer[i + 2])) ch = this.buffer[i += 3];
				else break;
				return yield* this.pushToIndex(i, false);
			}
		}
		*pushNewline() {
			const ch = this.buffer[this.pos];
			if (ch === "\n") return yield* this.pushCount(1);
			else if (ch === "\r" && this.charAt(1) === "\n") return yield* this.pushCount(2);
			else return 0;
		}
		*pushSpaces(allowTabs) {
			let i = this.pos - 1;
			let ch;
			do
				ch = this.buffer[++i];
			while (ch === " " || allowTabs && ch === "	");
			const n = i - this.pos;
			if (n > 0) {
				yield this.buffer.substr(this.pos, n);
				this.pos = i;
			}
			return n;
		}
		*pushUntil(test) {
			let i = this.pos;
			let ch = this.buffer[i];
			while (!test(ch)) ch = this.buffer[++i];
			return yield* this.pushToIndex(i, false);
		}
	};
	exports.Lexer = Lexer;
}));

// node_modules/yaml/dist/parse/line-counter.js
var require_line_counter = /* @__PURE__ */ __commonJSMin(((exports) => {
	/**
	* Tracks newlines during parsing in order to provide an efficient API for
	* determining the one-indexed `{ line, col }` position for any offset
	* within the input.
	*/
	var LineCounter = class {
		constructor() {
			this.lineStarts = [];
			/**
			* Should be called in ascending order. Otherwise, call
			* `lineCounter.lineStarts.sort()` before calling `linePos()`.
			*/
			this.addNewLine = (offset) => this.lineStarts.push(offset);
			/**
			* Performs a binary search and returns the 1-indexed { line, col }
			* position of `offset`. If `line === 0`, `addNewLine` has never been
			* called or `offset` is before the first known newline.
			*/
			this.linePos = (offset) => {
				let low = 0;
				let high = this.lineStarts.length;
				while (low < high) {
					const mid = low + high >> 1;
					if (this.lineStarts[mid] < offset) low = mid + 1;
					else high = mid;
				}
				if (this.lineStarts[low] === offset) return {
					line: low + 1,
					col: 1
				};
				if (low === 0) return {
					line: 0,
					col: offset
				};
				const start = this.lineStarts[low - 1];
				return {
					line: low,
					col: offset - start + 1
				};
			};
		}
	};
	exports.LineCounter = LineCounter;
}));

// node_modules/yaml/dist/parse/parser.js
var require_parser = /* @__PURE__ */ __commonJSMin(((exports) => {
	var node_process = __require("process");
	var cst = require_cst();
	var lexer = require_lexer();
	function includesToken(list, type) {
		for (let i = 0; i < list.length; ++i) if (list[i].type === type) return true;
		return false;
	}
	function findNonEmptyIndex(list) {
		for (let i = 0; i < list.length; ++i) switch (list[i].type) {
			case "space":
			case "comment":
			case "newline": break;
			default: return i;
		}
		return -1;
	}
	function isFlowToken(token) {
		switch (token?.type) {
			case "alias":
			case "scalar":
			case "single-quoted-scalar":
			case "double-quoted-scalar":
			case "flow-collection": return true;
			default: return false;
		}
	}
	function getPrevProps(parent) {
		switch (parent.type) {
			case "document": return parent.start;
			case "block-map": {
				const it = parent.items[parent.items.length - 1];
				return it.sep ?? it.start;
			}
			case "block-seq": return parent.items[parent.items.length - 1].start;
			/* istanbul ignore next should not happen */
			default: return [];
		}
	}
	/** Note: May modify input array */
	function getFirstKeyStartProps(prev) {
		if (prev.length === 0) return [];
		let i = prev.length;
		loop: while (--i >= 0) switch (prev[i].type) {
			case "doc-start":
			case "explicit-key-ind":
			case "map-value-ind":
			case "seq-item-ind":
			case "newline": break loop;
		}
		while (prev[++i]?.type === "space");
		return prev.splice(i, prev.length);
	}
	function arrayPushArray(target, source) {
		if (source.length < 1e5) Array.prototype.push.apply(target, source);
		else for (let i = 0; i < source.length; ++i) target.push(source[i]);
	}
	function fixFlowSeqItems(fc) {
		if (fc.start.type === "flow-seq-start") {
			for (const it of fc.items) if (it.sep && !it.value && !includesToken(it.start, "explicit-key-ind") && !includesToken(it.sep, "map-value-ind")) {
				if (it.key) it.value = it.key;
				delete it.key;
				if (isFlowToken(it.value)) {
					if (it.value.end) arrayPushArray(it.value.end, it.sep);
					else it.value.end = it.sep;
				} else arrayPushArray(it.start, it.sep);
				delete it.sep;
			}
		}
	}
	/**
	* A YAML concrete syntax tree (CST) parser
	*
	* ```ts
	* const src: string = ...
	* for (const token of new Parser().parse(src)) {
	*   // token: Token
	* }
	* ```
	*
	* To use the parser with a user-provided lexer:
	*
	* ```ts
	* function* parse(source: string, lexer: Lexer) {
	*   const parser = new Parser()
	*   for (const lexeme of lexer.lex(source))
	*     yield* parser.next(lexeme)
	*   yield* parser.end()
	* }
	*
	* const src: string = ...
	* const lexer = new Lexer()
	* for (const token of parse(src, lexer)) {
	*   // token: Token
	* }
	* ```
	*/
	var Parser = class {
		/**
		* @param onNewLine - If defined, called separately with the start position of
		*   each new line (in `parse()`, including the start of input).
		*/
		constructor(onNewLine) {
			/** If true, space and sequence indicators count as indentation */
			this.atNewLine = true;
			/** If true, next token is a scalar value */
			this.atScalar = false;
			/** Current indentation level */
			this.indent = 0;
			/** Current offset since the start of parsing */
			this.offset = 0;
			/** On the same line with a block map key */
			this.onKeyLine = false;
			/** Top indicates the node that's currently being built */
			this.stack = [];
			/** The source of the current token, set in parse() */
			this.source = "";
			/** The type of the current token, set in parse() */
			this.type = "";
			this.lexer = new lexer.Lexer();
			this.onNewLine = onNewLine;
		}
		/**
		* Parse `source` as a YAML stream.
		* If `incomplete`, a part of the last line may be left as a buffer for the next call.
		*
		* Errors are not thrown, but yielded as `{ type: 'error', message }` tokens.
		*
		* @returns A generator of tokens representing each directive, document, and other structure.
		*/
		*parse(source, incomplete = false) {
			if (this.onNewLine && this.offset === 0) this.onNewLine(0);
			for (const lexeme of this.lexer.lex(source, incomplete)) yield* this.next(lexeme);
			if (!incomplete) yield* this.end();
		}
		/**
		* Advance the parser by the `source` of one lexical token.
		*/
		*next(source) {
			this.source = source;
			if (node_process.env.LOG_TOKENS) console.log("|", cst.prettyToken(source));
			if (this.atScalar) {
				this.atScalar = false;
				yield* this.step();
				this.offset += source.length;
				return;
			}
			const type = cst.tokenType(source);
			if (!type) {
				const message = `Not a YAML token: ${source}`;
				yield* this.pop({
					type: "error",
					offset: this.offset,
					message,
					source
				});
				this.offset += source.length;
			} else if (type === "scalar") {
				this.atNewLine = false;
				this.atScalar = true;
				this.type = "scalar";
			} else {
				this.type = type;
				yield* this.step();
				switch (type) {
					case "newline":
						this.atNewLine = true;
						this.indent = 0;
						if (this.onNewLine) this.onNewLine(this.offset + source.length);
						break;
					case "space":
						if (this.atNewLine && source[0] === " ") this.indent += source.length;
						break;
					case "explicit-key-ind":
					case "map-value-ind":
					case "seq-item-ind":
						if (this.atNewLine) this.indent += source.length;
						break;
					case "doc-mode":
					case "flow-error-end": return;
					default: this.atNewLine = false;
				}
				this.offset += source.length;
			}
		}
		/** Call at end of input to push out any remaining constructions */
		*end() {
			while (this.stack.length > 0) yield* this.pop();
		}
		get sourceToken() {
			return {
				type: this.type,
				offset: this.offset,
				indent: this.indent,
				source: this.source
			};
		}
		*step() {
			const top = this.peek(1);
			if (this.type === "doc-end" && top?.type !== "doc-end") {
				while (this.stack.length > 0) yield* this.pop();
				this.stack.push({
					type: "doc-end",
					offset: this.offset,
					source: this.source
				});
				return;
			}
			if (!top) return yield* this.stream();
			switch (top.type) {
				case "document": return yield* this.document(top);
				case "alias":
				case "scalar":
				case "single-quoted-scalar":
				case "double-quoted-scalar": return yield* this.scalar(top);
				case "block-scalar": return yield* this.blockScalar(top);
				case "block-map": return yield* this.blockMap(top);
				case "block-seq": return yield* this.blockSequence(top);
				case "flow-collection": return yield* this.flowCollection(top);
				case "doc-end": return yield* this.documentEnd(top);
			}
			/* istanbul ignore next should not happen */
			yield* this.pop();
		}
		peek(n) {
			return this.stack[this.stack.length - n];
		}
		*pop(error) {
			const token = error ?? this.stack.pop();
			/* istanbul ignore if should not happen */
			if (!token) yield {
				type: "error",
				offset: this.offset,
				source: "",
				message: "Tried to pop an empty stack"
			};
			else if (this.stack.length === 0) yield token;
			else {
				const top = this.peek(1);
				if (token.type === "block-scalar") token.indent = "indent" in top ? top.indent : 0;
				else if (token.type === "flow-collection" && top.type === "document") token.indent = 0;
				if (token.type === "flow-collection") fixFlowSeqItems(token);
				switch (top.type) {
					case "document":
						top.value = token;
						break;
					case "block-scalar":
						top.props.push(token);
						break;
					case "block-map": {
						const it = top.items[top.items.length - 1];
						if (it.value) {
							top.items.push({
								start: [],
								key: token,
								sep: []
							});
							this.onKeyLine = true;
							return;
						} else if (it.sep) it.value = token;
						else {
							Object.assign(it, {
								key: token,
								sep: []
							});
							this.onKeyLine = !it.explicitKey;
							return;
						}
						break;
					}
					case "block-seq": {
						const it = top.items[top.items.length - 1];
						if (it.value) top.items.push({
							start: [],
							value: token
						});
						else it.value = token;
						break;
					}
					case "flow-collection": {
						const it = top.items[top.items.length - 1];
						if (!it || it.value) top.items.push({
							start: [],
							key: token,
							sep: []
						});
						else if (it.sep) it.value = token;
						else Object.assign(it, {
							key: token,
							sep: []
						});
						return;
					}
					/* istanbul ignore next should not happen */
					default:
						yield* this.pop();
						yield* this.pop(token);
				}
				if ((top.type === "document" || top.type === "block-map" || top.type === "block-seq") && (token.type === "block-map" || token.type === "block-seq")) {
					const last = token.items[token.items.length - 1];
					if (last && !last.sep && !last.value && last.start.length > 0 && findNonEmptyIndex(last.start) === -1 && (token.indent === 0 || last.start.every((st) => st.type !== "comment" || st.indent < token.indent))) {
						if (top.type === "document") top.end = last.start;
						else top.items.push({ start: last.start });
						token.items.splice(-1, 1);
					}
				}
			}
		}
		*stream() {
			switch (this.type) {
				case "directive-line":
					yield {
						type: "directive",
						offset: this.offset,
						source: this.source
					};
					return;
				case "byte-order-mark":
				case "space":
				case "comment":
				case "newline":
					yield this.sourceToken;
					return;
				case "doc-mode":
				case "doc-start": {
					const doc = {
						type: "document",
						offset: this.offset,
						start: []
					};
					if (this.type === "doc-start") doc.start.push(this.sourceToken);
					this.stack.push(doc);
					return;
				}
			}
			yield {
				type: "error",
				offset: this.offset,
				message: `Unexpected ${this.type} token in YAML stream`,
				source: this.source
			};
		}
		*document(doc) {
			if (doc.value) return yield* this.lineEnd(doc);
			switch (this.type) {
				case "doc-start":
					if (findNonEmptyIndex(doc.start) !== -1) {
						yield* this.pop();
						yield* this.step();
					} else doc.start.push(this.sourceToken);
					return;
				case "anchor":
				case "tag":
				case "space":
				case "comment":
				case "newline":
					doc.start.push(this.sourceToken);
					return;
			}
			const bv = this.startBlockValue(doc);
			if (bv) this.stack.push(bv);
			else yield {
				type: "error",
				offset: this.offset,
				message: `Unexpected ${this.type} token in YAML document`,
				source: this.source
			};
		}
		*scalar(scalar) {
			if (this.type === "map-value-ind") {
				const start = getFirstKeyStartProps(getPrevProps(this.peek(2)));
				let sep;
				if (scalar.end) {
					sep = scalar.end;
					sep.push(this.sourceToken);
					delete scalar.end;
				} else sep = [this.sourceToken];
				const map = {
					type: "block-map",
					offset: scalar.offset,
					indent: scalar.indent,
					items: [{
						start,
						key: scalar,
						sep
					}]
				};
				this.onKeyLine = true;
				this.stack[this.stack.length - 1] = map;
			} else yield* this.lineEnd(scalar);
		}
		*blockScalar(scalar) {
			switch (this.type) {
				case "space":
				case "comment":
				case "newline":
					scalar.props.push(this.sourceToken);
					return;
				case "scalar":
					scalar.source = this.source;
					this.atNewLine = true;
					this.indent = 0;
					if (this.onNewLine) {
						let nl = this.source.indexOf("\n") + 1;
						while (nl !== 0) {
							this.onNewLine(this.offset + nl);
							nl = this.source.indexOf("\n", nl) + 1;
						}
					}
					yield* this.pop();
					break;
				/* istanbul ignore next should not happen */
				default:
					yield* this.pop();
					yield* this.step();
			}
		}
		*blockMap(map) {
			const it = map.items[map.items.length - 1];
			switch (this.type) {
				case "newline":
					this.onKeyLine = false;
					if (it.value) {
						const end = "end" in it.value ? it.value.end : void 0;
						if ((Array.isArray(end) ? end[end.length - 1] : void 0)?.type === "comment") end?.push(this.sourceToken);
						else map.items.push({ start: [this.sourceToken] });
					} else if (it.sep) it.sep.push(this.sourceToken);
					else it.start.push(this.sourceToken);
					return;
				case "space":
				case "comment":
					if (it.value) map.items.push({ start: [this.sourceToken] });
					else if (it.sep) it.sep.push(this.sourceToken);
					else {
						if (this.atIndentedComment(it.start, map.indent)) {
							const end = map.items[map.items.length - 2]?.value?.end;
							if (Array.isArray(end)) {
								arrayPushArray(end, it.start);
								end.push(this.sourceToken);
								map.items.pop();
								return;
							}
						}
						it.start.push(this.sourceToken);
					}
					return;
			}
			if (this.indent >= map.indent) {
				const atMapIndent = !this.onKeyLine && this.indent === map.indent;
				const atNextItem = atMapIndent && (it.sep || it.explicitKey) && this.type !== "seq-item-ind";
				let start = [];
				if (atNextItem && it.sep && !it.value) {
					const nl = [];
					for (let i = 0; i < it.sep.length; ++i) {
						const st = it.sep[i];
						switch (st.type) {
							case "newline":
								nl.push(i);
								break;
							case "space": break;
							case "comment":
								if (st.indent > map.indent) nl.length = 0;
								break;
							default: nl.length = 0;
						}
					}
					if (nl.length >= 2) start = it.sep.splice(nl[1]);
				}
				switch (this.type) {
					case "anchor":
					case "tag":
						if (atNextItem || it.value) {
							start.push(this.sourceToken);
							map.items.push({ start });
							this.onKeyLine = true;
						} else if (it.sep) it.sep.push(this.sourceToken);
						else it.start.push(this.sourceToken);
						return;
					case "explicit-key-ind":
						if (!it.sep && !it.explicitKey) {
							it.start.push(this.sourceToken);
							it.explicitKey = true;
						} else if (atNextItem || it.value) {
							start.push(this.sourceToken);
							map.items.push({
								start,
								explicitKey: true
							});
						} else this.stack.push({
							type: "block-map",
							offset: this.offset,
							indent: this.indent,
							items: [{
								start: [this.sourceToken],
								explicitKey: true
							}]
						});
						this.onKeyLine = true;
						return;
					case "map-value-ind":
						if (it.explicitKey) {
							if (!it.sep) {
								if (includesToken(it.start, "newline")) Object.assign(it, {
									key: null,
									sep: [this.sourceToken]
								});
								else {
									const start = getFirstKeyStartProps(it.start);
									this.stack.push({
										type: "block-map",
										offset: this.offset,
										indent: this.indent,
										items: [{
											start,
											key: null,
											sep: [this.sourceToken]
										}]
									});
								}
							} else if (it.value) map.items.push({
								start: [],
								key: null,
								sep: [this.sourceToken]
							});
							else if (includesToken(it.sep, "map-value-ind")) this.stack.push({
								type: "block-map",
								offset: this.offset,
								indent: this.indent,
								items: [{
									start,
									key: null,
									sep: [this.sourceToken]
								}]
							});
							else if (isFlowToken(it.key) && !includesToken(it.sep, "newline")) {
								const start = getFirstKeyStartProps(it.start);
								const key = it.key;
								const sep = it.sep;
								sep.push(this.sourceToken);
								delete it.key;
								delete it.sep;
								this.stack.push({
									type: "block-map",
									offset: this.offset,
									indent: this.indent,
									items: [{
										start,
										key,
										sep
									}]
								});
							} else if (start.length > 0) it.sep = it.sep.concat(start, this.sourceToken);
							else it.sep.push(this.sourceToken);
						} else if (!it.sep) Object.assign(it, {
							key: null,
							sep: [this.sourceToken]
						});
						else if (it.value || atNextItem) map.items.push({
							start,
							key: null,
							sep: [this.sourceToken]
						});
						else if (includesToken(it.sep, "map-value-ind")) this.stack.push({
							type: "block-map",
							offset: this.offset,
							indent: this.indent,
							items: [{
								start: [],
								key: null,
								sep: [this.sourceToken]
							}]
						});
						else it.sep.push(this.sourceToken);
						this.onKeyLine = true;
						return;
					case "alias":
					case "scalar":
					case "single-quoted-scalar":
					case "double-quoted-scalar": {
						const fs = this.flowScalar(this.type);
						if (atNextItem || it.value) {
							map.items.push({
								start,
								key: fs,
								sep: []
							});
							this.onKeyLine = true;
						} else if (it.sep) this.stack.push(fs);
						else {
							Object.assign(it, {
								key: fs,
								sep: []
							});
							this.onKeyLine = true;
						}
						return;
					}
					default: {
						const bv = this.startBlockValue(map);
						if (bv) {
							if (bv.type === "block-seq") {
								if (!it.explicitKey && it.sep && !includesToken(it.sep, "newline")) {
									yield* this.pop({
										type: "error",
										offset: this.offset,
										message: "Unexpected block-seq-ind on same line with key",
										source: this.source
									});
									return;
								}
							} else if (atMapIndent) map.items.push({ start });
							this.stack.push(bv);
							return;
						}
					}
				}
			}
			yield* this.pop();
			yield* this.step();
		}
		*blockSequence(seq) {
			const it = seq.items[seq.items.length - 1];
			switch (this.type) {
				case "newline":
					if (it.value) {
						const end = "end" in it.value ? it.value.end : void 0;
						if ((Array.isArray(end) ? end[end.length - 1] : void 0)?.type === "comment") end?.push(this.sourceToken);
						else seq.items.push({ start: [this.sourceToken] });
					} else it.start.push(this.sourceToken);
					return;
				case "space":
				case "comment":
					if (it.value) seq.items.push({ start: [this.sourceToken] });
					else {
						if (this.atIndentedComment(it.start, seq.indent)) {
							const end = seq.items[seq.items.length - 2]?.value?.end;
							if (Array.isArray(end)) {
								arrayPushArray(end, it.start);
								end.push(this.sourceToken);
								seq.items.pop();
								return;
							}
						}
						it.start.push(this.sourceToken);
					}
					return;
				case "anchor":
				case "tag":
					if (it.value || this.indent <= seq.indent) break;
					it.start.push(this.sourceToken);
					return;
				case "seq-item-ind":
					if (this.indent !== seq.indent) break;
					if (it.value || includesToken(it.start, "seq-item-ind")) seq.items.push({ start: [this.sourceToken] });
					else it.start.push(this.sourceToken);
					return;
			}
			if (this.indent > seq.indent) {
				const bv = this.startBlockValue(seq);
				if (bv) {
					this.stack.push(bv);
					return;
				}
			}
			yield* this.pop();
			yield* this.step();
		}
		*flowCollection(fc) {
			const it = fc.items[fc.items.length - 1];
			if (this.type === "flow-error-end") {
				let top;
				do {
					yield* this.pop();
					top = this.peek(1);
				} while (top?.type === "flow-collection");
			} else if (fc.end.length === 0) {
				switch (this.type) {
					case "comma":
					case "explicit-key-ind":
						if (!it || it.sep) fc.items.push({ start: [this.sourceToken] });
						else it.start.push(this.sourceToken);
						return;
					case "map-value-ind":
						if (!it || it.value) fc.items.push({
							start: [],
							key: null,
							sep: [this.sourceToken]
						});
						else if (it.sep) it.sep.push(this.sourceToken);
						else Object.assign(it, {
							key: null,
							sep: [this.sourceToken]
						});
						return;
					case "space":
					case "comment":
					case "newline":
					case "anchor":
					case "tag":
						if (!it || it.value) fc.items.push({ start: [this.sourceToken] });
						else if (it.sep) it.sep.push(this.sourceToken);
						else it.start.push(this.sourceToken);
						return;
					case "alias":
					case "scalar":
					case "single-quoted-scalar":
					case "double-quoted-scalar": {
						const fs = this.flowScalar(this.type);
						if (!it || it.value) fc.items.push({
							start: [],
							key: fs,
							sep: []
						});
						else if (it.sep) this.stack.push(fs);
						else Object.assign(it, {
							key: fs,
							sep: []
						});
						return;
					}
					case "flow-map-end":
					case "flow-seq-end":
						fc.end.push(this.sourceToken);
						return;
				}
				const bv = this.startBlockValue(fc);
				/* istanbul ignore else should not happen */
				if (bv) this.stack.push(bv);
				else {
					yield* this.pop();
					yield* this.step();
				}
			} else {
				const parent = this.peek(2);
				if (parent.type === "block-map" && (this.type === "map-value-ind" && parent.indent === fc.indent || this.type === "newline" && !parent.items[parent.items.length - 1].sep)) {
					yield* this.pop();
					yield* this.step();
				} else if (this.type === "map-value-ind" && parent.type !== "flow-collection") {
					const start = getFirstKeyStartProps(getPrevProps(parent));
					fixFlowSeqItems(fc);
					const sep = fc.end.splice(1, fc.end.length);
					sep.push(this.sourceToken);
					const map = {
						type: "block-map",
						offset: fc.offset,
						indent: fc.indent,
						items: [{
							start,
							key: fc,
							sep
						}]
					};
					this.onKeyLine = true;
					this.stack[this.stack.length - 1] = map;
				} else yield* this.lineEnd(fc);
			}
		}
		flowScalar(type) {
			if (this.onNewLine) {
				let nl = this.source.indexOf("\n") + 1;
				while (nl !== 0) {
					this.onNewLine(this.offset + nl);
					nl = this.source.indexOf("\n", nl) + 1;
				}
			}
			return {
				type,
				offset: this.offset,
				indent: this.indent,
				source: this.source
			};
		}
		startBlockValue(parent) {
			switch (this.type) {
				case "alias":
				case "scalar":
				case "single-quoted-scalar":
				case "double-quoted-scalar": return this.flowScalar(this.type);
				case "block-scalar-header": return {
					type: "block-scalar",
					offset: this.offset,
					indent: this.indent,
					props: [this.sourceToken],
					source: ""
				};
				case "flow-map-start":
				case "flow-seq-start": return {
					type: "flow-collection",
					offset: this.offset,
					indent: this.indent,
					start: this.sourceToken,
					items: [],
					end: []
				};
				case "seq-item-ind": return {
					type: "block-seq",
					offset: this.offset,
					indent: this.indent,
					items: [{ start: [this.sourceToken] }]
				};
				case "explicit-key-ind": {
					this.onKeyLine = true;
					const start = getFirstKeyStartProps(getPrevProps(parent));
					start.push(this.sourceToken);
					return {
						type: "block-map",
						offset: this.offset,
						indent: this.indent,
						items: [{
							start,
							explicitKey: true
						}]
					};
				}
				case "map-value-ind": {
					this.onKeyLine = true;
					const start = getFirstKeyStartProps(getPrevProps(parent));
					return {
						type: "block-map",
						offset: this.offset,
						indent: this.indent,
						items: [{
							start,
							key: null,
							sep: [this.sourceToken]
						}]
					};
				}
			}
			return null;
		}
		atIndentedComment(start, indent) {
			if (this.type !== "comment") return false;
			if (this.indent <= indent) return false;
			return start.every((st) => st.type === "newline" || st.type === "space");
		}
		*documentEnd(docEnd) {
			if (this.type !== "doc-mode") {
				if (docEnd.end) docEnd.end.push(this.sourceToken);
				else docEnd.end = [this.sourceToken];
				if (this.type === "newline") yield* this.pop();
			}
		}
		*lineEnd(token) {
			switch (this.type) {
				case "comma":
				case "doc-start":
				case "doc-end":
				case "flow-seq-end":
				case "flow-map-end":
				case "map-value-ind":
					yield* this.pop();
					yield* this.step();
					break;
				case "newline": this.onKeyLine = false;
				default:
					if (token.end) token.end.push(this.sourceToken);
					else token.end = [this.sourceToken];
					if (this.type === "newline") yield* this.pop();
			}
		}
	};
	exports.Parser = Parser;
}));

// node_modules/yaml/dist/public-api.js
var require_public_api = /* @__PURE__ */ __commonJSMin(((exports) => {
	var composer = require_composer();
	var Document = require_Document();
	var errors = require_errors();
	var log = require_log();
	var identity = require_identity();
	var lineCounter = require_line_counter();
	var parser = require_parser();
	function parseOptions(options) {
		const prettyErrors = options.prettyErrors !== false;
		return {
			lineCounter: options.lineCounter || prettyErrors && new lineCounter.LineCounter() || null,
			prettyErrors
		};
	}
	/**
	* Parse the input as a stream of YAML documents.
	*
	* Documents should be separated from each other by `...` or `---` marker lines.
	*
	* @returns If an empty `docs` array is returned, it will be of type
	*   EmptyStream and contain additional stream information. In
	*   TypeScript, you should use `'empty' in docs` as a type guard for it.
	*/
	function parseAllDocuments(source, options = {}) {
		const { lineCounter, prettyErrors } = parseOptions(options);
		const parser$1 = new parser.Parser(lineCounter?.addNewLine);
		const composer$1 = new composer.Composer(options);
		const docs = Array.from(composer$1.compose(parser$1.parse(source)));
		if (prettyErrors && lineCounter) for (const doc of docs) {
			doc.errors.forEach(errors.prettifyError(source, lineCounter));
			doc.warnings.forEach(errors.prettifyError(source, lineCounter));
		}
		if (docs.length > 0) return docs;
		return Object.assign([], { empty: true }, composer$1.streamInfo());
	}
	/** Parse an input string into a single YAML.Document */
	function parseDocument(source, options = {}) {
		const { lineCounter, prettyErrors } = parseOptions(options);
		const parser$1 = new parser.Parser(lineCounter?.addNewLine);
		const composer$1 = new composer.Composer(options);
		let doc = null;
		for (const _doc of composer$1.compose(parser$1.parse(source), true, source.length)) if (!doc) doc = _doc;
		else if (doc.options.logLevel !== "silent") {
			doc.errors.push(new errors.YAMLParseError(_doc.range.slice(0, 2), "MULTIPLE_DOCS", "Source contains multiple documents; please use YAML.parseAllDocuments()"));
			break;
		}
		if (prettyErrors && lineCounter) {
			doc.errors.forEach(errors.prettifyError(source, lineCounter));
			doc.warnings.forEach(errors.prettifyError(source, lineCounter));
		}
		return doc;
	}
	function parse(src, reviver, options) {
		let _reviver = void 0;
		if (typeof reviver === "function") _reviver = reviver;
		else if (options === void 0 && reviver && typeof reviver === "object") options = reviver;
		const doc = parseDocument(src, options);
		if (!doc) return null;
		doc.warnings.forEach((warning) => log.warn(doc.options.logLevel, warning));
		if (doc.errors.length > 0) {
			if (doc.options.logLevel !== "silent") throw doc.errors[0];
			else doc.errors = [];
		}
		return doc.toJS(Object.assign({ reviver: _reviver }, options));
	}
	function stringify(value, replacer, options) {
		let _replacer = null;
		if (typeof replacer === "function" || Array.isArray(replacer)) _replacer = replacer;
		else if (options === void 0 && replacer) options = replacer;
		if (typeof options === "string") options = options.length;
		if (typeof options === "number") {
			const indent = Math.round(options);
			options = indent < 1 ? void 0 : indent > 8 ? { indent: 8 } : { indent };
		}
		if (value === void 0) {
			const { keepUndefined } = options ?? replacer ?? {};
			if (!keepUndefined) return void 0;
		}
		if (identity.isDocument(value) && !_replacer) return value.toString(options);
		return new Document.Document(value, _replacer, options).toString(options);
	}
	exports.parse = parse;
	exports.parseAllDocuments = parseAllDocuments;
	exports.parseDocument = parseDocument;
	exports.stringify = stringify;
}));

// node_modules/yaml/dist/index.js
var require_dist = /* @__PURE__ */ __commonJSMin(((exports) => {
	var composer = require_composer();
	var Document = require_Document();
	var Schema = require_Schema();
	var errors = require_errors();
	var Alias = require_Alias();
	var identity = require_identity();
	var Pair = require_Pair();
	var Scalar = require_Scalar();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	var cst = require_cst();
	var lexer = require_lexer();
	var lineCounter = require_line_counter();
	var parser = require_parser();
	var publicApi = require_public_api();
	var visit = require_visit();
	exports.Composer = composer.Composer;
	exports.Document = Document.Document;
	exports.Schema = Schema.Schema;
	exports.YAMLError = errors.YAMLError;
	exports.YAMLParseError = errors.YAMLParseError;
	exports.YAMLWarning = errors.YAMLWarning;
	exports.Alias = Alias.Alias;
	exports.isAlias = identity.isAlias;
	exports.isCollection = identity.isCollection;
	exports.isDocument = identity.isDocument;
	exports.isMap = identity.isMap;
	exports.isNode = identity.isNode;
	exports.isPair = identity.isPair;
	exports.isScalar = identity.isScalar;
	exports.isSeq = identity.isSeq;
	exports.Pair = Pair.Pair;
	exports.Scalar = Scalar.Scalar;
	exports.YAMLMap = YAMLMap.YAMLMap;
	exports.YAMLSeq = YAMLSeq.YAMLSeq;
	exports.CST = cst;
	exports.Lexer = lexer.Lexer;
	exports.LineCounter = lineCounter.LineCounter;
	exports.Parser = parser.Parser;
	exports.parse = publicApi.parse;
	exports.parseAllDocuments = publicApi.parseAllDocuments;
	exports.parseDocument = publicApi.parseDocument;
	exports.stringify = publicApi.stringify;
	exports.visit = visit.visit;
	exports.visitAsync = visit.visitAsync;
}));

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
var require_fastest_levenshtein = /* @__PURE__ */ __commonJSMin(((exports) => {
	exports.__esModule = true;
	exports.distance = exports.closest = void 0;
	var peq = /* @__PURE__ */ new Uint32Array(65536);
	var myers_32 = function(a, b) {
		var n = a.length;
		var m = b.length;
		var lst = 1 << n - 1;
		var pv = -1;
		var mv = 0;
		var sc = n;
		var i = n;
		while (i--) peq[a.charCodeAt(i)] |= 1 << i;
		for (i = 0; i < m; i++) {
			var eq = peq[b.charCodeAt(i)];
			var xv = eq | mv;
			eq |= (eq & pv) + pv ^ pv;
			mv |= ~(eq | pv);
			pv &= eq;
			if (mv & lst) sc++;
			if (pv & lst) sc--;
			mv = mv << 1 | 1;
			pv = pv << 1 | ~(xv | mv);
			mv &= xv;
		}
		i = n;
		while (i--) peq[a.charCodeAt(i)] = 0;
		return sc;
	};
	var myers_x = function(b, a) {
		var n = a.length;
		var m = b.length;
		var mhc = [];
		var phc = [];
		var hsize = Math.ceil(n / 32);
		var vsize = Math.ceil(m / 32);
		for (var i = 0; i < hsize; i++) {
			phc[i] = -1;
			mhc[i] = 0;
		}
		var j = 0;
		for (; j < vsize - 1; j++) {
			var mv_1 = 0;
			var pv_1 = -1;
			var start_1 = j * 32;
			var vlen_1 = Math.min(32, m) + start_1;
			for (var k = start_1; k < vlen_1; k++) peq[b.charCodeAt(k)] |= 1 << k;
			for (var i = 0; i < n; i++) {
				var eq = peq[a.charCodeAt(i)];
				var pb = phc[i / 32 | 0] >>> i & 1;
				var mb = mhc[i / 32 | 0] >>> i & 1;
				var xv = eq | mv_1;
				var xh = ((eq | mb) & pv_1) + pv_1 ^ pv_1 | eq | mb;
				var ph = mv_1 | ~(xh | pv_1);
				var mh = pv_1 & xh;
				if (ph >>> 31 ^ pb) phc[i / 32 | 0] ^= 1 << i;
				if (mh >>> 31 ^ mb) mhc[i / 32 | 0] ^= 1 << i;
				ph = ph << 1 | pb;
				mh = mh << 1 | mb;
				pv_1 = mh | ~(xv | ph);
				mv_1 = ph & xv;
			}
			for (var k = start_1; k < vlen_1; k++) peq[b.charCodeAt(k)] = 0;
		}
		var mv = 0;
		var pv = -1;
		var start = j * 32;
		var vlen = Math.min(32, m - start) + start;
		for (var k = start; k < vlen; k++) peq[b.charCodeAt(k)] |= 1 << k;
		var score = m;
		for (var i = 0; i < n; i++) {
			var eq = peq[a.charCodeAt(i)];
			var pb = phc[i / 32 | 0] >>> i & 1;
			var mb = mhc[i / 32 | 0] >>> i & 1;
			var xv = eq | mv;
			var xh = ((eq | mb) & pv) + pv ^ pv | eq | mb;
			var ph = mv | ~(xh | pv);
			var mh = pv & xh;
			score += ph >>> m - 1 & 1;
			score -= mh >>> m - 1 & 1;
			if (ph >>> 31 ^ pb) phc[i / 32 | 0] ^= 1 << i;
			if (mh >>> 31 ^ mb) mhc[i / 32 | 0] ^= 1 << i;
			ph = ph << 1 | pb;
			mh = mh << 1 | mb;
			pv = mh | ~(xv | ph);
			mv = ph & xv;
		}
		for (var k = start; k < vlen; k++) peq[b.charCodeAt(k)] = 0;
		return score;
	};
	var distance = function(a, b) {
		if (a.length < b.length) {
			var tmp = b;
			b = a;
			a = tmp;
		}
		if (b.length === 0) return a.length;
		if (a.length <= 32) return myers_32(a, b);
		return myers_x(a, b);
	};
	exports.distance = distance;
	var closest = function(str, arr) {
		var min_distance = Infinity;
		var min_index = 0;
		for (var i = 0; i < arr.length; i++) {
			var dist = distance(str, arr[i]);
			if (dist < min_distance) {
				min_distance = dist;
				min_index = i;
			}
		}
		return arr[min_index];
	};
	exports.closest = closest;
}));

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
function nameOf(path) {
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
function wrongType({ path, site, value }) {
	const { shape } = site;
	if (typeof value === "string" && yamlBoolean.test(value) && shape.type?.includes("boolean")) return {
		code: "yaml-boolean",
		message: `${quote(value)} is a text in YAML 1.2, not a boolean`,
		hint: `Write ${/^(?:y|yes|on)$/i.test(value) ? "true" : "false"}`
	};
	const message = `${nameOf(path)} must be ${expected(shape)}, not ${describeValue(value)}`;
	return {
		code: "wrong-type",
		message: value === null ? `${nameOf(path)} is empty; it must be ${expected(shape)}` : message,
		hint: hintFor(site, value, path.at(-1)) ?? `Write ${expected(shape)} here`
	};
}
const typeNames = {
	string: "a text",
	integer: "a whole number",
	number: "a number",
	boolean: "true or false",
	array: "a list",
	object: "a mapping",
	null: "nothing"
};
const expected = ({ title, type }) => title ?? (type ?? []).map((name) => typeNames[name] ?? name).join(" or ");
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
	const name = nameOf(path);
	switch (error.keyword) {
		case "additionalProperties": return unknownKey(String(error.params.additionalProperty), fault);
		case "required": return missingKey(String(error.params.missingProperty), path);
		case "type": return wrongType(fault);
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
function unknownKey(key, { path, site, advice }) {
	const where = path.length === 0 ? "" : ` in ${nameOf(path)}`;
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
		message: `${path.length === 0 ? "The file" : nameOf(path)} has no "${key}"`,
		hint: missingHints[key] ?? `Add "${key}"`
	};
}
function notAllowed({ path, value }, allowed) {
	const message = `${nameOf(path)} cannot be ${describeValue(value)}`;
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
	const name = nameOf(path);
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
		case "combinations": return wrongType({
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
	const name = nameOf(path);
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
	if (foreign === void 0) return check$1(document, file, {
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
	return check$1(document, file, {
		noun: "A stacks file",
		shape: stacksShape,
		validate: validateStacks,
		root: "stacks"
	});
}
function check$1(document, file, kind) {
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
	return errors.toSorted((a, b) => a.pos[0] - b.pos[0]).filter(({ pos }) => lines.size !== lines.add(positionAt(file, pos[0]).line).size).slice(0, mostFaults).map((error) => fault(error, root, file));
}
function fault({ code, message, pos }, root, file) {
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
const deepest = 100;
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
		const seen = isContent ? lexeme : inspect(lexeme, {
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
function inspect(lexeme, location, complain) {
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
var Expr = class {};
var Literal = class extends Expr {
	constructor(literal, token) {
		super();
		this.literal = literal;
		this.token = token;
	}
	accept(v) {
		return v.visitLiteral(this);
	}
};
var Unary = class extends Expr {
	constructor(operator, expr) {
		super();
		this.operator = operator;
		this.expr = expr;
	}
	accept(v) {
		return v.visitUnary(this);
	}
};
var FunctionCall = class extends Expr {
	constructor(functionName, args) {
		super();
		this.functionName = functionName;
		this.args = args;
	}
	accept(v) {
		return v.visitFunctionCall(this);
	}
};
var Binary = class extends Expr {
	constructor(left, operator, right) {
		super();
		this.left = left;
		this.operator = operator;
		this.right = right;
	}
	accept(v) {
		return v.visitBinary(this);
	}
};
var Logical = class extends Expr {
	constructor(operator, args) {
		super();
		this.operator = operator;
		this.args = args;
	}
	accept(v) {
		return v.visitLogical(this);
	}
};
var Grouping = class extends Expr {
	constructor(group) {
		super();
		this.group = group;
	}
	accept(v) {
		return v.visitGrouping(this);
	}
};
var ContextAccess = class extends Expr {
	constructor(name) {
		super();
		this.name = name;
	}
	accept(v) {
		return v.visitContextAccess(this);
	}
};
var IndexAccess = class extends Expr {
	constructor(expr, index) {
		super();
		this.expr = expr;
		this.index = index;
	}
	accept(v) {
		return v.visitIndexAccess(this);
	}
};
var Star = class extends Expr {
	accept() {
		throw new Error("Method not implemented.");
	}
};

// node_modules/@actions/expressions/dist/data/expressiondata.js
var Kind;
(function(Kind) {
	Kind[Kind["String"] = 0] = "String";
	Kind[Kind["Array"] = 1] = "Array";
	Kind[Kind["Dictionary"] = 2] = "Dictionary";
	Kind[Kind["Boolean"] = 3] = "Boolean";
	Kind[Kind["Number"] = 4] = "Number";
	Kind[Kind["CaseSensitiveDictionary"] = 5] = "CaseSensitiveDictionary";
	Kind[Kind["Null"] = 6] = "Null";
})(Kind || (Kind = {}));
function kindStr(k) {
	switch (k) {
		case Kind.Array: return "Array";
		case Kind.Boolean: return "Boolean";
		case Kind.Null: return "Null";
		case Kind.Number: return "Number";
		case Kind.Dictionary: return "Object";
		case Kind.String: return "String";
	}
	return "unknown";
}

// node_modules/@actions/expressions/dist/data/array.js
var Array$1 = class {
	constructor(...data) {
		this.v = [];
		this.kind = Kind.Array;
		this.primitive = false;
		for (const d of data) this.add(d);
	}
	coerceString() {
		return kindStr(this.kind);
	}
	number() {
		return NaN;
	}
	add(value) {
		this.v.push(value);
	}
	get(index) {
		return this.v[index];
	}
	values() {
		return this.v;
	}
};

// node_modules/@actions/expressions/dist/data/boolean.js
var BooleanData = class {
	constructor(value) {
		this.value = value;
		this.kind = Kind.Boolean;
		this.primitive = true;
	}
	coerceString() {
		if (this.value) return "true";
		return "false";
	}
	number() {
		if (this.value) return 1;
		return 0;
	}
};

// node_modules/@actions/expressions/dist/data/dictionary.js
var Dictionary$1 = class {
	constructor(...pairs) {
		this.keys = [];
		this.v = [];
		this.indexMap = {};
		this.kind = Kind.Dictionary;
		this.primitive = false;
		for (const p of pairs) this.add(p.key, p.value);
	}
	coerceString() {
		return kindStr(this.kind);
	}
	number() {
		return NaN;
	}
	add(key, value) {
		if (key.toLowerCase() in this.indexMap) return;
		this.keys.push(key);
		this.v.push(value);
		this.indexMap[key.toLowerCase()] = this.v.length - 1;
	}
	get(key) {
		const index = this.indexMap[key.toLowerCase()];
		if (index === void 0) return;
		return this.v[index];
	}
	values() {
		return this.v;
	}
	pairs() {
		const result = [];
		for (const key of this.keys) result.push({
			key,
			value: this.v[this.indexMap[key.toLowerCase()]]
		});
		return result;
	}
};

// node_modules/@actions/expressions/dist/data/null.js
var Null = class {
	constructor() {
		this.kind = Kind.Null;
		this.primitive = true;
	}
	coerceString() {
		return "";
	}
	number() {
		return 0;
	}
};

// node_modules/@actions/expressions/dist/data/number.js
var NumberData = class {
	constructor(value) {
		this.value = value;
		this.kind = Kind.Number;
		this.primitive = true;
	}
	coerceString() {
		if (this.value === 0) return "0";
		return (+this.value.toFixed(15)).toString();
	}
	number() {
		return this.value;
	}
};

// node_modules/@actions/expressions/dist/data/string.js
var StringData = class {
	constructor(value) {
		this.value = value;
		this.kind = Kind.String;
		this.primitive = true;
	}
	coerceString() {
		return this.value;
	}
	number() {
		return Number(this.value);
	}
};

// node_modules/@actions/expressions/dist/data/replacer.js
/**
* Replacer can be passed to JSON.stringify to convert an ExpressionData object into plain JSON
*
* See: https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/JSON/stringify#replacer
*/
function replacer(_key, value) {
	if (value instanceof Null) return null;
	if (value instanceof BooleanData) return value.value;
	if (value instanceof NumberData) return value.number();
	if (value instanceof StringData) return value.coerceString();
	if (value instanceof Array$1) return value.values();
	if (value instanceof Dictionary$1) {
		const pairs = value.pairs();
		const r = {};
		for (const p of pairs) r[p.key] = p.value;
		return r;
	}
	return value;
}

// node_modules/@actions/expressions/dist/data/reviver.js
/**
* Reviver can be passed to `JSON.parse` to convert plain JSON into an `ExpressionData` object.
*
* See: https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/JSON/parse#reviver
*/
function reviver(_key, val) {
	if (val === null) return new Null();
	if (typeof val === "string") return new StringData(val);
	if (typeof val === "number") return new NumberData(val);
	if (typeof val === "boolean") return new BooleanData(val);
	if (Array.isArray(val)) return new Array$1(...val);
	if (typeof val === "object") return new Dictionary$1(...Object.keys(val).map((k) => ({
		key: k,
		value: val[k]
	})));
	return val;
}

// node_modules/@actions/expressions/dist/lexer.js
var TokenType;
(function(TokenType) {
	TokenType[TokenType["UNKNOWN"] = 0] = "UNKNOWN";
	TokenType[TokenType["LEFT_PAREN"] = 1] = "LEFT_PAREN";
	TokenType[TokenType["RIGHT_PAREN"] = 2] = "RIGHT_PAREN";
	TokenType[TokenType["LEFT_BRACKET"] = 3] = "LEFT_BRACKET";
	TokenType[TokenType["RIGHT_BRACKET"] = 4] = "RIGHT_BRACKET";
	TokenType[TokenType["COMMA"] = 5] = "COMMA";
	TokenType[TokenType["DOT"] = 6] = "DOT";
	TokenType[TokenType["BANG"] = 7] = "BANG";
	TokenType[TokenType["BANG_EQUAL"] = 8] = "BANG_EQUAL";
	TokenType[TokenType["EQUAL_EQUAL"] = 9] = "EQUAL_EQUAL";
	TokenType[TokenType["GREATER"] = 10] = "GREATER";
	TokenType[TokenType["GREATER_EQUAL"] = 11] = "GREATER_EQUAL";
	TokenType[TokenType["LESS"] = 12] = "LESS";
	TokenType[TokenType["LESS_EQUAL"] = 13] = "LESS_EQUAL";
	TokenType[TokenType["AND"] = 14] = "AND";
	TokenType[TokenType["OR"] = 15] = "OR";
	TokenType[TokenType["STAR"] = 16] = "STAR";
	TokenType[TokenType["NUMBER"] = 17] = "NUMBER";
	TokenType[TokenType["STRING"] = 18] = "STRING";
	TokenType[TokenType["IDENTIFIER"] = 19] = "IDENTIFIER";
	TokenType[TokenType["TRUE"] = 20] = "TRUE";
	TokenType[TokenType["FALSE"] = 21] = "FALSE";
	TokenType[TokenType["NULL"] = 22] = "NULL";
	TokenType[TokenType["EOF"] = 23] = "EOF";
})(TokenType || (TokenType = {}));
function tokenString(tok) {
	switch (tok.type) {
		case TokenType.EOF: return "EOF";
		case TokenType.NUMBER: return tok.lexeme;
		case TokenType.STRING: return tok.value.toString();
		default: return tok.lexeme;
	}
}
var Lexer = class {
	constructor(input) {
		this.input = input;
		this.start = 0;
		this.offset = 0;
		this.line = 0;
		this.lastLineOffset = 0;
		this.tokens = [];
	}
	lex() {
		if (this.input.length > 21e3) throw new Error("ErrorExceededMaxLength");
		while (!this.atEnd()) {
			this.start = this.offset;
			const c = this.next();
			switch (c) {
				case "(":
					this.addToken(TokenType.LEFT_PAREN);
					break;
				case ")":
					this.addToken(TokenType.RIGHT_PAREN);
					break;
				case "[":
					this.addToken(TokenType.LEFT_BRACKET);
					break;
				case "]":
					this.addToken(TokenType.RIGHT_BRACKET);
					break;
				case ",":
					this.addToken(TokenType.COMMA);
					break;
				case ".":
					if (this.previous() != TokenType.IDENTIFIER && this.previous() != TokenType.RIGHT_BRACKET && this.previous() != TokenType.RIGHT_PAREN && this.previous() != TokenType.STAR) this.consumeNumber();
					else this.addToken(TokenType.DOT);
					break;
				case "-":
				case "+":
					this.consumeNumber();
					break;
				case "!":
					this.addToken(this.match("=") ? TokenType.BANG_EQUAL : TokenType.BANG);
					break;
				case "=":
					if (!this.match("=")) {
						this.consumeIdentifier();
						break;
					}
					this.addToken(TokenType.EQUAL_EQUAL);
					break;
				case "<":
					this.addToken(this.match("=") ? TokenType.LESS_EQUAL : TokenType.LESS);
					break;
				case ">":
					this.addToken(this.match("=") ? TokenType.GREATER_EQUAL : TokenType.GREATER);
					break;
				case "&":
					if (!this.match("&")) {
						this.consumeIdentifier();
						break;
					}
					this.addToken(TokenType.AND);
					break;
				case "|":
					if (!this.match("|")) {
						this.consumeIdentifier();
						break;
					}
					this.addToken(TokenType.OR);
					break;
				case "*":
					this.addToken(TokenType.STAR);
					break;
				case " ":
				case "\r":
				case "	": break;
				case "\n":
					++this.line;
					this.lastLineOffset = this.offset;
					break;
				case "'":
					this.consumeString();
					break;
				default: switch (true) {
					case isDigit(c):
						this.consumeNumber();
						break;
					default: this.consumeIdentifier();
				}
			}
		}
		this.tokens.push({
			type: TokenType.EOF,
			lexeme: "",
			range: this.range()
		});
		return { tokens: this.tokens };
	}
	pos() {
		return {
			line: this.line,
			column: this.start - this.lastLineOffset
		};
	}
	endPos() {
		return {
			line: this.line,
			column: this.offset - this.lastLineOffset
		};
	}
	range() {
		return {
			start: this.pos(),
			end: this.endPos()
		};
	}
	atEnd() {
		return this.offset >= this.input.length;
	}
	peek() {
		if (this.atEnd()) return "\0";
		return this.input[this.offset];
	}
	peekNext() {
		if (this.offset + 1 >= this.input.length) return "\0";
		return this.input[this.offset + 1];
	}
	previous() {
		const l = this.tokens.length;
		if (l == 0) return TokenType.EOF;
		return this.tokens[l - 1].type;
	}
	next() {
		return this.input[this.offset++];
	}
	match(expected) {
		if (this.atEnd()) return false;
		if (this.input[this.offset] !== expected) return false;
		this.offset++;
		return true;
	}
	addToken(type, value) {
		this.tokens.push({
			type,
			lexeme: this.input.substring(this.start, this.offset),
			range: this.range(),
			value
		});
	}
	consumeNumber() {
		while (!this.atEnd() && (!isBoundary(this.peek()) || this.peek() == ".")) this.next();
		const lexeme = this.input.substring(this.start, this.offset);
		const value = new StringData(lexeme).number();
		if (isNaN(value)) throw new Error(`Unexpected symbol: '${lexeme}'. Located at position ${this.start + 1} within expression: ${this.input}`);
		this.addToken(TokenType.NUMBER, value);
	}
	consumeString() {
		while ((this.peek() !== "'" || this.peekNext() === "'") && !this.atEnd()) {
			if (this.peek() === "\n") this.line++;
			if (this.peek() === "'" && this.peekNext() === "'") this.next();
			this.next();
		}
		if (this.atEnd()) throw new Error(`Unexpected symbol: '${this.input.substring(this.start)}'. Located at position ${this.start + 1} within expression: ${this.input}`);
		this.next();
		let value = this.input.substring(this.start + 1, this.offset - 1);
		value = value.replace("''", "'");
		this.addToken(TokenType.STRING, value);
	}
	consumeIdentifier() {
		while (!this.atEnd() && !isBoundary(this.peek())) this.next();
		let tokenType = TokenType.IDENTIFIER;
		let tokenValue = void 0;
		const lexeme = this.input.substring(this.start, this.offset);
		if (this.previous() != TokenType.DOT) switch (lexeme) {
			case "true":
				tokenType = TokenType.TRUE;
				break;
			case "false":
				tokenType = TokenType.FALSE;
				break;
			case "null":
				tokenType = TokenType.NULL;
				break;
			case "NaN":
				tokenType = TokenType.NUMBER;
				tokenValue = NaN;
				break;
			case "Infinity":
				tokenType = TokenType.NUMBER;
				tokenValue = Infinity;
		}
		if (!isLegalIdentifier(lexeme)) throw new Error(`Unexpected symbol: '${lexeme}'. Located at position ${this.start + 1} within expression: ${this.input}`);
		this.addToken(tokenType, tokenValue);
	}
};
function isDigit(c) {
	return c >= "0" && c <= "9";
}
function isBoundary(c) {
	switch (c) {
		case "(":
		case "[":
		case ")":
		case "]":
		case ",":
		case ".":
		case "!":
		case ">":
		case "<":
		case "=":
		case "&":
		case "|": return true;
	}
	return /\s/.test(c);
}
function isLegalIdentifier(str) {
	if (str == "") return false;
	const first = str[0];
	if (first >= "a" && first <= "z" || first >= "A" && first <= "Z" || first == "_") {
		for (const c of str.substring(1).split("")) if (c >= "a" && c <= "z" || c >= "A" && c <= "Z" || c >= "0" && c <= "9" || c == "_" || c == "-") {} else return false;
		return true;
	}
	return false;
}

// node_modules/@actions/expressions/dist/errors.js
const MAX_PARSER_DEPTH = 50;
const MAX_EXPRESSION_LENGTH = 21e3;
var ErrorType;
(function(ErrorType) {
	ErrorType[ErrorType["ErrorUnexpectedSymbol"] = 0] = "ErrorUnexpectedSymbol";
	ErrorType[ErrorType["ErrorUnrecognizedNamedValue"] = 1] = "ErrorUnrecognizedNamedValue";
	ErrorType[ErrorType["ErrorUnexpectedEndOfExpression"] = 2] = "ErrorUnexpectedEndOfExpression";
	ErrorType[ErrorType["ErrorExceededMaxDepth"] = 3] = "ErrorExceededMaxDepth";
	ErrorType[ErrorType["ErrorExceededMaxLength"] = 4] = "ErrorExceededMaxLength";
	ErrorType[ErrorType["ErrorTooFewParameters"] = 5] = "ErrorTooFewParameters";
	ErrorType[ErrorType["ErrorTooManyParameters"] = 6] = "ErrorTooManyParameters";
	ErrorType[ErrorType["ErrorEvenParameters"] = 7] = "ErrorEvenParameters";
	ErrorType[ErrorType["ErrorUnrecognizedContext"] = 8] = "ErrorUnrecognizedContext";
	ErrorType[ErrorType["ErrorUnrecognizedFunction"] = 9] = "ErrorUnrecognizedFunction";
})(ErrorType || (ErrorType = {}));
var ExpressionError = class extends Error {
	constructor(typ, tok) {
		super(`${errorDescription(typ)}: '${tokenString(tok)}'`);
		this.typ = typ;
		this.tok = tok;
		this.pos = this.tok.range.start;
	}
};
function errorDescription(typ) {
	switch (typ) {
		case ErrorType.ErrorUnexpectedEndOfExpression: return "Unexpected end of expression";
		case ErrorType.ErrorUnexpectedSymbol: return "Unexpected symbol";
		case ErrorType.ErrorUnrecognizedNamedValue: return "Unrecognized named-value";
		case ErrorType.ErrorExceededMaxDepth: return `Exceeded max expression depth ${50}`;
		case ErrorType.ErrorExceededMaxLength: return `Exceeded max expression length ${MAX_EXPRESSION_LENGTH}`;
		case ErrorType.ErrorTooFewParameters: return "Too few parameters supplied";
		case ErrorType.ErrorTooManyParameters: return "Too many parameters supplied";
		case ErrorType.ErrorEvenParameters: return "Even number of parameters supplied, requires an odd number of parameters";
		case ErrorType.ErrorUnrecognizedContext: return "Unrecognized named-value";
		case ErrorType.ErrorUnrecognizedFunction: return "Unrecognized function";
		default: return "Unknown error";
	}
}
var ExpressionEvaluationError = class extends Error {};

// node_modules/@actions/expressions/dist/funcs/case.js
const caseFunc = {
	name: "case",
	description: "`case( pred1, val1, pred2, val2, ..., default )`\n\nEvaluates predicates in order and returns the value corresponding to the first predicate that evaluates to `true`. If no predicate matches, it returns the last argument as the default value.",
	minArgs: 3,
	maxArgs: Number.MAX_SAFE_INTEGER,
	call: (...args) => {
		for (let i = 0; i < args.length - 1; i += 2) {
			const predicate = args[i];
			if (predicate.kind !== Kind.Boolean) throw new Error("case predicate must evaluate to a boolean value");
			if (predicate.value) return args[i + 1];
		}
		return args[args.length - 1];
	}
};

// node_modules/@actions/expressions/dist/result.js
function falsy(d) {
	switch (d.kind) {
		case Kind.Null: return true;
		case Kind.Boolean: return !d.value;
		case Kind.Number: {
			const dv = d.value;
			return dv === 0 || isNaN(dv);
		}
		case Kind.String: return d.value.length === 0;
	}
	return false;
}
function truthy$1(d) {
	return !falsy(d);
}
function coerceTypes(li, ri) {
	let lv = li;
	let rv = ri;
	if (li.kind === ri.kind) return [lv, rv];
	switch (li.kind) {
		case Kind.Number:
			if (ri.kind === Kind.String) {
				rv = new NumberData(ri.number());
				return [lv, rv];
			}
			break;
		case Kind.String:
			if (ri.kind === Kind.Number) {
				lv = new NumberData(li.number());
				return [lv, rv];
			}
			break;
		case Kind.Null:
		case Kind.Boolean:
			lv = new NumberData(li.number());
			return coerceTypes(lv, rv);
	}
	switch (ri.kind) {
		case Kind.Null:
		case Kind.Boolean:
			rv = new NumberData(ri.number());
			return coerceTypes(lv, rv);
	}
	return [lv, rv];
}
function equals(lhs, rhs) {
	const [lv, rv] = coerceTypes(lhs, rhs);
	if (lv.kind != rv.kind) return false;
	switch (lv.kind) {
		case Kind.Null: return true;
		case Kind.Number: {
			const ld = lv.value;
			const rd = rv.value;
			if (isNaN(ld) || isNaN(rd)) return false;
			return ld == rd;
		}
		case Kind.String: {
			const ls = lv.value;
			const rs = rv.value;
			return toUpperSpecial(ls) === toUpperSpecial(rs);
		}
		case Kind.Boolean: return lv.value == rv.value;
		case Kind.Dictionary:
		case Kind.Array: return lv === rv;
	}
	return false;
}
function greaterThan(lhs, rhs) {
	const [lv, rv] = coerceTypes(lhs, rhs);
	if (lv.kind != rv.kind) return false;
	switch (lv.kind) {
		case Kind.Number: {
			const lf = lv.value;
			const rf = rv.value;
			if (isNaN(lf) || isNaN(rf)) return false;
			return lf > rf;
		}
		case Kind.String: {
			let ls = lv.value;
			let rs = rv.value;
			ls = toUpperSpecial(ls);
			rs = toUpperSpecial(rs);
			return ls > rs;
		}
		case Kind.Boolean: {
			const lb = lv.value;
			const rb = rv.value;
			return lb && !rb;
		}
	}
	return false;
}
function lessThan(lhs, rhs) {
	const [lv, rv] = coerceTypes(lhs, rhs);
	if (lv.kind != rv.kind) return false;
	switch (lv.kind) {
		case Kind.Number: {
			const lf = lv.value;
			const rf = rv.value;
			if (isNaN(lf) || isNaN(rf)) return false;
			return lf < rf;
		}
		case Kind.String: {
			let ls = lv.value;
			let rs = rv.value;
			ls = toUpperSpecial(ls);
			rs = toUpperSpecial(rs);
			return ls < rs;
		}
		case Kind.Boolean: {
			const lb = lv.value;
			const rb = rv.value;
			return !lb && rb;
		}
	}
	return false;
}
function toUpperSpecial(s) {
	const sb = [];
	let i = 0;
	const len = s.length;
	let found = s.indexOf("ı");
	while (i < len) if (i < found) {
		sb.push(s.substring(i, found).toUpperCase());
		i = found;
	} else if (i == found) {
		sb.push(s.substring(i, i + 1));
		i += 1;
		found = s.indexOf("ı", i);
	} else {
		sb.push(s.substring(i).toUpperCase());
		break;
	}
	return sb.join("");
}

// node_modules/@actions/expressions/dist/funcs/contains.js
const contains = {
	name: "contains",
	description: "`contains( search, item )`\n\nReturns `true` if `search` contains `item`. If `search` is an array, this function returns `true` if the `item` is an element in the array. If `search` is a string, this function returns `true` if the `item` is a substring of `search`. This function is not case sensitive. Casts values to a string.",
	minArgs: 2,
	maxArgs: 2,
	call: (...args) => {
		const left = args[0];
		const right = args[1];
		if (left.primitive) {
			const ls = left.coerceString();
			if (right.primitive) {
				const rs = right.coerceString();
				return new BooleanData(ls.toLowerCase().includes(rs.toLowerCase()));
			}
		} else if (left.kind === Kind.Array) {
			const la = left;
			if (la.values().length === 0) return new BooleanData(false);
			for (const v of la.values()) if (equals(right, v)) return new BooleanData(true);
		}
		return new BooleanData(false);
	}
};

// node_modules/@actions/expressions/dist/funcs/endswith.js
const endswith = {
	name: "endsWith",
	description: "`endsWith( searchString, searchValue )`\n\nReturns `true` if `searchString` ends with `searchValue`. This function is not case sensitive. Casts values to a string.",
	minArgs: 2,
	maxArgs: 2,
	call: (...args) => {
		const left = args[0];
		if (!left.primitive) return new BooleanData(false);
		const right = args[1];
		if (!right.primitive) return new BooleanData(false);
		const ls = toUpperSpecial(left.coerceString());
		const rs = toUpperSpecial(right.coerceString());
		return new BooleanData(ls.endsWith(rs));
	}
};

// node_modules/@actions/expressions/dist/funcs/format.js
const format = {
	name: "format",
	description: "`format( string, replaceValue0, replaceValue1, ..., replaceValueN)`\n\nReplaces values in the `string`, with the variable `replaceValueN`. Variables in the `string` are specified using the `{N}` syntax, where `N` is an integer. You must specify at least one `replaceValue` and `string`. There is no maximum for the number of variables (`replaceValueN`) you can use. Escape curly braces using double braces.",
	minArgs: 1,
	maxArgs: 255,
	call: (...args) => {
		const fs = args[0].coerceString();
		const result = [];
		let index = 0;
		while (index < fs.length) {
			const lbrace = fs.indexOf("{", index);
			const rbrace = fs.indexOf("}", index);
			if (lbrace >= 0 && (rbrace < 0 || rbrace > lbrace)) {
				if (safeCharAt(fs, lbrace + 1) === "{") {
					result.push(fs.substr(index, lbrace - index + 1));
					index = lbrace + 2;
					continue;
				}
				if (rbrace > lbrace + 1) {
					const argIndex = readArgIndex(fs, lbrace + 1);
					if (argIndex.success) {
						if (1 + argIndex.result > args.length - 1) throw new Error(`The following format string references more arguments than were supplied: ${fs}`);
						if (lbrace > index) result.push(fs.substr(index, lbrace - index));
						result.push(`${args[1 + argIndex.result].coerceString()}`);
						index = rbrace + 1;
						continue;
					}
				}
				throw new Error(`The following format string is invalid: ${fs}`);
			} else if (rbrace >= 0) {
				if (safeCharAt(fs, rbrace + 1) === "}") {
					result.push(fs.substr(index, rbrace - index + 1));
					index = rbrace + 2;
				} else throw new Error(`The following format string is invalid: ${fs}`);
			} else {
				result.push(fs.substr(index));
				break;
			}
		}
		return new StringData(result.join(""));
	}
};
function safeCharAt(string, index) {
	if (string.length > index) return string[index];
	return "\0";
}
function readArgIndex(string, startIndex) {
	let length = 0;
	for (;;) {
		const nextChar = safeCharAt(string, startIndex + length);
		if (nextChar >= "0" && nextChar <= "9") length++;
		else break;
	}
	if (length < 1) return { success: false };
	const endIndex = startIndex + length - 1;
	const result = parseInt(string.substr(startIndex, length));
	return {
		success: !isNaN(result),
		result,
		endIndex
	};
}

// node_modules/@actions/expressions/dist/funcs/fromjson.js
const fromjson = {
	name: "fromJson",
	description: "`fromJSON(value)`\n\nReturns a JSON object or JSON data type for `value`. You can use this function to provide a JSON object as an evaluated expression or to convert environment variables from a string.",
	minArgs: 1,
	maxArgs: 1,
	call: (...args) => {
		const is = args[0].coerceString();
		if (is.trim() === "") throw new Error("empty input");
		try {
			return JSON.parse(is, reviver);
		} catch (e) {
			throw new ExpressionEvaluationError("Error parsing JSON when evaluating fromJson", { cause: e });
		}
	}
};

// node_modules/@actions/expressions/dist/funcs/join.js
const join$1 = {
	name: "join",
	description: "`join( array, optionalSeparator )`\n\nThe value for `array` can be an array or a string. All values in `array` are concatenated into a string. If you provide `optionalSeparator`, it is inserted between the concatenated values. Otherwise, the default separator `,` is used. Casts values to a string.",
	minArgs: 1,
	maxArgs: 2,
	call: (...args) => {
		if (args[0].primitive) return new StringData(args[0].coerceString());
		if (args[0].kind === Kind.Array) {
			let separator = ",";
			if (args.length > 1 && args[1].primitive) separator = args[1].coerceString();
			return new StringData(args[0].values().map((item) => item.coerceString()).join(separator));
		}
		return new StringData("");
	}
};

// node_modules/@actions/expressions/dist/funcs/startswith.js
const startswith = {
	name: "startsWith",
	description: "`startsWith( searchString, searchValue )`\n\nReturns `true` when `searchString` starts with `searchValue`. This function is not case sensitive. Casts values to a string.",
	minArgs: 2,
	maxArgs: 2,
	call: (...args) => {
		const left = args[0];
		if (!left.primitive) return new BooleanData(false);
		const right = args[1];
		if (!right.primitive) return new BooleanData(false);
		const ls = toUpperSpecial(left.coerceString());
		const rs = toUpperSpecial(right.coerceString());
		return new BooleanData(ls.startsWith(rs));
	}
};

// node_modules/@actions/expressions/dist/funcs/tojson.js
const tojson = {
	name: "toJson",
	description: "`toJSON(value)`\n\nReturns a pretty-print JSON representation of `value`. You can use this function to debug the information provided in contexts.",
	minArgs: 1,
	maxArgs: 1,
	call: (...args) => {
		return new StringData(JSON.stringify(args[0], replacer, "  "));
	}
};

// node_modules/@actions/expressions/dist/funcs.js
const wellKnownFunctions = {
	case: caseFunc,
	contains,
	endswith,
	format,
	fromjson,
	join: join$1,
	startswith,
	tojson
};
function validateFunction(context, identifier, argCount) {
	const name = identifier.lexeme.toLowerCase();
	let f;
	f = wellKnownFunctions[name];
	if (!f) {
		f = context.extensionFunctions.get(name);
		if (!f) {
			if (!context.allowUnknownKeywords) throw new ExpressionError(ErrorType.ErrorUnrecognizedFunction, identifier);
			return;
		}
	}
	if (argCount < f.minArgs) throw new ExpressionError(ErrorType.ErrorTooFewParameters, identifier);
	if (argCount > f.maxArgs) throw new ExpressionError(ErrorType.ErrorTooManyParameters, identifier);
	if (name === "case" && argCount % 2 === 0) throw new ExpressionError(ErrorType.ErrorEvenParameters, identifier);
}

// node_modules/@actions/expressions/dist/parser.js
var Parser = class {
	/**
	* Constructs a new parser for the given tokens
	*
	* @param tokens Tokens to build a parse tree from
	* @param extensionContexts Available context names
	* @param extensionFunctions Available functions (beyond the built-in ones)
	*/
	constructor(tokens, extensionContexts, extensionFunctions) {
		this.tokens = tokens;
		this.offset = 0;
		this.depth = 0;
		this.extContexts = /* @__PURE__ */ new Map();
		this.extFuncs = /* @__PURE__ */ new Map();
		for (const contextName of extensionContexts) this.extContexts.set(contextName.toLowerCase(), true);
		for (const { name, func } of extensionFunctions.map((x) => ({
			name: x.name,
			func: x
		}))) this.extFuncs.set(name.toLowerCase(), func);
		this.context = {
			allowUnknownKeywords: false,
			extensionContexts: this.extContexts,
			extensionFunctions: this.extFuncs
		};
	}
	parse() {
		let result;
		if (this.atEnd()) return result;
		result = this.expression();
		if (!this.atEnd()) throw this.buildError(ErrorType.ErrorUnexpectedSymbol, this.peek());
		return result;
	}
	expression() {
		this.incrDepth();
		try {
			return this.logicalOr();
		} finally {
			this.decrDepth();
		}
	}
	logicalOr() {
		let expr = this.logicalAnd();
		if (this.check(TokenType.OR)) {
			this.incrDepth();
			try {
				const logical = new Logical(this.peek(), [expr]);
				expr = logical;
				while (this.match(TokenType.OR)) {
					const right = this.logicalAnd();
					logical.args.push(right);
				}
			} finally {
				this.decrDepth();
			}
		}
		return expr;
	}
	logicalAnd() {
		let expr = this.equality();
		if (this.check(TokenType.AND)) {
			this.incrDepth();
			try {
				const logical = new Logical(this.peek(), [expr]);
				expr = logical;
				while (this.match(TokenType.AND)) {
					const right = this.equality();
					logical.args.push(right);
				}
			} finally {
				this.decrDepth();
			}
		}
		return expr;
	}
	equality() {
		let expr = this.comparison();
		while (this.match(TokenType.BANG_EQUAL, TokenType.EQUAL_EQUAL)) {
			const operator = this.previous();
			const right = this.comparison();
			expr = new Binary(expr, operator, right);
		}
		return expr;
	}
	comparison() {
		let expr = this.unary();
		while (this.match(TokenType.GREATER, TokenType.GREATER_EQUAL, TokenType.LESS, TokenType.LESS_EQUAL)) {
			const operator = this.previous();
			const right = this.unary();
			expr = new Binary(expr, operator, right);
		}
		return expr;
	}
	unary() {
		if (this.match(TokenType.BANG)) {
			this.incrDepth();
			const operator = this.previous();
			const unary = this.unary();
			try {
				return new Unary(operator, unary);
			} finally {
				this.decrDepth();
			}
		}
		return this.index();
	}
	index() {
		let expr = this.call();
		let depthIncreased = 0;
		if (expr instanceof Grouping || expr instanceof FunctionCall || expr instanceof ContextAccess) {
			let cont = true;
			while (cont) switch (true) {
				case this.match(TokenType.LEFT_BRACKET): {
					let indexExpr;
					if (this.match(TokenType.STAR)) indexExpr = new Star();
					else indexExpr = this.expression();
					this.consume(TokenType.RIGHT_BRACKET, ErrorType.ErrorUnexpectedSymbol);
					this.incrDepth();
					depthIncreased++;
					expr = new IndexAccess(expr, indexExpr);
					break;
				}
				case this.match(TokenType.DOT):
					this.incrDepth();
					depthIncreased++;
					if (this.match(TokenType.IDENTIFIER)) {
						const property = this.previous();
						expr = new IndexAccess(expr, new Literal(new StringData(property.lexeme), property));
					} else if (this.match(TokenType.STAR)) expr = new IndexAccess(expr, new Star());
					else throw this.buildError(ErrorType.ErrorUnexpectedSymbol, this.peek());
					break;
				default: cont = false;
			}
		}
		for (let i = 0; i < depthIncreased; i++) this.decrDepth();
		return expr;
	}
	call() {
		if (!this.check(TokenType.IDENTIFIER)) return this.primary();
		const identifier = this.next();
		if (!this.match(TokenType.LEFT_PAREN)) {
			if (!this.extContexts.has(identifier.lexeme.toLowerCase())) throw this.buildError(ErrorType.ErrorUnrecognizedContext, identifier);
			return new ContextAccess(identifier);
		}
		const args = [];
		while (!this.match(TokenType.RIGHT_PAREN)) {
			const aexp = this.expression();
			args.push(aexp);
			if (!this.check(TokenType.RIGHT_PAREN)) this.consume(TokenType.COMMA, ErrorType.ErrorUnexpectedSymbol);
		}
		validateFunction(this.context, identifier, args.length);
		return new FunctionCall(identifier, args);
	}
	primary() {
		switch (true) {
			case this.match(TokenType.FALSE): return new Literal(new BooleanData(false), this.previous());
			case this.match(TokenType.TRUE): return new Literal(new BooleanData(true), this.previous());
			case this.match(TokenType.NULL): return new Literal(new Null(), this.previous());
			case this.match(TokenType.NUMBER): return new Literal(new NumberData(this.previous().value), this.previous());
			case this.match(TokenType.STRING): return new Literal(new StringData(this.previous().value), this.previous());
			case this.match(TokenType.LEFT_PAREN): {
				const expr = this.expression();
				if (this.atEnd()) throw this.buildError(ErrorType.ErrorUnexpectedEndOfExpression, this.previous());
				this.consume(TokenType.RIGHT_PAREN, ErrorType.ErrorUnexpectedSymbol);
				return new Grouping(expr);
			}
			case this.atEnd(): throw this.buildError(ErrorType.ErrorUnexpectedEndOfExpression, this.previous());
		}
		throw this.buildError(ErrorType.ErrorUnexpectedSymbol, this.peek());
	}
	match(...tokenTypes) {
		for (const tokenType of tokenTypes) if (this.check(tokenType)) {
			this.next();
			return true;
		}
		return false;
	}
	check(tokenType) {
		if (this.atEnd()) return false;
		return this.peek().type == tokenType;
	}
	atEnd() {
		return this.peek().type == TokenType.EOF;
	}
	next() {
		if (!this.atEnd()) this.offset++;
		return this.previous();
	}
	peek() {
		return this.tokens[this.offset];
	}
	previous() {
		return this.tokens[this.offset - 1];
	}
	consume(tokenType, errorType) {
		if (this.check(tokenType)) {
			this.next();
			return;
		}
		throw this.buildError(errorType, this.peek());
	}
	incrDepth() {
		this.depth++;
		if (this.depth > 50) throw this.buildError(ErrorType.ErrorExceededMaxDepth, this.peek());
	}
	decrDepth() {
		this.depth--;
	}
	buildError(errType, token) {
		return new ExpressionError(errType, token);
	}
};

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
var FilteredArray = class extends Array$1 {};

// node_modules/@actions/expressions/dist/idxHelper.js
var idxHelper = class {
	constructor(star, idx) {
		this.star = star;
		if (!idx) return;
		if (!star) {
			if (idx.primitive) this.str = idx.coerceString();
			let f = idx.number();
			if (!isNaN(f) && isFinite(f) && f >= 0) {
				f = Math.floor(f);
				this.int = f;
			}
		}
	}
};

// node_modules/@actions/expressions/dist/evaluator.js
var Evaluator = class {
	/**
	* Creates a new evaluator
	* @param n Parsed expression to evaluate
	* @param context Context data to use
	* @param functions Optional map of function implementations. If given, these will be preferred over the built-in functions.
	*/
	constructor(n, context, functions) {
		this.n = n;
		this.context = context;
		this.functions = functions;
	}
	evaluate() {
		return this.eval(this.n);
	}
	eval(n) {
		return n.accept(this);
	}
	visitLiteral(literal) {
		return literal.literal;
	}
	visitUnary(unary) {
		const r = this.eval(unary.expr);
		if (unary.operator.type === TokenType.BANG) return new BooleanData(falsy(r));
		throw new Error(`unknown unary operator: ${unary.operator.lexeme}`);
	}
	visitBinary(binary) {
		const left = this.eval(binary.left);
		const right = this.eval(binary.right);
		switch (binary.operator.type) {
			case TokenType.EQUAL_EQUAL: return new BooleanData(equals(left, right));
			case TokenType.BANG_EQUAL: return new BooleanData(!equals(left, right));
			case TokenType.GREATER: return new BooleanData(greaterThan(left, right));
			case TokenType.GREATER_EQUAL: return new BooleanData(equals(left, right) || greaterThan(left, right));
			case TokenType.LESS: return new BooleanData(lessThan(left, right));
			case TokenType.LESS_EQUAL: return new BooleanData(equals(left, right) || lessThan(left, right));
		}
		throw new Error(`unknown binary operator: ${binary.operator.lexeme}`);
	}
	visitLogical(logical) {
		let result;
		for (const arg of logical.args) {
			result = this.eval(arg);
			if (logical.operator.type === TokenType.AND && falsy(result) || logical.operator.type === TokenType.OR && truthy$1(result)) break;
		}
		return result;
	}
	visitGrouping(grouping) {
		return this.eval(grouping.group);
	}
	visitContextAccess(contextAccess) {
		return this.context.get(contextAccess.name.lexeme);
	}
	visitIndexAccess(ia) {
		let idx;
		if (ia.index instanceof Star) idx = new idxHelper(true, void 0);
		else {
			let idxResult;
			try {
				idxResult = this.eval(ia.index);
			} catch (e) {
				throw new Error(`could not evaluate index for index access: ${e.message}`, { cause: e });
			}
			idx = new idxHelper(false, idxResult);
		}
		const objResult = this.eval(ia.expr);
		let result;
		switch (objResult.kind) {
			case Kind.Array: {
				const tobjResult = objResult;
				if (tobjResult instanceof FilteredArray) result = filteredArrayAccess(tobjResult, idx);
				else result = arrayAccess(tobjResult, idx);
				break;
			}
			case Kind.Dictionary:
				result = objectAccess(objResult, idx);
				break;
			default: if (idx.star) result = new FilteredArray();
			else result = new Null();
		}
		return result;
	}
	visitFunctionCall(functionCall) {
		const args = functionCall.args.map((arg) => this.eval(arg));
		const functionName = functionCall.functionName.lexeme.toLowerCase();
		return (this.functions?.get(functionName) || wellKnownFunctions[functionName]).call(...args);
	}
};
function filteredArrayAccess(fa, idx) {
	const result = new FilteredArray();
	for (const item of fa.values()) switch (item.kind) {
		case Kind.Dictionary: {
			const ti = item;
			if (idx.star) for (const v of ti.values()) result.add(v);
			else if (idx.str !== void 0) {
				const v = ti.get(idx.str);
				if (v !== void 0) result.add(v);
			}
			break;
		}
		case Kind.Array: {
			const ti = item;
			if (idx.star) for (const v of ti.values()) result.add(v);
			else if (idx.int !== void 0 && idx.int < ti.values().length) result.add(ti.get(idx.int));
			break;
		}
	}
	return result;
}
function arrayAccess(a, idx) {
	if (idx.star) {
		const fa = new FilteredArray();
		for (const item of a.values()) fa.add(item);
		return fa;
	}
	if (idx.int !== void 0 && idx.int < a.values().length) return a.get(idx.int);
	return new Null();
}
function objectAccess(obj, idx) {
	if (idx.star) return new FilteredArray(...obj.values());
	if (idx.str !== void 0) {
		const r = obj.get(idx.str);
		if (r !== void 0) return r;
	}
	return new Null();
}

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
function matches$1(glob, path, isDirectory = false) {
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
	const { given, known, flavor, place, complaints } = input;
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
			message: `The flavor ${flavor} has no setting "${name}"`,
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

// src/pipeline/flavor-settings.ts
/** Flavors whose settings are known; of the others only the form is checked. */
const settingsOf = { docker: dockerSettings };
const known$1 = (flavor) => Object.hasOwn(settingsOf, flavor) ? settingsOf[flavor] : void 0;
/** What a stack says of its operators and its registry. `place`: of the stack. */
function checkStack(stack, place, complaints) {
	checkRegistry(stack, place, complaints);
	for (const [name, { type, ...given }] of Object.entries(stack.step_operators ?? {})) {
		const settings = known$1(type)?.operator;
		const at = below(place, "step_operators", name);
		if (!settings) continue;
		checkSettings({
			given,
			known: settings,
			flavor: type,
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
function checkStepSettings(given, operator, place, complaints) {
	const settings = operator && known$1(operator.flavor)?.step;
	if (settings) checkSettings({
		given,
		known: settings,
		flavor: operator.flavor,
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
	const { draft, stacks, stackName, complaints } = input;
	const defined = definedStacks(draft, stacks === "faulty" ? void 0 : stacks, complaints);
	for (const { stack, place } of defined.values()) checkStack(stack, place, complaints);
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
		place: found.place
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
		...optional("auth", draft.auth && readAuth(draft.auth))
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
* attempt. A `retry` that leaves a key out takes those same values for it, wherever the step runs.
*/
function readRetry(input) {
	const { draft, place, isRemote, reader } = input;
	if (!draft) return {
		...isRemote ? {
			maxAttempts: attemptsByDefault,
			on: causesByDefault
		} : {
			maxAttempts: 1,
			on: []
		},
		exitCodes: [],
		backoff: backoffByDefault
	};
	const { max_attempts: attempts, on, exit_codes: exitCodes = [], backoff } = draft;
	return {
		maxAttempts: (attempts === void 0 ? void 0 : reader.integer(attempts, below(place, "max_attempts"), 1)) ?? attemptsByDefault,
		on: on ?? causesByDefault,
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
/** Of a step that nobody sends elsewhere: under `local`, a step of an operator runs without, with a notice. */
function checkContainerOnly(key, { step, image, operatorName, network, user }, location, complaints) {
	const value = key === "network" ? network === "none" ? network : void 0 : user;
	if (value === void 0 || image || operatorName !== void 0) return;
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
		settings: readSettings(source, operator, reader),
		secrets: value.secrets ?? [],
		...optional("inputs", readInputs(source, reader)),
		outputs: readOutputs(source, reader),
		values: value.values ?? [],
		...optional("checkpoint", readDirectory(source, "checkpoint", reader)),
		...readLimits(source, operator, reader),
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
function readSettings(source, operator, reader) {
	const place = source.placeOf("settings");
	const settings = reader.json(source.value.settings ?? {}, place) ?? {};
	checkStepSettings(settings, operator, place, reader.complaints);
	return settings;
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
function readLimits(source, operator, reader) {
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
const keywords = new Set("if then elif else fi do done while until { } ! time -p esac".split(" "));
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
		default: return keywords.has(shape);
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
	const chosen = chooseStack({
		draft,
		stacks: input.stacks,
		stackName: input.stackName,
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
		...rest
	});
	const diagnostics = [...found, ...resolved.diagnostics].sort(byPlace);
	return {
		diagnostics,
		...!hasErrors(diagnostics) && resolved.pipeline && { pipeline: resolved.pipeline }
	};
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
	const { stack, params, standIns = false } = request;
	const { github, folderName } = place;
	const bindings = {
		params,
		standIns,
		github,
		folderName,
		...stack !== void 0 && { stack }
	};
	const loaded = loadPipeline(sources.value, bindings);
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

// src/pipeline/written.ts
/** Paths that a step may write and that outlive it: its outputs and its checkpoint. */
const writtenBy = ({ outputs, checkpoint }) => [...outputs.map(({ path }) => path), ...checkpoint === void 0 ? [] : [checkpoint]];

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
		isRemoved: () => fd !== void 0 && hadLink && fs.fstatSync(fd).nlink === 0,
		close() {
			if (fd !== void 0) fs.closeSync(fd);
			fd = void 0;
		}
	};
}
/** Through threads, unlike the rest: what comes here is large, and comes from afar. */
async function writer(path, mode) {
	const handle = await fs.promises.open(path, "wx", mode);
	return {
		async write(bytes) {
			for (let at = 0; at < bytes.length;) at += (await handle.write(bytes, at, bytes.length - at)).bytesWritten;
		},
		close: () => handle.close()
	};
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
const pick = ({ size, mtimeMs, mode, ino }) => ({
	size,
	mtimeMs,
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

export { runGit as $, descend as A, parse$2 as B, compareCodePoints as C, compileGlob as D, OutputTree as E, logNames as F, codes as G, checkStacks as H, neededSteps as I, isOnActions as J, diagnostic as K, evaluate as L, globCursor as M, matches$1 as N, compilePlainGlob as O, digest as P, keptFiles as Q, render as R, own as S, isBucket as T, suggest as U, checkPipeline as V, suggestionHint as W, ok as X, err as Y, findCheckout as Z, parseBucketUri as _, checkSecrets as a, lineAt as at, parseImage as b, isOnThisMachine as c, keepYoungGenerationSmall as ct, open as d, trackedFiles as et, findPlace as f, isPrefix as g, readSources as h, trustDomain as i, styleText as it, globBase as j, couldMatchInside as k, runsInContainer as l, loadPipeline as m, writtenBy as n, parseArgs as nt, checkEngineSize as o, positionAt as ot, STACKS_FILE as p, hasErrors as q, checkTrust as r, stripVTControlCharacters as rt, checkMachine as s, require_dist as st, nodeFiles as t, fs as tt, check as u, isNvidia as v, pathEdges as w, optional as x, localName as y, truthy as z };