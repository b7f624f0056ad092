import { i as __require, o as __toESM, r as __exportAll, t as __commonJSMin } from "./rolldown-runtime.js";
import { i as require_extend, r as require_src$4, t as googleClient } from "./google.js";
import { t as require_dist } from "./http-proxy-agent.js";
import { t as require_dist$1 } from "./dist.js";
import { n as require_node, r as require_inherits, t as require_string_decoder } from "./string_decoder.js";
import { X as ok, Y as err } from "./check.js";
import { n as wordsOf, t as isBusy } from "./words.js";
import { n as notSilent } from "./silence.js";
import * as crypto$1 from "crypto";
import { createHash } from "crypto";
import * as fs from "fs";
import { createReadStream, promises } from "fs";
import * as path$1 from "path";
import { Agent } from "https";
import { EventEmitter } from "events";
import { promisify } from "util";
import * as url from "url";
import { URL as URL$1 } from "url";
import { PassThrough, Readable, Transform, Writable, pipeline } from "stream";
import * as zlib from "zlib";
import * as querystring from "querystring";

// node_modules/@google-cloud/projectify/build/src/index.js
var require_src$3 = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.MissingProjectIdError = void 0;
	exports.replaceProjectIdToken = replaceProjectIdToken;
	const stream_1 = __require("stream");
	/**
	* Populate the `{{projectId}}` placeholder.
	*
	* @throws {Error} If a projectId is required, but one is not provided.
	*
	* @param {*} - Any input value that may contain a placeholder. Arrays and objects will be looped.
	* @param {string} projectId - A projectId. If not provided
	* @return {*} - The original argument with all placeholders populated.
	*/
	function replaceProjectIdToken(value, projectId) {
		if (Array.isArray(value)) value = value.map((v) => replaceProjectIdToken(v, projectId));
		if (value !== null && typeof value === "object" && !(value instanceof Buffer) && !(value instanceof stream_1.Stream) && typeof value.hasOwnProperty === "function") {
			for (const opt in value) if (value.hasOwnProperty(opt)) value[opt] = replaceProjectIdToken(value[opt], projectId);
		}
		if (typeof value === "string" && value.indexOf("{{projectId}}") > -1) {
			if (!projectId || projectId === "{{projectId}}") throw new MissingProjectIdError();
			value = value.replace(/{{projectId}}/g, projectId);
		}
		return value;
	}
	/**
	* Custom error type for missing project ID errors.
	*/
	var MissingProjectIdError = class extends Error {
		message = `Sorry, we cannot connect to Cloud Services without a project
    ID. You may specify one with an environment variable named
    "GOOGLE_CLOUD_PROJECT".`.replace(/ +/g, " ");
	};
	exports.MissingProjectIdError = MissingProjectIdError;
}));

// node_modules/html-entities/dist/esm/named-references.js
var import_src$3 = require_src$4();
var import_src$2 = require_src$3();
var __assign$1 = void 0 && (void 0).__assign || function() {
	__assign$1 = Object.assign || function(t) {
		for (var s, i = 1, n = arguments.length; i < n; i++) {
			s = arguments[i];
			for (var p in s) if (Object.prototype.hasOwnProperty.call(s, p)) t[p] = s[p];
		}
		return t;
	};
	return __assign$1.apply(this, arguments);
};
var pairDivider = "~";
var blockDivider = "~~";
function generateNamedReferences(input, prev) {
	var entities = {};
	var characters = {};
	var blocks = input.split(blockDivider);
	var isOptionalBlock = false;
	for (var i = 0; blocks.length > i; i++) {
		var entries = blocks[i].split(pairDivider);
		for (var j = 0; j < entries.length; j += 2) {
			var entity = entries[j];
			var character = entries[j + 1];
			var fullEntity = "&" + entity + ";";
			entities[fullEntity] = character;
			if (isOptionalBlock) entities["&" + entity] = character;
			characters[character] = fullEntity;
		}
		isOptionalBlock = true;
	}
	return prev ? {
		entities: __assign$1(__assign$1({}, entities), prev.entities),
		characters: __assign$1(__assign$1({}, characters), prev.characters)
	} : {
		entities,
		characters
	};
}
var bodyRegExps = {
	xml: /&(?:#\d+|#[xX][\da-fA-F]+|[0-9a-zA-Z]+);?/g,
	html4: /&notin;|&(?:nbsp|iexcl|cent|pound|curren|yen|brvbar|sect|uml|copy|ordf|laquo|not|shy|reg|macr|deg|plusmn|sup2|sup3|acute|micro|para|middot|cedil|sup1|ordm|raquo|frac14|frac12|frac34|iquest|Agrave|Aacute|Acirc|Atilde|Auml|Aring|AElig|Ccedil|Egrave|Eacute|Ecirc|Euml|Igrave|Iacute|Icirc|Iuml|ETH|Ntilde|Ograve|Oacute|Ocirc|Otilde|Ouml|times|Oslash|Ugrave|Uacute|Ucirc|Uuml|Yacute|THORN|szlig|agrave|aacute|acirc|atilde|auml|aring|aelig|ccedil|egrave|eacute|ecirc|euml|igrave|iacute|icirc|iuml|eth|ntilde|ograve|oacute|ocirc|otilde|ouml|divide|oslash|ugrave|uacute|ucirc|uuml|yacute|thorn|yuml|quot|amp|lt|gt|#\d+|#[xX][\da-fA-F]+|[0-9a-zA-Z]+);?/g,
	html5: /&centerdot;|&copysr;|&divideontimes;|&gtcc;|&gtcir;|&gtdot;|&gtlPar;|&gtquest;|&gtrapprox;|&gtrarr;|&gtrdot;|&gtreqless;|&gtreqqless;|&gtrless;|&gtrsim;|&ltcc;|&ltcir;|&ltdot;|&lthree;|&ltimes;|&ltlarr;|&ltquest;|&ltrPar;|&ltri;|&ltrie;|&ltrif;|&notin;|&notinE;|&notindot;|&notinva;|&notinvb;|&notinvc;|&notni;|&notniva;|&notnivb;|&notnivc;|&parallel;|&timesb;|&timesbar;|&timesd;|&(?:AElig|AMP|Aacute|Acirc|Agrave|Aring|Atilde|Auml|COPY|Ccedil|ETH|Eacute|Ecirc|Egrave|Euml|GT|Iacute|Icirc|Igrave|Iuml|LT|Ntilde|Oacute|Ocirc|Ograve|Oslash|Otilde|Ouml|QUOT|REG|THORN|Uacute|Ucirc|Ugrave|Uuml|Yacute|aacute|acirc|acute|aelig|agrave|amp|aring|atilde|auml|brvbar|ccedil|cedil|cent|copy|curren|deg|divide|eacute|ecirc|egrave|eth|euml|frac12|frac14|frac34|gt|iacute|icirc|iexcl|igrave|iquest|iuml|laquo|lt|macr|micro|middot|nbsp|not|ntilde|oacute|ocirc|ograve|ordf|ordm|oslash|otilde|ouml|para|plusmn|pound|quot|raquo|reg|sect|shy|sup1|sup2|sup3|szlig|thorn|times|uacute|ucirc|ugrave|uml|uuml|yacute|yen|yuml|#\d+|#[xX][\da-fA-F]+|[0-9a-zA-Z]+);?/g
};
var namedReferences = {};
namedReferences["xml"] = generateNamedReferences("lt~<~gt~>~quot~\"~apos~'~amp~&");
namedReferences["html4"] = generateNamedReferences("apos~'~OElig~Œ~oelig~œ~Scaron~Š~scaron~š~Yuml~Ÿ~circ~ˆ~tilde~˜~ensp~ ~emsp~ ~thinsp~ ~zwnj~‌~zwj~‍~lrm~‎~rlm~‏~ndash~–~mdash~—~lsquo~‘~rsquo~’~sbquo~‚~ldquo~“~rdquo~”~bdquo~„~dagger~†~Dagger~‡~permil~‰~lsaquo~‹~rsaquo~›~euro~€~fnof~ƒ~Alpha~Α~Beta~Β~Gamma~Γ~Delta~Δ~Epsilon~Ε~Zeta~Ζ~Eta~Η~Theta~Θ~Iota~Ι~Kappa~Κ~Lambda~Λ~Mu~Μ~Nu~Ν~Xi~Ξ~Omicron~Ο~Pi~Π~Rho~Ρ~Sigma~Σ~Tau~Τ~Upsilon~Υ~Phi~Φ~Chi~Χ~Psi~Ψ~Omega~Ω~alpha~α~beta~β~gamma~γ~delta~δ~epsilon~ε~zeta~ζ~eta~η~theta~θ~iota~ι~kappa~κ~lambda~λ~mu~μ~nu~ν~xi~ξ~omicron~ο~pi~π~rho~ρ~sigmaf~ς~sigma~σ~tau~τ~upsilon~υ~phi~φ~chi~χ~psi~ψ~omega~ω~thetasym~ϑ~upsih~ϒ~piv~ϖ~bull~•~hellip~…~prime~′~Prime~″~oline~‾~frasl~⁄~weierp~℘~image~ℑ~real~ℜ~trade~™~alefsym~ℵ~larr~←~uarr~↑~rarr~→~darr~↓~harr~↔~crarr~↵~lArr~⇐~uArr~⇑~rArr~⇒~dArr~⇓~hArr~⇔~forall~∀~part~∂~exist~∃~empty~∅~nabla~∇~isin~∈~notin~∉~ni~∋~prod~∏~sum~∑~minus~−~lowast~∗~radic~√~prop~∝~infin~∞~ang~∠~and~∧~or~∨~cap~∩~cup~∪~int~∫~there4~∴~sim~∼~cong~≅~asymp~≈~ne~≠~equiv~≡~le~≤~ge~≥~sub~⊂~sup~⊃~nsub~⊄~sube~⊆~supe~⊇~oplus~⊕~otimes~⊗~perp~⊥~sdot~⋅~lceil~⌈~rceil~⌉~lfloor~⌊~rfloor~⌋~lang~〈~rang~〉~loz~◊~spades~♠~clubs~♣~hearts~♥~diams~♦~~nbsp~\xA0~iexcl~¡~cent~¢~pound~£~curren~¤~yen~¥~brvbar~¦~sect~§~uml~¨~copy~©~ordf~ª~laquo~«~not~¬~shy~­~reg~®~macr~¯~deg~°~plusmn~±~sup2~²~sup3~³~acute~´~micro~µ~para~¶~middot~·~cedil~¸~sup1~¹~ordm~º~raquo~»~frac14~¼~frac12~½~frac34~¾~iquest~¿~Agrave~À~Aacute~Á~Acirc~Â~Atilde~Ã~Auml~Ä~Aring~Å~AElig~Æ~Ccedil~Ç~Egrave~È~Eacute~É~Ecirc~Ê~Euml~Ë~Igrave~Ì~Iacute~Í~Icirc~Î~Iuml~Ï~ETH~Ð~Ntilde~Ñ~Ograve~Ò~Oacute~Ó~Ocirc~Ô~Otilde~Õ~Ouml~Ö~times~×~Oslash~Ø~Ugrave~Ù~Uacute~Ú~Ucirc~Û~Uuml~Ü~Yacute~Ý~THORN~Þ~szlig~ß~agrave~à~aacute~á~acirc~â~atilde~ã~auml~ä~aring~å~aelig~æ~ccedil~ç~egrave~è~eacute~é~ecirc~ê~euml~ë~igrave~ì~iacute~í~icirc~î~iuml~ï~eth~ð~ntilde~ñ~ograve~ò~oacute~ó~ocirc~ô~otilde~õ~ouml~ö~divide~÷~oslash~ø~ugrave~ù~uacute~ú~ucirc~û~uuml~ü~yacute~ý~thorn~þ~yuml~ÿ~quot~\"~amp~&~lt~<~gt~>");
namedReferences["html5"] = generateNamedReferences("Abreve~Ă~Acy~А~Afr~𝔄~Amacr~Ā~And~⩓~Aogon~Ą~Aopf~𝔸~ApplyFunction~⁡~Ascr~𝒜~Assign~≔~Backslash~∖~Barv~⫧~Barwed~⌆~Bcy~Б~Because~∵~Bernoullis~ℬ~Bfr~𝔅~Bopf~𝔹~Breve~˘~Bscr~ℬ~Bumpeq~≎~CHcy~Ч~Cacute~Ć~Cap~⋒~CapitalDifferentialD~ⅅ~Cayleys~ℭ~Ccaron~Č~Ccirc~Ĉ~Cconint~∰~Cdot~Ċ~Cedilla~¸~CenterDot~·~Cfr~ℭ~CircleDot~⊙~CircleMinus~⊖~CirclePlus~⊕~CircleTimes~⊗~ClockwiseContourIntegral~∲~CloseCurlyDoubleQuote~”~CloseCurlyQuote~’~Colon~∷~Colone~⩴~Congruent~≡~Conint~∯~ContourIntegral~∮~Copf~ℂ~Coproduct~∐~CounterClockwiseContourIntegral~∳~Cross~⨯~Cscr~𝒞~Cup~⋓~CupCap~≍~DD~ⅅ~DDotrahd~⤑~DJcy~Ђ~DScy~Ѕ~DZcy~Џ~Darr~↡~Dashv~⫤~Dcaron~Ď~Dcy~Д~Del~∇~Dfr~𝔇~DiacriticalAcute~´~DiacriticalDot~˙~DiacriticalDoubleAcute~˝~DiacriticalGrave~`~DiacriticalTilde~˜~Diamond~⋄~DifferentialD~ⅆ~Dopf~𝔻~Dot~¨~DotDot~⃜~DotEqual~≐~DoubleContourIntegral~∯~DoubleDot~¨~DoubleDownArrow~⇓~DoubleLeftArrow~⇐~DoubleLeftRightArrow~⇔~DoubleLeftTee~⫤~DoubleLongLeftArrow~⟸~DoubleLongLeftRightArrow~⟺~DoubleLongRightArrow~⟹~DoubleRightArrow~⇒~DoubleRightTee~⊨~DoubleUpArrow~⇑~DoubleUpDownArrow~⇕~DoubleVerticalBar~∥~DownArrow~↓~DownArrowBar~⤓~DownArrowUpArrow~⇵~DownBreve~̑~DownLeftRightVector~⥐~DownLeftTeeVector~⥞~DownLeftVector~↽~DownLeftVectorBar~⥖~DownRightTeeVector~⥟~DownRightVector~⇁~DownRightVectorBar~⥗~DownTee~⊤~DownTeeArrow~↧~Downarrow~⇓~Dscr~𝒟~Dstrok~Đ~ENG~Ŋ~Ecaron~Ě~Ecy~Э~Edot~Ė~Efr~𝔈~Element~∈~Emacr~Ē~EmptySmallSquare~◻~EmptyVerySmallSquare~▫~Eogon~Ę~Eopf~𝔼~Equal~⩵~EqualTilde~≂~Equilibrium~⇌~Escr~ℰ~Esim~⩳~Exists~∃~ExponentialE~ⅇ~Fcy~Ф~Ffr~𝔉~FilledSmallSquare~◼~FilledVerySmallSquare~▪~Fopf~𝔽~ForAll~∀~Fouriertrf~ℱ~Fscr~ℱ~GJcy~Ѓ~Gammad~Ϝ~Gbreve~Ğ~Gcedil~Ģ~Gcirc~Ĝ~Gcy~Г~Gdot~Ġ~Gfr~𝔊~Gg~⋙~Gopf~𝔾~GreaterEqual~≥~GreaterEqualLess~⋛~GreaterFullEqual~≧~GreaterGreater~⪢~GreaterLess~≷~GreaterSlantEqual~⩾~GreaterTilde~≳~Gscr~𝒢~Gt~≫~HARDcy~Ъ~Hacek~ˇ~Hat~^~Hcirc~Ĥ~Hfr~ℌ~HilbertSpace~ℋ~Hopf~ℍ~HorizontalLine~─~Hscr~ℋ~Hstrok~Ħ~HumpDownHump~≎~HumpEqual~≏~IEcy~Е~IJlig~Ĳ~IOcy~Ё~Icy~И~Idot~İ~Ifr~ℑ~Im~ℑ~Imacr~Ī~ImaginaryI~ⅈ~Implies~⇒~Int~∬~Integral~∫~Intersection~⋂~InvisibleComma~⁣~InvisibleTimes~⁢~Iogon~Į~Iopf~𝕀~Iscr~ℐ~Itilde~Ĩ~Iukcy~І~Jcirc~Ĵ~Jcy~Й~Jfr~𝔍~Jopf~𝕁~Jscr~𝒥~Jsercy~Ј~Jukcy~Є~KHcy~Х~KJcy~Ќ~Kcedil~Ķ~Kcy~К~Kfr~𝔎~Kopf~𝕂~Kscr~𝒦~LJcy~Љ~Lacute~Ĺ~Lang~⟪~Laplacetrf~ℒ~Larr~↞~Lcaron~Ľ~Lcedil~Ļ~Lcy~Л~LeftAngleBracket~⟨~LeftArrow~←~LeftArrowBar~⇤~LeftArrowRightArrow~⇆~LeftCeiling~⌈~LeftDoubleBracket~⟦~LeftDownTeeVector~⥡~LeftDownVector~⇃~LeftDownVectorBar~⥙~LeftFloor~⌊~LeftRightArrow~↔~LeftRightVector~⥎~LeftTee~⊣~LeftTeeArrow~↤~LeftTeeVector~⥚~LeftTriangle~⊲~LeftTriangleBar~⧏~LeftTriangleEqual~⊴~LeftUpDownVector~⥑~LeftUpTeeVector~⥠~LeftUpVector~↿~LeftUpVectorBar~⥘~LeftVector~↼~LeftVectorBar~⥒~Leftarrow~⇐~Leftrightarrow~⇔~LessEqualGreater~⋚~LessFullEqual~≦~LessGreater~≶~LessLess~⪡~LessSlantEqual~⩽~LessTilde~≲~Lfr~𝔏~Ll~⋘~Lleftarrow~⇚~Lmidot~Ŀ~LongLeftArrow~⟵~LongLeftRightArrow~⟷~LongRightArrow~⟶~Longleftarrow~⟸~Longleftrightarrow~⟺~Longrightarrow~⟹~Lopf~𝕃~LowerLeftArrow~↙~LowerRightArrow~↘~Lscr~ℒ~Lsh~↰~Lstrok~Ł~Lt~≪~Map~⤅~Mcy~М~MediumSpace~ ~Mellintrf~ℳ~Mfr~𝔐~MinusPlus~∓~Mopf~𝕄~Mscr~ℳ~NJcy~Њ~Nacute~Ń~Ncaron~Ň~Ncedil~Ņ~Ncy~Н~NegativeMediumSpace~​~NegativeThickSpace~​~NegativeThinSpace~​~NegativeVeryThinSpace~​~NestedGreaterGreater~≫~NestedLessLess~≪~NewLine~\n~Nfr~𝔑~NoBreak~⁠~NonBreakingSpace~\xA0~Nopf~ℕ~Not~⫬~NotCongruent~≢~NotCupCap~≭~NotDoubleVerticalBar~∦~NotElement~∉~NotEqual~≠~NotEqualTilde~≂̸~NotExists~∄~NotGreater~≯~NotGreaterEqual~≱~NotGreaterFullEqual~≧̸~NotGreaterGreater~≫̸~NotGreaterLess~≹~NotGreaterSlantEqual~⩾̸~NotGreaterTilde~≵~NotHumpDownHump~≎̸~NotHumpEqual~≏̸~NotLeftTriangle~⋪~NotLeftTriangleBar~⧏̸~NotLeftTriangleEqual~⋬~NotLess~≮~NotLessEqual~≰~NotLessGreater~≸~NotLessLess~≪̸~NotLessSlantEqual~⩽̸~NotLessTilde~≴~NotNestedGreaterGreater~⪢̸~NotNestedLessLess~⪡̸~NotPrecedes~⊀~NotPrecedesEqual~⪯̸~NotPrecedesSlantEqual~⋠~NotReverseElement~∌~NotRightTriangle~⋫~NotRightTriangleBar~⧐̸~NotRightTriangleEqual~⋭~NotSquareSubset~⊏̸~NotSquareSubsetEqual~⋢~NotSquareSuperset~⊐̸~NotSquareSupersetEqual~⋣~NotSubset~⊂⃒~NotSubsetEqual~⊈~NotSucceeds~⊁~NotSucceedsEqual~⪰̸~NotSucceedsSlantEqual~⋡~NotSucceedsTilde~≿̸~NotSuperset~⊃⃒~NotSupersetEqual~⊉~NotTilde~≁~NotTildeEqual~≄~NotTildeFullEqual~≇~NotTildeTilde~≉~NotVerticalBar~∤~Nscr~𝒩~Ocy~О~Odblac~Ő~Ofr~𝔒~Omacr~Ō~Oopf~𝕆~OpenCurlyDoubleQuote~“~OpenCurlyQuote~‘~Or~⩔~Oscr~𝒪~Otimes~⨷~OverBar~‾~OverBrace~⏞~OverBracket~⎴~OverParenthesis~⏜~PartialD~∂~Pcy~П~Pfr~𝔓~PlusMinus~±~Poincareplane~ℌ~Popf~ℙ~Pr~⪻~Precedes~≺~PrecedesEqual~⪯~PrecedesSlantEqual~≼~PrecedesTilde~≾~Product~∏~Proportion~∷~Proportional~∝~Pscr~𝒫~Qfr~𝔔~Qopf~ℚ~Qscr~𝒬~RBarr~⤐~Racute~Ŕ~Rang~⟫~Rarr~↠~Rarrtl~⤖~Rcaron~Ř~Rcedil~Ŗ~Rcy~Р~Re~ℜ~ReverseElement~∋~ReverseEquilibrium~⇋~ReverseUpEquilibrium~⥯~Rfr~ℜ~RightAngleBracket~⟩~RightArrow~→~RightArrowBar~⇥~RightArrowLeftArrow~⇄~RightCeiling~⌉~RightDoubleBracket~⟧~RightDownTeeVector~⥝~RightDownVector~⇂~RightDownVectorBar~⥕~RightFloor~⌋~RightTee~⊢~RightTeeArrow~↦~RightTeeVector~⥛~RightTriangle~⊳~RightTriangleBar~⧐~RightTriangleEqual~⊵~RightUpDownVector~⥏~RightUpTeeVector~⥜~RightUpVector~↾~RightUpVectorBar~⥔~RightVector~⇀~RightVectorBar~⥓~Rightarrow~⇒~Ropf~ℝ~RoundImplies~⥰~Rrightarrow~⇛~Rscr~ℛ~Rsh~↱~RuleDelayed~⧴~SHCHcy~Щ~SHcy~Ш~SOFTcy~Ь~Sacute~Ś~Sc~⪼~Scedil~Ş~Scirc~Ŝ~Scy~С~Sfr~𝔖~ShortDownArrow~↓~ShortLeftArrow~←~ShortRightArrow~→~ShortUpArrow~↑~SmallCircle~∘~Sopf~𝕊~Sqrt~√~Square~□~SquareIntersection~⊓~SquareSubset~⊏~SquareSubsetEqual~⊑~SquareSuperset~⊐~SquareSupersetEqual~⊒~SquareUnion~⊔~Sscr~𝒮~Star~⋆~Sub~⋐~Subset~⋐~SubsetEqual~⊆~Succeeds~≻~SucceedsEqual~⪰~SucceedsSlantEqual~≽~SucceedsTilde~≿~SuchThat~∋~Sum~∑~Sup~⋑~Superset~⊃~SupersetEqual~⊇~Supset~⋑~TRADE~™~TSHcy~Ћ~TScy~Ц~Tab~	~Tcaron~Ť~Tcedil~Ţ~Tcy~Т~Tfr~𝔗~Therefore~∴~ThickSpace~  ~ThinSpace~ ~Tilde~∼~TildeEqual~≃~TildeFullEqual~≅~TildeTilde~≈~Topf~𝕋~TripleDot~⃛~Tscr~𝒯~Tstrok~Ŧ~Uarr~↟~Uarrocir~⥉~Ubrcy~Ў~Ubreve~Ŭ~Ucy~У~Udblac~Ű~Ufr~𝔘~Umacr~Ū~UnderBar~_~UnderBrace~⏟~UnderBracket~⎵~UnderParenthesis~⏝~Union~⋃~UnionPlus~⊎~Uogon~Ų~Uopf~𝕌~UpArrow~↑~UpArrowBar~⤒~UpArrowDownArrow~⇅~UpDownArrow~↕~UpEquilibrium~⥮~UpTee~⊥~UpTeeArrow~↥~Uparrow~⇑~Updownarrow~⇕~UpperLeftArrow~↖~UpperRightArrow~↗~Upsi~ϒ~Uring~Ů~Uscr~𝒰~Utilde~Ũ~VDash~⊫~Vbar~⫫~Vcy~В~Vdash~⊩~Vdashl~⫦~Vee~⋁~Verbar~‖~Vert~‖~VerticalBar~∣~VerticalLine~|~VerticalSeparator~❘~VerticalTilde~≀~VeryThinSpace~ ~Vfr~𝔙~Vopf~𝕍~Vscr~𝒱~Vvdash~⊪~Wcirc~Ŵ~Wedge~⋀~Wfr~𝔚~Wopf~𝕎~Wscr~𝒲~Xfr~𝔛~Xopf~𝕏~Xscr~𝒳~YAcy~Я~YIcy~Ї~YUcy~Ю~Ycirc~Ŷ~Ycy~Ы~Yfr~𝔜~Yopf~𝕐~Yscr~𝒴~ZHcy~Ж~Zacute~Ź~Zcaron~Ž~Zcy~З~Zdot~Ż~ZeroWidthSpace~​~Zfr~ℨ~Zopf~ℤ~Zscr~𝒵~abreve~ă~ac~∾~acE~∾̳~acd~∿~acy~а~af~⁡~afr~𝔞~aleph~ℵ~amacr~ā~amalg~⨿~andand~⩕~andd~⩜~andslope~⩘~andv~⩚~ange~⦤~angle~∠~angmsd~∡~angmsdaa~⦨~angmsdab~⦩~angmsdac~⦪~angmsdad~⦫~angmsdae~⦬~angmsdaf~⦭~angmsdag~⦮~angmsdah~⦯~angrt~∟~angrtvb~⊾~angrtvbd~⦝~angsph~∢~angst~Å~angzarr~⍼~aogon~ą~aopf~𝕒~ap~≈~apE~⩰~apacir~⩯~ape~≊~apid~≋~approx~≈~approxeq~≊~ascr~𝒶~ast~*~asympeq~≍~awconint~∳~awint~⨑~bNot~⫭~backcong~≌~backepsilon~϶~backprime~‵~backsim~∽~backsimeq~⋍~barvee~⊽~barwed~⌅~barwedge~⌅~bbrk~⎵~bbrktbrk~⎶~bcong~≌~bcy~б~becaus~∵~because~∵~bemptyv~⦰~bepsi~϶~bernou~ℬ~beth~ℶ~between~≬~bfr~𝔟~bigcap~⋂~bigcirc~◯~bigcup~⋃~bigodot~⨀~bigoplus~⨁~bigotimes~⨂~bigsqcup~⨆~bigstar~★~bigtriangledown~▽~bigtriangleup~△~biguplus~⨄~bigvee~⋁~bigwedge~⋀~bkarow~⤍~blacklozenge~⧫~blacksquare~▪~blacktriangle~▴~blacktriangledown~▾~blacktriangleleft~◂~blacktriangleright~▸~blank~␣~blk12~▒~blk14~░~blk34~▓~block~█~bne~=⃥~bnequiv~≡⃥~bnot~⌐~bopf~𝕓~bot~⊥~bottom~⊥~bowtie~⋈~boxDL~╗~boxDR~╔~boxDl~╖~boxDr~╓~boxH~═~boxHD~╦~boxHU~╩~boxHd~╤~boxHu~╧~boxUL~╝~boxUR~╚~boxUl~╜~boxUr~╙~boxV~║~boxVH~╬~boxVL~╣~boxVR~╠~boxVh~╫~boxVl~╢~boxVr~╟~boxbox~⧉~boxdL~╕~boxdR~╒~boxdl~┐~boxdr~┌~boxh~─~boxhD~╥~boxhU~╨~boxhd~┬~boxhu~┴~boxminus~⊟~boxplus~⊞~boxtimes~⊠~boxuL~╛~boxuR~╘~boxul~┘~boxur~└~boxv~│~boxvH~╪~boxvL~╡~boxvR~╞~boxvh~┼~boxvl~┤~boxvr~├~bprime~‵~breve~˘~bscr~𝒷~bsemi~⁏~bsim~∽~bsime~⋍~bsol~\\~bsolb~⧅~bsolhsub~⟈~bullet~•~bump~≎~bumpE~⪮~bumpe~≏~bumpeq~≏~cacute~ć~capand~⩄~capbrcup~⩉~capcap~⩋~capcup~⩇~capdot~⩀~caps~∩︀~caret~⁁~caron~ˇ~ccaps~⩍~ccaron~č~ccirc~ĉ~ccups~⩌~ccupssm~⩐~cdot~ċ~cemptyv~⦲~centerdot~·~cfr~𝔠~chcy~ч~check~✓~checkmark~✓~cir~○~cirE~⧃~circeq~≗~circlearrowleft~↺~circlearrowright~↻~circledR~®~circledS~Ⓢ~circledast~⊛~circledcirc~⊚~circleddash~⊝~cire~≗~cirfnint~⨐~cirmid~⫯~cirscir~⧂~clubsuit~♣~colon~:~colone~≔~coloneq~≔~comma~,~commat~@~comp~∁~compfn~∘~complement~∁~complexes~ℂ~congdot~⩭~conint~∮~copf~𝕔~coprod~∐~copysr~℗~cross~✗~cscr~𝒸~csub~⫏~csube~⫑~csup~⫐~csupe~⫒~ctdot~⋯~cudarrl~⤸~cudarrr~⤵~cuepr~⋞~cuesc~⋟~cularr~↶~cularrp~⤽~cupbrcap~⩈~cupcap~⩆~cupcup~⩊~cupdot~⊍~cupor~⩅~cups~∪︀~curarr~↷~curarrm~⤼~curlyeqprec~⋞~curlyeqsucc~⋟~curlyvee~⋎~curlywedge~⋏~curvearrowleft~↶~curvearrowright~↷~cuvee~⋎~cuwed~⋏~cwconint~∲~cwint~∱~cylcty~⌭~dHar~⥥~daleth~ℸ~dash~‐~dashv~⊣~dbkarow~⤏~dblac~˝~dcaron~ď~dcy~д~dd~ⅆ~ddagger~‡~ddarr~⇊~ddotseq~⩷~demptyv~⦱~dfisht~⥿~dfr~𝔡~dharl~⇃~dharr~⇂~diam~⋄~diamond~⋄~diamondsuit~♦~die~¨~digamma~ϝ~disin~⋲~div~÷~divideontimes~⋇~divonx~⋇~djcy~ђ~dlcorn~⌞~dlcrop~⌍~dollar~$~dopf~𝕕~dot~˙~doteq~≐~doteqdot~≑~dotminus~∸~dotplus~∔~dotsquare~⊡~doublebarwedge~⌆~downarrow~↓~downdownarrows~⇊~downharpoonleft~⇃~downharpoonright~⇂~drbkarow~⤐~drcorn~⌟~drcrop~⌌~dscr~𝒹~dscy~ѕ~dsol~⧶~dstrok~đ~dtdot~⋱~dtri~▿~dtrif~▾~duarr~⇵~duhar~⥯~dwangle~⦦~dzcy~џ~dzigrarr~⟿~eDDot~⩷~eDot~≑~easter~⩮~ecaron~ě~ecir~≖~ecolon~≕~ecy~э~edot~ė~ee~ⅇ~efDot~≒~efr~𝔢~eg~⪚~egs~⪖~egsdot~⪘~el~⪙~elinters~⏧~ell~ℓ~els~⪕~elsdot~⪗~emacr~ē~emptyset~∅~emptyv~∅~emsp13~ ~emsp14~ ~eng~ŋ~eogon~ę~eopf~𝕖~epar~⋕~eparsl~⧣~eplus~⩱~epsi~ε~epsiv~ϵ~eqcirc~≖~eqcolon~≕~eqsim~≂~eqslantgtr~⪖~eqslantless~⪕~equals~=~equest~≟~equivDD~⩸~eqvparsl~⧥~erDot~≓~erarr~⥱~escr~ℯ~esdot~≐~esim~≂~excl~!~expectation~ℰ~exponentiale~ⅇ~fallingdotseq~≒~fcy~ф~female~♀~ffilig~ﬃ~fflig~ﬀ~ffllig~ﬄ~ffr~𝔣~filig~ﬁ~fjlig~fj~flat~♭~fllig~ﬂ~fltns~▱~fopf~𝕗~fork~⋔~forkv~⫙~fpartint~⨍~frac13~⅓~frac15~⅕~frac16~⅙~frac18~⅛~frac23~⅔~frac25~⅖~frac35~⅗~frac38~⅜~frac45~⅘~frac56~⅚~frac58~⅝~frac78~⅞~frown~⌢~fscr~𝒻~gE~≧~gEl~⪌~gacute~ǵ~gammad~ϝ~gap~⪆~gbreve~ğ~gcirc~ĝ~gcy~г~gdot~ġ~gel~⋛~geq~≥~geqq~≧~geqslant~⩾~ges~⩾~gescc~⪩~gesdot~⪀~gesdoto~⪂~gesdotol~⪄~gesl~⋛︀~gesles~⪔~gfr~𝔤~gg~≫~ggg~⋙~gimel~ℷ~gjcy~ѓ~gl~≷~glE~⪒~gla~⪥~glj~⪤~gnE~≩~gnap~⪊~gnapprox~⪊~gne~⪈~gneq~⪈~gneqq~≩~gnsim~⋧~gopf~𝕘~grave~`~gscr~ℊ~gsim~≳~gsime~⪎~gsiml~⪐~gtcc~⪧~gtcir~⩺~gtdot~⋗~gtlPar~⦕~gtquest~⩼~gtrapprox~⪆~gtrarr~⥸~gtrdot~⋗~gtreqless~⋛~gtreqqless~⪌~gtrless~≷~gtrsim~≳~gvertneqq~≩︀~gvnE~≩︀~hairsp~ ~half~½~hamilt~ℋ~hardcy~ъ~harrcir~⥈~harrw~↭~hbar~ℏ~hcirc~ĥ~heartsuit~♥~hercon~⊹~hfr~𝔥~hksearow~⤥~hkswarow~⤦~hoarr~⇿~homtht~∻~hookleftarrow~↩~hookrightarrow~↪~hopf~𝕙~horbar~―~hscr~𝒽~hslash~ℏ~hstrok~ħ~hybull~⁃~hyphen~‐~ic~⁣~icy~и~iecy~е~iff~⇔~ifr~𝔦~ii~ⅈ~iiiint~⨌~iiint~∭~iinfin~⧜~iiota~℩~ijlig~ĳ~imacr~ī~imagline~ℐ~imagpart~ℑ~imath~ı~imof~⊷~imped~Ƶ~in~∈~incare~℅~infintie~⧝~inodot~ı~intcal~⊺~integers~ℤ~intercal~⊺~intlarhk~⨗~intprod~⨼~iocy~ё~iogon~į~iopf~𝕚~iprod~⨼~iscr~𝒾~isinE~⋹~isindot~⋵~isins~⋴~isinsv~⋳~isinv~∈~it~⁢~itilde~ĩ~iukcy~і~jcirc~ĵ~jcy~й~jfr~𝔧~jmath~ȷ~jopf~𝕛~jscr~𝒿~jsercy~ј~jukcy~є~kappav~ϰ~kcedil~ķ~kcy~к~kfr~𝔨~kgreen~ĸ~khcy~х~kjcy~ќ~kopf~𝕜~kscr~𝓀~lAarr~⇚~lAtail~⤛~lBarr~⤎~lE~≦~lEg~⪋~lHar~⥢~lacute~ĺ~laemptyv~⦴~lagran~ℒ~langd~⦑~langle~⟨~lap~⪅~larrb~⇤~larrbfs~⤟~larrfs~⤝~larrhk~↩~larrlp~↫~larrpl~⤹~larrsim~⥳~larrtl~↢~lat~⪫~latail~⤙~late~⪭~lates~⪭︀~lbarr~⤌~lbbrk~❲~lbrace~{~lbrack~[~lbrke~⦋~lbrksld~⦏~lbrkslu~⦍~lcaron~ľ~lcedil~ļ~lcub~{~lcy~л~ldca~⤶~ldquor~„~ldrdhar~⥧~ldrushar~⥋~ldsh~↲~leftarrow~←~leftarrowtail~↢~leftharpoondown~↽~leftharpoonup~↼~leftleftarrows~⇇~leftrightarrow~↔~leftrightarrows~⇆~leftrightharpoons~⇋~leftrightsquigarrow~↭~leftthreetimes~⋋~leg~⋚~leq~≤~leqq~≦~leqslant~⩽~les~⩽~lescc~⪨~lesdot~⩿~lesdoto~⪁~lesdotor~⪃~lesg~⋚︀~lesges~⪓~lessapprox~⪅~lessdot~⋖~lesseqgtr~⋚~lesseqqgtr~⪋~lessgtr~≶~lesssim~≲~lfisht~⥼~lfr~𝔩~lg~≶~lgE~⪑~lhard~↽~lharu~↼~lharul~⥪~lhblk~▄~ljcy~љ~ll~≪~llarr~⇇~llcorner~⌞~llhard~⥫~lltri~◺~lmidot~ŀ~lmoust~⎰~lmoustache~⎰~lnE~≨~lnap~⪉~lnapprox~⪉~lne~⪇~lneq~⪇~lneqq~≨~lnsim~⋦~loang~⟬~loarr~⇽~lobrk~⟦~longleftarrow~⟵~longleftrightarrow~⟷~longmapsto~⟼~longrightarrow~⟶~looparrowleft~↫~looparrowright~↬~lopar~⦅~lopf~𝕝~loplus~⨭~lotimes~⨴~lowbar~_~lozenge~◊~lozf~⧫~lpar~(~lparlt~⦓~lrarr~⇆~lrcorner~⌟~lrhar~⇋~lrhard~⥭~lrtri~⊿~lscr~𝓁~lsh~↰~lsim~≲~lsime~⪍~lsimg~⪏~lsqb~[~lsquor~‚~lstrok~ł~ltcc~⪦~ltcir~⩹~ltdot~⋖~lthree~⋋~ltimes~⋉~ltlarr~⥶~ltquest~⩻~ltrPar~⦖~ltri~◃~ltrie~⊴~ltrif~◂~lurdshar~⥊~luruhar~⥦~lvertneqq~≨︀~lvnE~≨︀~mDDot~∺~male~♂~malt~✠~maltese~✠~map~↦~mapsto~↦~mapstodown~↧~mapstoleft~↤~mapstoup~↥~marker~▮~mcomma~⨩~mcy~м~measuredangle~∡~mfr~𝔪~mho~℧~mid~∣~midast~*~midcir~⫰~minusb~⊟~minusd~∸~minusdu~⨪~mlcp~⫛~mldr~…~mnplus~∓~models~⊧~mopf~𝕞~mp~∓~mscr~𝓂~mstpos~∾~multimap~⊸~mumap~⊸~nGg~⋙̸~nGt~≫⃒~nGtv~≫̸~nLeftarrow~⇍~nLeftrightarrow~⇎~nLl~⋘̸~nLt~≪⃒~nLtv~≪̸~nRightarrow~⇏~nVDash~⊯~nVdash~⊮~nacute~ń~nang~∠⃒~nap~≉~napE~⩰̸~napid~≋̸~napos~ŉ~napprox~≉~natur~♮~natural~♮~naturals~ℕ~nbump~≎̸~nbumpe~≏̸~ncap~⩃~ncaron~ň~ncedil~ņ~ncong~≇~ncongdot~⩭̸~ncup~⩂~ncy~н~neArr~⇗~nearhk~⤤~nearr~↗~nearrow~↗~nedot~≐̸~nequiv~≢~nesear~⤨~nesim~≂̸~nexist~∄~nexists~∄~nfr~𝔫~ngE~≧̸~nge~≱~ngeq~≱~ngeqq~≧̸~ngeqslant~⩾̸~nges~⩾̸~ngsim~≵~ngt~≯~ngtr~≯~nhArr~⇎~nharr~↮~nhpar~⫲~nis~⋼~nisd~⋺~niv~∋~njcy~њ~nlArr~⇍~nlE~≦̸~nlarr~↚~nldr~‥~nle~≰~nleftarrow~↚~nleftrightarrow~↮~nleq~≰~nleqq~≦̸~nleqslant~⩽̸~nles~⩽̸~nless~≮~nlsim~≴~nlt~≮~nltri~⋪~nltrie~⋬~nmid~∤~nopf~𝕟~notinE~⋹̸~notindot~⋵̸~notinva~∉~notinvb~⋷~notinvc~⋶~notni~∌~notniva~∌~notnivb~⋾~notnivc~⋽~npar~∦~nparallel~∦~nparsl~⫽⃥~npart~∂̸~npolint~⨔~npr~⊀~nprcue~⋠~npre~⪯̸~nprec~⊀~npreceq~⪯̸~nrArr~⇏~nrarr~↛~nrarrc~⤳̸~nrarrw~↝̸~nrightarrow~↛~nrtri~⋫~nrtrie~⋭~nsc~⊁~nsccue~⋡~nsce~⪰̸~nscr~𝓃~nshortmid~∤~nshortparallel~∦~nsim~≁~nsime~≄~nsimeq~≄~nsmid~∤~nspar~∦~nsqsube~⋢~nsqsupe~⋣~nsubE~⫅̸~nsube~⊈~nsubset~⊂⃒~nsubseteq~⊈~nsubseteqq~⫅̸~nsucc~⊁~nsucceq~⪰̸~nsup~⊅~nsupE~⫆̸~nsupe~⊉~nsupset~⊃⃒~nsupseteq~⊉~nsupseteqq~⫆̸~ntgl~≹~ntlg~≸~ntriangleleft~⋪~ntrianglelefteq~⋬~ntriangleright~⋫~ntrianglerighteq~⋭~num~#~numero~№~numsp~ ~nvDash~⊭~nvHarr~⤄~nvap~≍⃒~nvdash~⊬~nvge~≥⃒~nvgt~>⃒~nvinfin~⧞~nvlArr~⤂~nvle~≤⃒~nvlt~<⃒~nvltrie~⊴⃒~nvrArr~⤃~nvrtrie~⊵⃒~nvsim~∼⃒~nwArr~⇖~nwarhk~⤣~nwarr~↖~nwarrow~↖~nwnear~⤧~oS~Ⓢ~oast~⊛~ocir~⊚~ocy~о~odash~⊝~odblac~ő~odiv~⨸~odot~⊙~odsold~⦼~ofcir~⦿~ofr~𝔬~ogon~˛~ogt~⧁~ohbar~⦵~ohm~Ω~oint~∮~olarr~↺~olcir~⦾~olcross~⦻~olt~⧀~omacr~ō~omid~⦶~ominus~⊖~oopf~𝕠~opar~⦷~operp~⦹~orarr~↻~ord~⩝~order~ℴ~orderof~ℴ~origof~⊶~oror~⩖~orslope~⩗~orv~⩛~oscr~ℴ~osol~⊘~otimesas~⨶~ovbar~⌽~par~∥~parallel~∥~parsim~⫳~parsl~⫽~pcy~п~percnt~%~period~.~pertenk~‱~pfr~𝔭~phiv~ϕ~phmmat~ℳ~phone~☎~pitchfork~⋔~planck~ℏ~planckh~ℎ~plankv~ℏ~plus~+~plusacir~⨣~plusb~⊞~pluscir~⨢~plusdo~∔~plusdu~⨥~pluse~⩲~plussim~⨦~plustwo~⨧~pm~±~pointint~⨕~popf~𝕡~pr~≺~prE~⪳~prap~⪷~prcue~≼~pre~⪯~prec~≺~precapprox~⪷~preccurlyeq~≼~preceq~⪯~precnapprox~⪹~precneqq~⪵~precnsim~⋨~precsim~≾~primes~ℙ~prnE~⪵~prnap~⪹~prnsim~⋨~profalar~⌮~profline~⌒~profsurf~⌓~propto~∝~prsim~≾~prurel~⊰~pscr~𝓅~puncsp~ ~qfr~𝔮~qint~⨌~qopf~𝕢~qprime~⁗~qscr~𝓆~quaternions~ℍ~quatint~⨖~quest~?~questeq~≟~rAarr~⇛~rAtail~⤜~rBarr~⤏~rHar~⥤~race~∽̱~racute~ŕ~raemptyv~⦳~rangd~⦒~range~⦥~rangle~⟩~rarrap~⥵~rarrb~⇥~rarrbfs~⤠~rarrc~⤳~rarrfs~⤞~rarrhk~↪~rarrlp~↬~rarrpl~⥅~rarrsim~⥴~rarrtl~↣~rarrw~↝~ratail~⤚~ratio~∶~rationals~ℚ~rbarr~⤍~rbbrk~❳~rbrace~}~rbrack~]~rbrke~⦌~rbrksld~⦎~rbrkslu~⦐~rcaron~ř~rcedil~ŗ~rcub~}~rcy~р~rdca~⤷~rdldhar~⥩~rdquor~”~rdsh~↳~realine~ℛ~realpart~ℜ~reals~ℝ~rect~▭~rfisht~⥽~rfr~𝔯~rhard~⇁~rharu~⇀~rharul~⥬~rhov~ϱ~rightarrow~→~rightarrowtail~↣~rightharpoondown~⇁~rightharpoonup~⇀~rightleftarrows~⇄~rightleftharpoons~⇌~rightrightarrows~⇉~rightsquigarrow~↝~rightthreetimes~⋌~ring~˚~risingdotseq~≓~rlarr~⇄~rlhar~⇌~rmoust~⎱~rmoustache~⎱~rnmid~⫮~roang~⟭~roarr~⇾~robrk~⟧~ropar~⦆~ropf~𝕣~roplus~⨮~rotimes~⨵~rpar~)~rpargt~⦔~rppolint~⨒~rrarr~⇉~rscr~𝓇~rsh~↱~rsqb~]~rsquor~’~rthree~⋌~rtimes~⋊~rtri~▹~rtrie~⊵~rtrif~▸~rtriltri~⧎~ruluhar~⥨~rx~℞~sacute~ś~sc~≻~scE~⪴~scap~⪸~sccue~≽~sce~⪰~scedil~ş~scirc~ŝ~scnE~⪶~scnap~⪺~scnsim~⋩~scpolint~⨓~scsim~≿~scy~с~sdotb~⊡~sdote~⩦~seArr~⇘~searhk~⤥~searr~↘~searrow~↘~semi~;~seswar~⤩~setminus~∖~setmn~∖~sext~✶~sfr~𝔰~sfrown~⌢~sharp~♯~shchcy~щ~shcy~ш~shortmid~∣~shortparallel~∥~sigmav~ς~simdot~⩪~sime~≃~simeq~≃~simg~⪞~simgE~⪠~siml~⪝~simlE~⪟~simne~≆~simplus~⨤~simrarr~⥲~slarr~←~smallsetminus~∖~smashp~⨳~smeparsl~⧤~smid~∣~smile~⌣~smt~⪪~smte~⪬~smtes~⪬︀~softcy~ь~sol~/~solb~⧄~solbar~⌿~sopf~𝕤~spadesuit~♠~spar~∥~sqcap~⊓~sqcaps~⊓︀~sqcup~⊔~sqcups~⊔︀~sqsub~⊏~sqsube~⊑~sqsubset~⊏~sqsubseteq~⊑~sqsup~⊐~sqsupe~⊒~sqsupset~⊐~sqsupseteq~⊒~squ~□~square~□~squarf~▪~squf~▪~srarr~→~sscr~𝓈~ssetmn~∖~ssmile~⌣~sstarf~⋆~star~☆~starf~★~straightepsilon~ϵ~straightphi~ϕ~strns~¯~subE~⫅~subdot~⪽~subedot~⫃~submult~⫁~subnE~⫋~subne~⊊~subplus~⪿~subrarr~⥹~subset~⊂~subseteq~⊆~subseteqq~⫅~subsetneq~⊊~subsetneqq~⫋~subsim~⫇~subsub~⫕~subsup~⫓~succ~≻~succapprox~⪸~succcurlyeq~≽~succeq~⪰~succnapprox~⪺~succneqq~⪶~succnsim~⋩~succsim~≿~sung~♪~supE~⫆~supdot~⪾~supdsub~⫘~supedot~⫄~suphsol~⟉~suphsub~⫗~suplarr~⥻~supmult~⫂~supnE~⫌~supne~⊋~supplus~⫀~supset~⊃~supseteq~⊇~supseteqq~⫆~supsetneq~⊋~supsetneqq~⫌~supsim~⫈~supsub~⫔~supsup~⫖~swArr~⇙~swarhk~⤦~swarr~↙~swarrow~↙~swnwar~⤪~target~⌖~tbrk~⎴~tcaron~ť~tcedil~ţ~tcy~т~tdot~⃛~telrec~⌕~tfr~𝔱~therefore~∴~thetav~ϑ~thickapprox~≈~thicksim~∼~thkap~≈~thksim~∼~timesb~⊠~timesbar~⨱~timesd~⨰~tint~∭~toea~⤨~top~⊤~topbot~⌶~topcir~⫱~topf~𝕥~topfork~⫚~tosa~⤩~tprime~‴~triangle~▵~triangledown~▿~triangleleft~◃~trianglelefteq~⊴~triangleq~≜~triangleright~▹~trianglerighteq~⊵~tridot~◬~trie~≜~triminus~⨺~triplus~⨹~trisb~⧍~tritime~⨻~trpezium~⏢~tscr~𝓉~tscy~ц~tshcy~ћ~tstrok~ŧ~twixt~≬~twoheadleftarrow~↞~twoheadrightarrow~↠~uHar~⥣~ubrcy~ў~ubreve~ŭ~ucy~у~udarr~⇅~udblac~ű~udhar~⥮~ufisht~⥾~ufr~𝔲~uharl~↿~uharr~↾~uhblk~▀~ulcorn~⌜~ulcorner~⌜~ulcrop~⌏~ultri~◸~umacr~ū~uogon~ų~uopf~𝕦~uparrow~↑~updownarrow~↕~upharpoonleft~↿~upharpoonright~↾~uplus~⊎~upsi~υ~upuparrows~⇈~urcorn~⌝~urcorner~⌝~urcrop~⌎~uring~ů~urtri~◹~uscr~𝓊~utdot~⋰~utilde~ũ~utri~▵~utrif~▴~uuarr~⇈~uwangle~⦧~vArr~⇕~vBar~⫨~vBarv~⫩~vDash~⊨~vangrt~⦜~varepsilon~ϵ~varkappa~ϰ~varnothing~∅~varphi~ϕ~varpi~ϖ~varpropto~∝~varr~↕~varrho~ϱ~varsigma~ς~varsubsetneq~⊊︀~varsubsetneqq~⫋︀~varsupsetneq~⊋︀~varsupsetneqq~⫌︀~vartheta~ϑ~vartriangleleft~⊲~vartriangleright~⊳~vcy~в~vdash~⊢~vee~∨~veebar~⊻~veeeq~≚~vellip~⋮~verbar~|~vert~|~vfr~𝔳~vltri~⊲~vnsub~⊂⃒~vnsup~⊃⃒~vopf~𝕧~vprop~∝~vrtri~⊳~vscr~𝓋~vsubnE~⫋︀~vsubne~⊊︀~vsupnE~⫌︀~vsupne~⊋︀~vzigzag~⦚~wcirc~ŵ~wedbar~⩟~wedge~∧~wedgeq~≙~wfr~𝔴~wopf~𝕨~wp~℘~wr~≀~wreath~≀~wscr~𝓌~xcap~⋂~xcirc~◯~xcup~⋃~xdtri~▽~xfr~𝔵~xhArr~⟺~xharr~⟷~xlArr~⟸~xlarr~⟵~xmap~⟼~xnis~⋻~xodot~⨀~xopf~𝕩~xoplus~⨁~xotime~⨂~xrArr~⟹~xrarr~⟶~xscr~𝓍~xsqcup~⨆~xuplus~⨄~xutri~△~xvee~⋁~xwedge~⋀~yacy~я~ycirc~ŷ~ycy~ы~yfr~𝔶~yicy~ї~yopf~𝕪~yscr~𝓎~yucy~ю~zacute~ź~zcaron~ž~zcy~з~zdot~ż~zeetrf~ℨ~zfr~𝔷~zhcy~ж~zigrarr~⇝~zopf~𝕫~zscr~𝓏~~AMP~&~COPY~©~GT~>~LT~<~QUOT~\"~REG~®", namedReferences["html4"]);

// node_modules/html-entities/dist/esm/numeric-unicode-map.js
var numericUnicodeMap = {
	0: 65533,
	128: 8364,
	130: 8218,
	131: 402,
	132: 8222,
	133: 8230,
	134: 8224,
	135: 8225,
	136: 710,
	137: 8240,
	138: 352,
	139: 8249,
	140: 338,
	142: 381,
	145: 8216,
	146: 8217,
	147: 8220,
	148: 8221,
	149: 8226,
	150: 8211,
	151: 8212,
	152: 732,
	153: 8482,
	154: 353,
	155: 8250,
	156: 339,
	158: 382,
	159: 376
};

// node_modules/html-entities/dist/esm/surrogate-pairs.js
var fromCodePoint = String.fromCodePoint || function(astralCodePoint) {
	return String.fromCharCode(Math.floor((astralCodePoint - 65536) / 1024) + 55296, (astralCodePoint - 65536) % 1024 + 56320);
};
var getCodePoint = String.prototype.codePointAt ? function(input, position) {
	return input.codePointAt(position);
} : function(input, position) {
	return (input.charCodeAt(position) - 55296) * 1024 + input.charCodeAt(position + 1) - 56320 + 65536;
};

// node_modules/html-entities/dist/esm/index.js
var __assign = void 0 && (void 0).__assign || function() {
	__assign = Object.assign || function(t) {
		for (var s, i = 1, n = arguments.length; i < n; i++) {
			s = arguments[i];
			for (var p in s) if (Object.prototype.hasOwnProperty.call(s, p)) t[p] = s[p];
		}
		return t;
	};
	return __assign.apply(this, arguments);
};
var allNamedReferences = __assign(__assign({}, namedReferences), { all: namedReferences.html5 });
var defaultDecodeOptions = {
	scope: "body",
	level: "all"
};
var strict = /&(?:#\d+|#[xX][\da-fA-F]+|[0-9a-zA-Z]+);/g;
var attribute = /&(?:#\d+|#[xX][\da-fA-F]+|[0-9a-zA-Z]+)[;=]?/g;
var baseDecodeRegExps = {
	xml: {
		strict,
		attribute,
		body: bodyRegExps.xml
	},
	html4: {
		strict,
		attribute,
		body: bodyRegExps.html4
	},
	html5: {
		strict,
		attribute,
		body: bodyRegExps.html5
	}
};
var decodeRegExps = __assign(__assign({}, baseDecodeRegExps), { all: baseDecodeRegExps.html5 });
var fromCharCode = String.fromCharCode;
var outOfBoundsChar = fromCharCode(65533);
function getDecodedEntity(entity, references, isAttribute, isStrict) {
	var decodeResult = entity;
	var decodeEntityLastChar = entity[entity.length - 1];
	if (isAttribute && decodeEntityLastChar === "=") decodeResult = entity;
	else if (isStrict && decodeEntityLastChar !== ";") decodeResult = entity;
	else {
		var decodeResultByReference = references[entity];
		if (decodeResultByReference) decodeResult = decodeResultByReference;
		else if (entity[0] === "&" && entity[1] === "#") {
			var decodeSecondChar = entity[2];
			var decodeCode = decodeSecondChar == "x" || decodeSecondChar == "X" ? parseInt(entity.substr(3), 16) : parseInt(entity.substr(2));
			decodeResult = decodeCode >= 1114111 ? outOfBoundsChar : decodeCode > 65535 ? fromCodePoint(decodeCode) : fromCharCode(numericUnicodeMap[decodeCode] || decodeCode);
		}
	}
	return decodeResult;
}
/** Decodes all entities in the text */
function decode(text, _a) {
	var _b = _a === void 0 ? defaultDecodeOptions : _a, _c = _b.level, level = _c === void 0 ? "all" : _c, _d = _b.scope, scope = _d === void 0 ? level === "xml" ? "strict" : "body" : _d;
	if (!text) return "";
	var decodeRegExp = decodeRegExps[level][scope];
	var references = allNamedReferences[level].entities;
	var isAttribute = scope === "attribute";
	var isStrict = scope === "strict";
	return text.replace(decodeRegExp, function(entity) {
		return getDecodedEntity(entity, references, isAttribute, isStrict);
	});
}

// node_modules/teeny-request/build/src/agents.js
var require_agents = /* @__PURE__ */ __commonJSMin(((exports) => {
	/**
	* @license
	* Copyright 2019 Google LLC
	*
	* Licensed under the Apache License, Version 2.0 (the "License");
	* you may not use this file except in compliance with the License.
	* You may obtain a copy of the License at
	*
	*      http://www.apache.org/licenses/LICENSE-2.0
	*
	* Unless required by applicable law or agreed to in writing, software
	* distributed under the License is distributed on an "AS IS" BASIS,
	* WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
	* See the License for the specific language governing permissions and
	* limitations under the License.
	*/
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.pool = void 0;
	exports.getAgent = getAgent;
	const http_1 = __require("http");
	const https_1 = __require("https");
	exports.pool = /* @__PURE__ */ new Map();
	/**
	* Determines if a proxy should be considered based on the environment.
	*
	* @param uri The request uri
	* @returns {boolean}
	*/
	function shouldUseProxyForURI(uri) {
		const noProxyEnv = process.env.NO_PROXY || process.env.no_proxy;
		if (!noProxyEnv) return true;
		const givenURI = new URL(uri);
		for (const noProxyRaw of noProxyEnv.split(",")) {
			const noProxy = noProxyRaw.trim();
			if (noProxy === givenURI.origin || noProxy === givenURI.hostname) return false;
			else if (noProxy.startsWith("*.") || noProxy.startsWith(".")) {
				const noProxyWildcard = noProxy.replace(/^\*\./, ".");
				if (givenURI.hostname.endsWith(noProxyWildcard)) return false;
			}
		}
		return true;
	}
	/**
	* Returns a custom request Agent if one is found, otherwise returns undefined
	* which will result in the global http(s) Agent being used.
	* @private
	* @param {string} uri The request uri
	* @param {Options} reqOpts The request options
	* @returns {HttpAnyAgent|undefined}
	*/
	function getAgent(uri, reqOpts) {
		const isHttp = uri.startsWith("http://");
		const proxy = reqOpts.proxy || process.env.HTTP_PROXY || process.env.http_proxy || process.env.HTTPS_PROXY || process.env.https_proxy;
		const poolOptions = Object.assign({}, reqOpts.pool);
		const shouldUseProxy = !!reqOpts.proxy || shouldUseProxyForURI(uri);
		if (proxy && shouldUseProxy) {
			const { HttpProxyAgent } = require_dist();
			const { HttpsProxyAgent } = require_dist$1();
			return new (isHttp ? HttpProxyAgent : HttpsProxyAgent)(proxy, poolOptions);
		}
		let key = isHttp ? "http" : "https";
		if (reqOpts.forever) {
			key += ":forever";
			if (!exports.pool.has(key)) {
				const Agent = isHttp ? http_1.Agent : https_1.Agent;
				exports.pool.set(key, new Agent({
					...poolOptions,
					keepAlive: true
				}));
			}
		}
		return exports.pool.get(key);
	}
}));

// node_modules/teeny-request/build/src/TeenyStatistics.js
var require_TeenyStatistics = /* @__PURE__ */ __commonJSMin(((exports) => {
	/**
	* @license
	* Copyright 2020 Google LLC
	*
	* Licensed under the Apache License, Version 2.0 (the "License");
	* you may not use this file except in compliance with the License.
	* You may obtain a copy of the License at
	*
	*      http://www.apache.org/licenses/LICENSE-2.0
	*
	* Unless required by applicable law or agreed to in writing, software
	* distributed under the License is distributed on an "AS IS" BASIS,
	* WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
	* See the License for the specific language governing permissions and
	* limitations under the License.
	*/
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.TeenyStatistics = exports.TeenyStatisticsWarning = void 0;
	/**
	* @class TeenyStatisticsWarning
	* @extends Error
	* @description While an error, is used for emitting warnings when
	*   meeting certain configured thresholds.
	* @see process.emitWarning
	*/
	var TeenyStatisticsWarning = class extends Error {
		static CONCURRENT_REQUESTS = "ConcurrentRequestsExceededWarning";
		threshold = 0;
		type = "";
		value = 0;
		/**
		* @param {string} message
		*/
		constructor(message) {
			super(message);
			this.name = this.constructor.name;
			Error.captureStackTrace(this, this.constructor);
		}
	};
	exports.TeenyStatisticsWarning = TeenyStatisticsWarning;
	/**
	* @class TeenyStatistics
	* @description Maintain various statistics internal to teeny-request. Tracking
	*   is not automatic and must be instrumented within teeny-request.
	*/
	var TeenyStatistics = class TeenyStatistics {
		/**
		* @description A default threshold representing when to warn about excessive
		*   in-flight/concurrent requests.
		* @type {number}
		* @static
		* @readonly
		* @default 5000
		*/
		static DEFAULT_WARN_CONCURRENT_REQUESTS = 5e3;
		/**
		* @type {TeenyStatisticsConfig}
		* @private
		*/
		_options;
		/**
		* @type {number}
		* @private
		* @default 0
		*/
		_concurrentRequests = 0;
		/**
		* @type {boolean}
		* @private
		* @default false
		*/
		_didConcurrentRequestWarn = false;
		/**
		* @param {TeenyStatisticsOptions} [opts]
		*/
		constructor(opts) {
			this._options = TeenyStatistics._prepareOptions(opts);
		}
		/**
		* Returns a copy of the current options.
		* @return {TeenyStatisticsOptions}
		*/
		getOptions() {
			return Object.assign({}, this._options);
		}
		/**
		* Change configured statistics options. This will not preserve unspecified
		*   options that were previously specified, i.e. this is a reset of options.
		* @param {TeenyStatisticsOptions} [opts]
		* @returns {TeenyStatisticsConfig} The previous options.
		* @see _prepareOptions
		*/
		setOptions(opts) {
			const oldOpts = this._options;
			this._options = TeenyStatistics._prepareOptions(opts);
			return oldOpts;
		}
		/**
		* @readonly
		* @return {TeenyStatisticsCounters}
		*/
		get counters() {
			return { concurrentRequests: this._concurrentRequests };
		}
		/**
		* @description Should call this right before making a request.
		*/
		requestStarting() {
			this._concurrentRequests++;
			if (this._options.concurrentRequests > 0 && this._concurrentRequests >= this._options.concurrentRequests && !this._didConcurrentRequestWarn) {
				this._didConcurrentRequestWarn = true;
				const warning = new TeenyStatisticsWarning("Possible excessive concurrent requests detected. " + this._concurrentRequests + " requests in-flight, which exceeds the configured threshold of " + this._options.concurrentRequests + ". Use the TEENY_REQUEST_WARN_CONCURRENT_REQUESTS environment variable or the concurrentRequests option of teeny-request to increase or disable (0) this warning.");
				warning.type = TeenyStatisticsWarning.CONCURRENT_REQUESTS;
				warning.value = this._concurrentRequests;
				warning.threshold = this._options.concurrentRequests;
				process.emitWarning(warning);
			}
		}
		/**
		* @description When using `requestStarting`, call this after the request
		*   has finished.
		*/
		requestFinished() {
			this._concurrentRequests--;
		}
		/**
		* Configuration Precedence:
		*   1. Dependency inversion via defined option.
		*   2. Global numeric environment variable.
		*   3. Built-in default.
		* This will not preserve unspecified options previously specified.
		* @param {TeenyStatisticsOptions} [opts]
		* @returns {TeenyStatisticsOptions}
		* @private
		*/
		static _prepareOptions({ concurrentRequests: diConcurrentRequests } = {}) {
			let concurrentRequests = this.DEFAULT_WARN_CONCURRENT_REQUESTS;
			const envConcurrentRequests = Number(process.env.TEENY_REQUEST_WARN_CONCURRENT_REQUESTS);
			if (diConcurrentRequests !== void 0) concurrentRequests = diConcurrentRequests;
			else if (!Number.isNaN(envConcurrentRequests)) concurrentRequests = envConcurrentRequests;
			return { concurrentRequests };
		}
	};
	exports.TeenyStatistics = TeenyStatistics;
}));

// node_modules/stubs/index.js
var require_stubs = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = function stubs(obj, method, cfg, stub) {
		if (!obj || !method || !obj[method]) throw new Error("You must provide an object and a key for an existing method");
		if (!stub) {
			stub = cfg;
			cfg = {};
		}
		stub = stub || function() {};
		cfg.callthrough = cfg.callthrough || false;
		cfg.calls = cfg.calls || 0;
		var norevert = cfg.calls === 0;
		var cached = obj[method].bind(obj);
		obj[method] = function() {
			var args = [].slice.call(arguments);
			var returnVal;
			if (cfg.callthrough) returnVal = cached.apply(obj, args);
			returnVal = stub.apply(obj, args) || returnVal;
			if (!norevert && --cfg.calls === 0) obj[method] = cached;
			return returnVal;
		};
	};
}));

// node_modules/stream-events/index.js
var require_stream_events = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var stubs = require_stubs();
	function StreamEvents(stream) {
		stream = stream || this;
		var cfg = {
			callthrough: true,
			calls: 1
		};
		stubs(stream, "_read", cfg, stream.emit.bind(stream, "reading"));
		stubs(stream, "_write", cfg, stream.emit.bind(stream, "writing"));
		return stream;
	}
	module.exports = StreamEvents;
}));

// node_modules/teeny-request/build/src/index.js
var require_src$2 = /* @__PURE__ */ __commonJSMin(((exports, module, this$1) => {
	/**
	* @license
	* Copyright 2018 Google LLC
	*
	* Licensed under the Apache License, Version 2.0 (the "License");
	* you may not use this file except in compliance with the License.
	* You may obtain a copy of the License at
	*
	*      http://www.apache.org/licenses/LICENSE-2.0
	*
	* Unless required by applicable law or agreed to in writing, software
	* distributed under the License is distributed on an "AS IS" BASIS,
	* WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
	* See the License for the specific language governing permissions and
	* limitations under the License.
	*/
	var __createBinding = this$1 && this$1.__createBinding || (Object.create ? (function(o, m, k, k2) {
		if (k2 === void 0) k2 = k;
		var desc = Object.getOwnPropertyDescriptor(m, k);
		if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) desc = {
			enumerable: true,
			get: function() {
				return m[k];
			}
		};
		Object.defineProperty(o, k2, desc);
	}) : (function(o, m, k, k2) {
		if (k2 === void 0) k2 = k;
		o[k2] = m[k];
	}));
	var __setModuleDefault = this$1 && this$1.__setModuleDefault || (Object.create ? (function(o, v) {
		Object.defineProperty(o, "default", {
			enumerable: true,
			value: v
		});
	}) : function(o, v) {
		o["default"] = v;
	});
	var __importStar = this$1 && this$1.__importStar || (function() {
		var ownKeys = function(o) {
			ownKeys = Object.getOwnPropertyNames || function(o) {
				var ar = [];
				for (var k in o) if (Object.prototype.hasOwnProperty.call(o, k)) ar[ar.length] = k;
				return ar;
			};
			return ownKeys(o);
		};
		return function(mod) {
			if (mod && mod.__esModule) return mod;
			var result = {};
			if (mod != null) {
				for (var k = ownKeys(mod), i = 0; i < k.length; i++) if (k[i] !== "default") __createBinding(result, mod, k[i]);
			}
			__setModuleDefault(result, mod);
			return result;
		};
	})();
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.RequestError = void 0;
	exports.teenyRequest = teenyRequest;
	const https = __importStar(__require("https"));
	const http = __importStar(__require("http"));
	const stream_1 = __require("stream");
	const zlib = __importStar(__require("zlib"));
	const agents_1 = require_agents();
	const TeenyStatistics_1 = require_TeenyStatistics();
	const crypto_1 = __require("crypto");
	const streamEvents = require_stream_events();
	const MAX_REDIRECTS = 20;
	const REDIRECT_STATUS_CODES = /* @__PURE__ */ new Set([
		301,
		302,
		303,
		307,
		308
	]);
	function bunFetch(url, init = {}, redirectCount = 0) {
		const urlStr = String(url);
		const parsedUrl = new URL(urlStr);
		const isHttps = parsedUrl.protocol === "https:";
		const transport = isHttps ? https : http;
		const headers = {};
		if (init.headers) {
			if (typeof globalThis.Headers !== "undefined" && init.headers instanceof globalThis.Headers) for (const [k, v] of init.headers.entries()) headers[k] = v;
			else if (Array.isArray(init.headers)) for (const [k, v] of init.headers) headers[k] = v;
			else if (typeof init.headers.entries === "function") for (const [k, v] of init.headers.entries()) headers[k] = v;
			else for (const [k, v] of Object.entries(init.headers)) if (v !== void 0) headers[k] = String(v);
		}
		if (init.compress !== false) {
			if (!Object.keys(headers).some((k) => k.toLowerCase() === "accept-encoding")) headers["Accept-Encoding"] = "gzip,deflate";
		}
		const reqOptions = {
			protocol: parsedUrl.protocol,
			proto: isHttps ? "https" : "http",
			method: init.method || "GET",
			hostname: parsedUrl.hostname.replace(/^\[|\]$/g, ""),
			port: parsedUrl.port || (isHttps ? 443 : 80),
			path: (parsedUrl.pathname || "/") + parsedUrl.search,
			headers,
			agent: init.agent
		};
		return new Promise((resolve, reject) => {
			let timedOut = false;
			let activeIncoming;
			let activeResponseStream;
			let timeoutId;
			const clearReqTimeout = () => {
				if (timeoutId !== void 0) {
					clearTimeout(timeoutId);
					timeoutId = void 0;
				}
			};
			const onTimeout = () => {
				if (timedOut) return;
				timedOut = true;
				clearReqTimeout();
				const timeoutErr = Object.assign(/* @__PURE__ */ new Error(`network timeout at: ${urlStr}`), {
					name: "AbortError",
					type: "request-timeout",
					code: "ETIMEDOUT"
				});
				activeIncoming?.destroy(timeoutErr);
				activeResponseStream?.destroy(timeoutErr);
				req.destroy();
				reject(timeoutErr);
			};
			const resetReqTimeout = () => {
				if (init.timeout) {
					clearReqTimeout();
					timeoutId = setTimeout(onTimeout, init.timeout);
				}
			};
			const req = transport.request(reqOptions, (incoming) => {
				const status = incoming.statusCode || 200;
				const location = incoming.headers.location;
				if (init.redirect !== "manual" && REDIRECT_STATUS_CODES.has(status) && location) {
					clearReqTimeout();
					incoming.resume();
					if (init.redirect === "error") {
						reject(Object.assign(/* @__PURE__ */ new Error(`uri requested responds with a redirect: ${urlStr}`), { type: "no-redirect" }));
						return;
					}
					if (redirectCount >= (typeof init.follow === "number" ? init.follow : MAX_REDIRECTS)) {
						reject(Object.assign(/* @__PURE__ */ new Error(`maximum redirect reached at: ${urlStr}`), { type: "max-redirect" }));
						return;
					}
					const redirectUrl = new URL(String(location), parsedUrl);
					const currentMethod = (init.method || "GET").toUpperCase();
					const switchToGet = status === 303 || (status === 301 || status === 302) && currentMethod === "POST";
					const nextHeaders = { ...headers };
					for (const k of Object.keys(nextHeaders)) {
						const lower = k.toLowerCase();
						if (lower === "host" || switchToGet && (lower === "content-length" || lower === "content-type" || lower === "transfer-encoding") || redirectUrl.origin !== parsedUrl.origin && (lower === "authorization" || lower === "proxy-authorization" || lower === "cookie")) delete nextHeaders[k];
					}
					const nextInit = {
						...init,
						method: switchToGet ? "GET" : init.method,
						body: switchToGet ? void 0 : init.body,
						headers: nextHeaders
					};
					bunFetch(redirectUrl.toString(), nextInit, redirectCount + 1).then(resolve).catch(reject);
					return;
				}
				resetReqTimeout();
				incoming.on("data", resetReqTimeout);
				incoming.on("end", clearReqTimeout);
				incoming.on("close", clearReqTimeout);
				const responseStream = new stream_1.PassThrough();
				activeIncoming = incoming;
				activeResponseStream = responseStream;
				const encoding = (incoming.headers["content-encoding"] || "").toLowerCase();
				if (init.compress !== false && status !== 204 && status !== 304 && (reqOptions.method || "GET").toUpperCase() !== "HEAD" && (encoding === "gzip" || encoding === "x-gzip" || encoding === "deflate" || encoding === "br")) {
					const decompressor = encoding === "br" ? zlib.createBrotliDecompress() : zlib.createUnzip();
					incoming.on("error", (err) => decompressor.destroy(err));
					decompressor.on("error", (err) => responseStream.destroy(err));
					incoming.pipe(decompressor).pipe(responseStream);
				} else {
					incoming.on("error", (err) => responseStream.destroy(err));
					incoming.pipe(responseStream);
				}
				const fetchHeaders = new globalThis.Headers();
				for (const [k, v] of Object.entries(incoming.headers)) if (Array.isArray(v)) v.forEach((val) => fetchHeaders.append(k, val));
				else if (v !== void 0) fetchHeaders.set(k, v);
				const readText = async () => {
					const chunks = [];
					for await (const chunk of responseStream) chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk));
					return Buffer.concat(chunks).toString("utf8");
				};
				resolve({
					url: urlStr,
					status,
					statusText: incoming.statusMessage || "",
					headers: fetchHeaders,
					body: responseStream,
					text: readText,
					json: async () => {
						const text = await readText();
						try {
							return JSON.parse(text);
						} catch (err) {
							throw new Error(`invalid json response body at ${urlStr} reason: ${err.message}`);
						}
					}
				});
			});
			if (init.timeout) {
				req.setTimeout(init.timeout, onTimeout);
				resetReqTimeout();
			}
			req.on("error", (err) => {
				clearReqTimeout();
				activeIncoming?.destroy(err);
				activeResponseStream?.destroy(err);
				reject(err);
			});
			if (init.body) {
				if (typeof init.body === "object" && typeof init.body.pipe === "function") {
					init.body.on("error", (err) => {
						clearReqTimeout();
						activeResponseStream?.destroy(err);
						req.destroy();
						reject(err);
					});
					init.body.pipe(req);
				} else if (typeof init.body === "string" || Buffer.isBuffer(init.body) || init.body instanceof Uint8Array) {
					req.write(init.body);
					req.end();
				} else req.end();
			} else req.end();
		});
	}
	const fetch = (...args) => "Bun" in globalThis ? bunFetch(args[0], args[1]) : import("./node-fetch.js").then(({ default: fetch }) => fetch(...args));
	var RequestError = class extends Error {
		code;
	};
	exports.RequestError = RequestError;
	/**
	* Convert options from Request to Fetch format
	* @private
	* @param reqOpts Request options
	*/
	function requestToFetchOptions(reqOpts) {
		const options = {
			method: reqOpts.method || "GET",
			...reqOpts.timeout && { timeout: reqOpts.timeout },
			...typeof reqOpts.gzip === "boolean" && { compress: reqOpts.gzip }
		};
		if (typeof reqOpts.json === "object") {
			reqOpts.headers = reqOpts.headers || {};
			if (reqOpts.headers instanceof globalThis.Headers) reqOpts.headers.set("Content-Type", "application/json");
			else reqOpts.headers["Content-Type"] = "application/json";
			options.body = JSON.stringify(reqOpts.json);
		} else if (Buffer.isBuffer(reqOpts.body)) options.body = reqOpts.body;
		else if (typeof reqOpts.body !== "string") options.body = JSON.stringify(reqOpts.body);
		else options.body = reqOpts.body;
		if (reqOpts.headers instanceof globalThis.Headers) {
			options.headers = {};
			for (const pair of reqOpts.headers.entries()) options.headers[pair[0]] = pair[1];
		} else options.headers = reqOpts.headers;
		let uri = reqOpts.uri || reqOpts.url;
		if (!uri) throw new Error("Missing uri or url in reqOpts.");
		if (reqOpts.useQuerystring === true || typeof reqOpts.qs === "object") {
			const params = __require("querystring").stringify(reqOpts.qs);
			uri = uri + "?" + params;
		}
		options.agent = (0, agents_1.getAgent)(uri, reqOpts);
		return {
			uri,
			options
		};
	}
	/**
	* Convert a response from `fetch` to `request` format.
	* @private
	* @param opts The `request` options used to create the request.
	* @param res The Fetch response
	* @returns A `request` response object
	*/
	function fetchToRequestResponse(opts, res) {
		const request = {};
		request.agent = opts.agent || false;
		request.headers = opts.headers || {};
		request.href = res.url;
		const resHeaders = {};
		res.headers.forEach((value, key) => resHeaders[key] = value);
		return Object.assign(res.body, {
			statusCode: res.status,
			statusMessage: res.statusText,
			request,
			body: res.body,
			headers: resHeaders,
			toJSON: () => ({ headers: resHeaders })
		});
	}
	/**
	* Create POST body from two parts as multipart/related content-type
	* @private
	* @param boundary
	* @param multipart
	*/
	function createMultipartStream(boundary, multipart) {
		const finale = `--${boundary}--`;
		const stream = new stream_1.PassThrough();
		for (const part of multipart) {
			const preamble = `--${boundary}\r\nContent-Type: ${part["Content-Type"]}\r\n\r\n`;
			stream.write(preamble);
			if (typeof part.body === "string") {
				stream.write(part.body);
				stream.write("\r\n");
			} else {
				part.body.pipe(stream, { end: false });
				part.body.on("end", () => {
					stream.write("\r\n");
					stream.write(finale);
					stream.end();
				});
			}
		}
		return stream;
	}
	function teenyRequest(reqOpts, callback) {
		const { uri, options } = requestToFetchOptions(reqOpts);
		const multipart = reqOpts.multipart;
		if (reqOpts.multipart && multipart.length === 2) {
			if (!callback) throw new Error("Multipart without callback is not implemented.");
			const boundary = (0, crypto_1.randomUUID)();
			options.headers["Content-Type"] = `multipart/related; boundary=${boundary}`;
			options.body = createMultipartStream(boundary, multipart);
			teenyRequest.stats.requestStarting();
			fetch(uri, options).then((res) => {
				teenyRequest.stats.requestFinished();
				const header = res.headers.get("content-type");
				const response = fetchToRequestResponse(options, res);
				const body = response.body;
				if (/^application\/json(?:\s*;|$)/i.test(header || "")) {
					res.json().then((json) => {
						response.body = json;
						callback(null, response, json);
					}, (err) => {
						callback(err, response, body);
					});
					return;
				}
				res.text().then((text) => {
					response.body = text;
					callback(null, response, text);
				}, (err) => {
					callback(err, response, body);
				});
			}, (err) => {
				teenyRequest.stats.requestFinished();
				callback(err, null, null);
			});
			return;
		}
		if (callback === void 0) {
			const requestStream = streamEvents(new stream_1.PassThrough());
			let responseStream;
			requestStream.once("reading", () => {
				if (responseStream) (0, stream_1.pipeline)(responseStream, requestStream, () => {});
				else requestStream.once("response", () => {
					(0, stream_1.pipeline)(responseStream, requestStream, () => {});
				});
			});
			options.compress = false;
			teenyRequest.stats.requestStarting();
			fetch(uri, options).then((res) => {
				teenyRequest.stats.requestFinished();
				responseStream = res.body;
				responseStream.on("error", (err) => {
					requestStream.emit("error", err);
				});
				const response = fetchToRequestResponse(options, res);
				requestStream.emit("response", response);
			}, (err) => {
				teenyRequest.stats.requestFinished();
				requestStream.emit("error", err);
			});
			return requestStream;
		}
		teenyRequest.stats.requestStarting();
		fetch(uri, options).then((res) => {
			teenyRequest.stats.requestFinished();
			const header = res.headers.get("content-type");
			const response = fetchToRequestResponse(options, res);
			const body = response.body;
			if (/^application\/json(?:\s*;|$)/i.test(header || "")) {
				if (response.statusCode === 204) {
					callback(null, response, body);
					return;
				}
				res.json().then((json) => {
					response.body = json;
					callback(null, response, json);
				}, (err) => {
					callback(err, response, body);
				});
				return;
			}
			res.text().then((text) => {
				const response = fetchToRequestResponse(options, res);
				response.body = text;
				callback(null, response, text);
			}, (err) => {
				callback(err, response, body);
			});
		}, (err) => {
			teenyRequest.stats.requestFinished();
			callback(err, null, null);
		});
	}
	teenyRequest.defaults = (defaults) => {
		return (reqOpts, callback) => {
			const opts = {
				...defaults,
				...reqOpts
			};
			if (callback === void 0) return teenyRequest(opts);
			teenyRequest(opts, callback);
		};
	};
	/**
	* Single instance of an interface for keeping track of things.
	*/
	teenyRequest.stats = new TeenyStatistics_1.TeenyStatistics();
	teenyRequest.resetStats = () => {
		teenyRequest.stats = new TeenyStatistics_1.TeenyStatistics(teenyRequest.stats.getOptions());
	};
}));

// node_modules/retry-request/index.js
var require_retry_request = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const { PassThrough } = __require("stream");
	const extend = require_extend();
	let debug = () => {};
	if (typeof process !== "undefined" && "env" in process && typeof process.env === "object" && process.env.DEBUG === "retry-request") debug = (message) => {
		console.log("retry-request:", message);
	};
	const DEFAULTS = {
		objectMode: false,
		retries: 2,
		maxRetryDelay: 64,
		retryDelayMultiplier: 2,
		totalTimeout: 600,
		noResponseRetries: 2,
		currentRetryAttempt: 0,
		shouldRetryFn: function(response) {
			const retryRanges = [
				[100, 199],
				[429, 429],
				[500, 599]
			];
			const statusCode = response.statusCode;
			debug(`Response status: ${statusCode}`);
			let range;
			while (range = retryRanges.shift()) if (statusCode >= range[0] && statusCode <= range[1]) return true;
		}
	};
	function retryRequest(requestOpts, opts, callback) {
		if (typeof requestOpts === "string") requestOpts = { url: requestOpts };
		const streamMode = typeof arguments[arguments.length - 1] !== "function";
		if (typeof opts === "function") callback = opts;
		const manualCurrentRetryAttemptWasSet = opts && typeof opts.currentRetryAttempt === "number";
		opts = extend({}, DEFAULTS, opts);
		if (typeof opts.request === "undefined") throw new Error("A request library must be provided to retry-request.");
		let currentRetryAttempt = opts.currentRetryAttempt;
		let numNoResponseAttempts = 0;
		let streamResponseHandled = false;
		let retryStream;
		let requestStream;
		let delayStream;
		let activeRequest;
		const retryRequest = { abort: function() {
			if (activeRequest && activeRequest.abort) activeRequest.abort();
		} };
		if (streamMode) {
			retryStream = new PassThrough({ objectMode: opts.objectMode });
			retryStream.abort = resetStreams;
		}
		const timeOfFirstRequest = Date.now();
		if (currentRetryAttempt > 0) retryAfterDelay(currentRetryAttempt);
		else makeRequest();
		if (streamMode) return retryStream;
		else return retryRequest;
		function resetStreams() {
			delayStream = null;
			if (requestStream) {
				requestStream.abort && requestStream.abort();
				requestStream.cancel && requestStream.cancel();
				if (requestStream.destroy) requestStream.destroy();
				else if (requestStream.end) requestStream.end();
			}
		}
		function makeRequest() {
			let finishHandled = false;
			currentRetryAttempt++;
			debug(`Current retry attempt: ${currentRetryAttempt}`);
			function handleFinish(args = []) {
				if (!finishHandled) {
					finishHandled = true;
					retryStream.emit("complete", ...args);
				}
			}
			if (streamMode) {
				streamResponseHandled = false;
				delayStream = new PassThrough({ objectMode: opts.objectMode });
				requestStream = opts.request(requestOpts);
				setImmediate(() => {
					retryStream.emit("request");
				});
				requestStream.on("error", (err) => {
					if (streamResponseHandled) return;
					streamResponseHandled = true;
					onResponse(err);
				}).on("response", (resp, body) => {
					if (streamResponseHandled) return;
					streamResponseHandled = true;
					onResponse(null, resp, body);
				}).on("complete", (...params) => handleFinish(params)).on("finish", (...params) => handleFinish(params));
				requestStream.pipe(delayStream);
			} else activeRequest = opts.request(requestOpts, onResponse);
		}
		function retryAfterDelay(currentRetryAttempt) {
			if (streamMode) resetStreams();
			const nextRetryDelay = getNextRetryDelay({
				maxRetryDelay: opts.maxRetryDelay,
				retryDelayMultiplier: opts.retryDelayMultiplier,
				retryNumber: currentRetryAttempt,
				timeOfFirstRequest,
				totalTimeout: opts.totalTimeout
			});
			debug(`Next retry delay: ${nextRetryDelay}`);
			if (nextRetryDelay <= 0) {
				numNoResponseAttempts = opts.noResponseRetries + 1;
				return;
			}
			setTimeout(makeRequest, nextRetryDelay);
		}
		function onResponse(err, response, body) {
			if (err) {
				numNoResponseAttempts++;
				if (numNoResponseAttempts <= opts.noResponseRetries) retryAfterDelay(numNoResponseAttempts);
				else if (streamMode) {
					retryStream.emit("error", err);
					retryStream.end();
				} else callback(err, response, body);
				return;
			}
			if ((manualCurrentRetryAttemptWasSet ? currentRetryAttempt : currentRetryAttempt - 1) < opts.retries && opts.shouldRetryFn(response)) {
				retryAfterDelay(currentRetryAttempt);
				return;
			}
			if (streamMode) {
				retryStream.emit("response", response);
				delayStream.pipe(retryStream);
				requestStream.on("error", (err) => {
					retryStream.destroy(err);
				});
			} else callback(err, response, body);
		}
	}
	module.exports = retryRequest;
	function getNextRetryDelay(config) {
		const { maxRetryDelay, retryDelayMultiplier, retryNumber, timeOfFirstRequest, totalTimeout } = config;
		const maxRetryDelayMs = maxRetryDelay * 1e3;
		const totalTimeoutMs = totalTimeout * 1e3;
		const jitter = Math.floor(Math.random() * 1e3);
		const calculatedNextRetryDelay = Math.pow(retryDelayMultiplier, retryNumber) * 1e3 + jitter;
		const maxAllowableDelayMs = totalTimeoutMs - (Date.now() - timeOfFirstRequest);
		return Math.min(calculatedNextRetryDelay, maxAllowableDelayMs, maxRetryDelayMs);
	}
	module.exports.defaults = DEFAULTS;
	module.exports.getNextRetryDelay = getNextRetryDelay;
}));

// node_modules/@google-cloud/storage/package.json
var require_package$1 = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = {
		"name": "@google-cloud/storage",
		"description": "Cloud Storage Client Library for Node.js",
		"version": "8.4.0",
		"license": "Apache-2.0",
		"author": "Google Inc.",
		"engines": { "node": ">=22" },
		"repository": {
			"type": "git",
			"directory": "handwritten/storage",
			"url": "https://github.com/googleapis/google-cloud-node.git"
		},
		"main": "./build/cjs/src/index.js",
		"types": "./build/cjs/src/index.d.ts",
		"type": "module",
		"exports": { ".": {
			"import": {
				"types": "./build/esm/src/index.d.ts",
				"default": "./build/esm/src/index.js"
			},
			"require": {
				"types": "./build/cjs/src/index.d.ts",
				"default": "./build/cjs/src/index.js"
			}
		} },
		"files": [
			"build/cjs/src",
			"build/cjs/package.json",
			"!build/cjs/src/**/*.map",
			"build/esm/src",
			"!build/esm/src/**/*.map"
		],
		"keywords": [
			"google apis client",
			"google api client",
			"google apis",
			"google api",
			"google",
			"google cloud platform",
			"google cloud",
			"cloud",
			"google storage",
			"storage"
		],
		"scripts": {
			"all-test": "pnpm test && pnpm run system-test",
			"benchwrapper": "node bin/benchwrapper.js",
			"check": "gts check",
			"clean": "rm -rf build/",
			"compile:cjs": "tsc -p ./tsconfig.cjs.json",
			"compile:esm": "tsc -p .",
			"compile": "npm run compile:cjs && npm run compile:esm",
			"conformance-test": "cross-env NODE_OPTIONS=\"--no-deprecation\" node ../../bin/run-test.cjs --parallel build/cjs/conformance-test/ --require build/cjs/conformance-test/globalHooks.js",
			"docs": "jsdoc -c .jsdoc.json",
			"docs-test": "linkinator docs",
			"fix": "gts fix",
			"lint": "gts check",
			"postcompile": "cp ./src/package-json-helper.cjs ./build/cjs/src && cp ./src/package-json-helper.cjs ./build/esm/src",
			"postcompile:cjs": "babel --plugins gapic-tools/build/src/replaceImportMetaUrl,gapic-tools/build/src/toggleESMFlagVariable build/cjs/src/util.js -o build/cjs/src/util.js && cp internal-tooling/helpers/package.cjs.json build/cjs/package.json",
			"precompile": "rm -rf build/",
			"preconformance-test": "pnpm run compile:cjs --sourceMap",
			"predocs": "pnpm run compile:cjs --sourceMap",
			"predocs-test": "pnpm run docs",
			"prepare": "npm run compile",
			"presystem-test:esm": "pnpm run compile:esm",
			"presystem-test": "pnpm run compile --sourceMap",
			"pretest": "pnpm run compile --sourceMap",
			"system-test:esm": "mkdir -p $HOME/.config && node ../../bin/run-test.cjs --no-parallel build/esm/system-test --timeout 600000 --exit",
			"system-test": "mkdir -p $HOME/.config && node ../../bin/run-test.cjs --no-parallel build/cjs/system-test --timeout 600000 --exit",
			"test": "cross-env NODE_OPTIONS=\"--require ./scripts/preload-yargs.cjs --no-deprecation\" node ../../bin/run-test.cjs --fetch-shim --gaxios-shim --proxyquire-shim --require-shim build/cjs/test"
		},
		"dependencies": {
			"@google-cloud/paginator": "^7.0.1",
			"@google-cloud/projectify": "^6.0.1",
			"@google-cloud/promisify": "^6.0.1",
			"abort-controller": "^3.0.0",
			"async-retry": "^1.3.3",
			"duplexify": "^4.1.3",
			"fast-xml-parser": "^5.3.4",
			"gaxios": "^7.1.4",
			"google-auth-library": "^11.0.0",
			"html-entities": "^2.5.2",
			"mime": "^3.0.0",
			"p-limit": "^3.0.1",
			"retry-request": "^9.0.1",
			"teeny-request": "^11.0.1"
		},
		"devDependencies": {
			"@babel/cli": "^7.22.10",
			"@babel/core": "^7.22.11",
			"@google-cloud/pubsub": "^6.0.0",
			"@grpc/grpc-js": "^1.0.3",
			"@grpc/proto-loader": "^0.8.0",
			"@types/async-retry": "^1.4.3",
			"@types/duplexify": "^3.6.4",
			"@types/mime": "^3.0.0",
			"@types/mocha": "^9.1.1",
			"@types/mockery": "^1.4.29",
			"@types/node": "^24.0.0",
			"@types/proxyquire": "^1.3.28",
			"@types/request": "^2.48.12",
			"@types/sinon": "^17.0.0",
			"@types/tmp": "0.2.6",
			"@types/yargs": "^17.0.35",
			"c8": "^10.1.3",
			"cross-env": "^7.0.3",
			"form-data": "^4.0.4",
			"gapic-tools": "^2.0.1",
			"gts": "^5.0.0",
			"jsdoc": "^4.0.4",
			"jsdoc-fresh": "^6.0.0",
			"jsdoc-region-tag": "^5.0.0",
			"linkinator": "^8.1.0",
			"mocha": "^11.1.0",
			"mockery": "^2.1.0",
			"nise": "6.0.0",
			"nock": "~13.5.0",
			"pack-n-play": "^5.0.1",
			"path-to-regexp": "6.3.0",
			"proxyquire": "^2.1.3",
			"sinon": "^18.0.0",
			"tmp": "^0.2.0",
			"typescript": "^5.1.6",
			"yargs": "^17.7.2"
		},
		"homepage": "https://github.com/googleapis/google-cloud-node/tree/main/handwritten/storage"
	};
}));

// node_modules/@google-cloud/storage/build/esm/src/package-json-helper.cjs
var require_package_json_helper = /* @__PURE__ */ __commonJSMin(((exports) => {
	function getPackageJSON() {
		return require_package$1();
	}
	exports.getPackageJSON = getPackageJSON;
}));

// node_modules/@google-cloud/storage/build/esm/src/util.js
var import_src$4 = require_src$2();
var import_retry_request = /* @__PURE__ */ __toESM(require_retry_request(), 1);
var import_package_json_helper = require_package_json_helper();
function normalize$1(optionsOrCallback, cb) {
	return {
		options: typeof optionsOrCallback === "object" ? optionsOrCallback : {},
		callback: typeof optionsOrCallback === "function" ? optionsOrCallback : cb
	};
}
/**
* Flatten an object into an Array of arrays, [[key, value], ..].
* Implements Object.entries() for Node.js <8
* @internal
*/
function objectEntries(obj) {
	return Object.keys(obj).map((key) => [key, obj[key]]);
}
/**
* Encode `str` with encodeURIComponent, plus these
* reserved characters: `! * ' ( )`.
*
* See {@link https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/encodeURIComponent| MDN: fixedEncodeURIComponent}
*
* @param {string} str The URI component to encode.
* @return {string} The encoded string.
*/
function fixedEncodeURIComponent(str) {
	return encodeURIComponent(str).replace(/[!'()*]/g, (c) => "%" + c.charCodeAt(0).toString(16).toUpperCase());
}
/**
* URI encode `uri` for generating signed URLs, using fixedEncodeURIComponent.
*
* Encode every byte except `A-Z a-Z 0-9 ~ - . _`.
*
* @param {string} uri The URI to encode.
* @param [boolean=false] encodeSlash If `true`, the "/" character is not encoded.
* @return {string} The encoded string.
*/
function encodeURI(uri, encodeSlash) {
	return uri.split("/").map(fixedEncodeURIComponent).join(encodeSlash ? "%2F" : "/");
}
/**
* Serialize an object to a URL query string using util.encodeURI(uri, true).
* @param {string} url The object to serialize.
* @return {string} Serialized string.
*/
function qsStringify(qs) {
	return querystring.stringify(qs, "&", "=", { encodeURIComponent: (component) => encodeURI(component, true) });
}
function objectKeyToLowercase(object) {
	const newObj = {};
	for (let key of Object.keys(object)) {
		const value = object[key];
		key = key.toLowerCase();
		newObj[key] = value;
	}
	return newObj;
}
/**
* JSON encode str, with unicode \u+ representation.
* @param {object} obj The object to encode.
* @return {string} Serialized string.
*/
function unicodeJSONStringify(obj) {
	return JSON.stringify(obj).replace(/[\u0080-\uFFFF]/g, (char) => "\\u" + ("0000" + char.charCodeAt(0).toString(16)).slice(-4));
}
/**
* Converts the given objects keys to snake_case
* @param {object} obj object to convert keys to snake case.
* @returns {object} object with keys converted to snake case.
*/
function convertObjKeysToSnakeCase(obj) {
	if (obj instanceof Date || obj instanceof RegExp) return obj;
	if (Array.isArray(obj)) return obj.map(convertObjKeysToSnakeCase);
	if (obj instanceof Object) return Object.keys(obj).reduce((acc, cur) => {
		const s = cur[0].toLocaleLowerCase() + cur.slice(1).replace(/([A-Z]+)/g, (match, p1) => {
			return `_${p1.toLowerCase()}`;
		});
		acc[s] = convertObjKeysToSnakeCase(obj[cur]);
		return acc;
	}, Object());
	return obj;
}
/**
* Formats the provided date object as a UTC ISO string.
* @param {Date} dateTimeToFormat date object to be formatted.
* @param {boolean} includeTime flag to include hours, minutes, seconds in output.
* @param {string} dateDelimiter delimiter between date components.
* @param {string} timeDelimiter delimiter between time components.
* @returns {string} UTC ISO format of provided date object.
*/
function formatAsUTCISO(dateTimeToFormat, includeTime = false, dateDelimiter = "", timeDelimiter = "") {
	const year = dateTimeToFormat.getUTCFullYear();
	const month = dateTimeToFormat.getUTCMonth() + 1;
	const day = dateTimeToFormat.getUTCDate();
	const hour = dateTimeToFormat.getUTCHours();
	const minute = dateTimeToFormat.getUTCMinutes();
	const second = dateTimeToFormat.getUTCSeconds();
	let resultString = `${year.toString().padStart(4, "0")}${dateDelimiter}${month.toString().padStart(2, "0")}${dateDelimiter}${day.toString().padStart(2, "0")}`;
	if (includeTime) resultString = `${resultString}T${hour.toString().padStart(2, "0")}${timeDelimiter}${minute.toString().padStart(2, "0")}${timeDelimiter}${second.toString().padStart(2, "0")}Z`;
	return resultString;
}
/**
* Examines the runtime environment and returns the appropriate tracking string.
* @returns {string} metrics tracking string based on the current runtime environment.
*/
function getRuntimeTrackingString() {
	if (globalThis.Deno && globalThis.Deno.version && globalThis.Deno.version.deno) return `gl-deno/${globalThis.Deno.version.deno}`;
	else return `gl-node/${process.versions.node}`;
}
/**
* Looks at package.json and creates the user-agent string to be applied to request headers.
* @returns {string} user agent string.
*/
function getUserAgentString() {
	const pkg = (0, import_package_json_helper.getPackageJSON)();
	return pkg.name.replace("@google-cloud", "gcloud-node").replace("/", "-") + "/" + pkg.version;
}
function getModuleFormat() {
	return "ESM";
}
var PassThroughShim = class extends PassThrough {
	constructor() {
		super(...arguments);
		this.shouldEmitReading = true;
		this.shouldEmitWriting = true;
	}
	_read(size) {
		if (this.shouldEmitReading) {
			this.emit("reading");
			this.shouldEmitReading = false;
		}
		super._read(size);
	}
	_write(chunk, encoding, callback) {
		if (this.shouldEmitWriting) {
			this.emit("writing");
			this.shouldEmitWriting = false;
		}
		process.nextTick(() => {
			super._write(chunk, encoding, callback);
		});
	}
	_final(callback) {
		if (this.shouldEmitReading) {
			this.emit("reading");
			this.shouldEmitReading = false;
		}
		if (this.shouldEmitWriting) {
			this.emit("writing");
			this.shouldEmitWriting = false;
		}
		callback(null);
	}
};
/**
* Validates Object Contexts for forbidden characters.
* Double quotes (") are forbidden in context keys and values as they
* interfere with GCS filter string syntax.
*
* @param {Contexts} [contexts] The contexts object to validate.
* @returns {void} Throws an error if validation fails.
*/
function validateContexts(contexts) {
	const custom = contexts === null || contexts === void 0 ? void 0 : contexts.custom;
	if (!custom) return;
	for (const [key, context] of Object.entries(custom)) {
		if (key.includes("\"")) throw new Error(`Invalid context key "${key}": Forbidden character (") detected.`);
		if ((context === null || context === void 0 ? void 0 : context.value) && context.value.includes("\"")) throw new Error(`Invalid context value for key "${key}": Forbidden character (") detected.`);
	}
}
/**
* Helper to validate contexts and route errors to either a callback or a Promise.
* @param {Contexts} [contexts] The contexts to validate.
* @param {Function} [callback] The optional user-provided callback.
*/
function handleContextValidation(contexts, callback) {
	try {
		validateContexts(contexts);
	} catch (err) {
		if (callback) return callback(err);
		return Promise.reject(err);
	}
}
let mimePromise;
/**
* Lazily loads and returns the `mime` module instance.
* Caches the resolved module so dynamic import is evaluated only once.
*
* @internal
*/
function getMime() {
	if (!mimePromise) mimePromise = import("./mime.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1)).then((mod) => {
		const modObj = mod;
		return modObj.default && typeof modObj.default.getType === "function" ? modObj.default : modObj;
	}).catch((err) => {
		mimePromise = void 0;
		throw err;
	});
	return mimePromise;
}
let pLimitPromise;
/**
* Lazily loads and returns the `p-limit` limiter function.
* Caches the resolved module so dynamic import is evaluated only once.
*
* @internal
*/
function getPLimit() {
	if (!pLimitPromise) pLimitPromise = import("./p-limit.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1)).then((mod) => {
		const modObj = mod;
		return typeof mod === "function" ? mod : modObj.default || modObj;
	}).catch((err) => {
		pLimitPromise = void 0;
		throw err;
	});
	return pLimitPromise;
}

// node_modules/duplexify/node_modules/readable-stream/lib/internal/streams/stream.js
var require_stream = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = __require("stream");
}));

// node_modules/duplexify/node_modules/readable-stream/lib/internal/streams/buffer_list.js
var require_buffer_list = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	function ownKeys(object, enumerableOnly) {
		var keys = Object.keys(object);
		if (Object.getOwnPropertySymbols) {
			var symbols = Object.getOwnPropertySymbols(object);
			enumerableOnly && (symbols = symbols.filter(function(sym) {
				return Object.getOwnPropertyDescriptor(object, sym).enumerable;
			})), keys.push.apply(keys, symbols);
		}
		return keys;
	}
	function _objectSpread(target) {
		for (var i = 1; i < arguments.length; i++) {
			var source = null != arguments[i] ? arguments[i] : {};
			i % 2 ? ownKeys(Object(source), !0).forEach(function(key) {
				_defineProperty(target, key, source[key]);
			}) : Object.getOwnPropertyDescriptors ? Object.defineProperties(target, Object.getOwnPropertyDescriptors(source)) : ownKeys(Object(source)).forEach(function(key) {
				Object.defineProperty(target, key, Object.getOwnPropertyDescriptor(source, key));
			});
		}
		return target;
	}
	function _defineProperty(obj, key, value) {
		key = _toPropertyKey(key);
		if (key in obj) Object.defineProperty(obj, key, {
			value,
			enumerable: true,
			configurable: true,
			writable: true
		});
		else obj[key] = value;
		return obj;
	}
	function _classCallCheck(instance, Constructor) {
		if (!(instance instanceof Constructor)) throw new TypeError("Cannot call a class as a function");
	}
	function _defineProperties(target, props) {
		for (var i = 0; i < props.length; i++) {
			var descriptor = props[i];
			descriptor.enumerable = descriptor.enumerable || false;
			descriptor.configurable = true;
			if ("value" in descriptor) descriptor.writable = true;
			Object.defineProperty(target, _toPropertyKey(descriptor.key), descriptor);
		}
	}
	function _createClass(Constructor, protoProps, staticProps) {
		if (protoProps) _defineProperties(Constructor.prototype, protoProps);
		if (staticProps) _defineProperties(Constructor, staticProps);
		Object.defineProperty(Constructor, "prototype", { writable: false });
		return Constructor;
	}
	function _toPropertyKey(arg) {
		var key = _toPrimitive(arg, "string");
		return typeof key === "symbol" ? key : String(key);
	}
	function _toPrimitive(input, hint) {
		if (typeof input !== "object" || input === null) return input;
		var prim = input[Symbol.toPrimitive];
		if (prim !== void 0) {
			var res = prim.call(input, hint || "default");
			if (typeof res !== "object") return res;
			throw new TypeError("@@toPrimitive must return a primitive value.");
		}
		return (hint === "string" ? String : Number)(input);
	}
	var Buffer = __require("buffer").Buffer;
	var inspect = __require("util").inspect;
	var custom = inspect && inspect.custom || "inspect";
	function copyBuffer(src, target, offset) {
		Buffer.prototype.copy.call(src, target, offset);
	}
	module.exports = /*#__PURE__*/ function() {
		function BufferList() {
			_classCallCheck(this, BufferList);
			this.head = null;
			this.tail = null;
			this.length = 0;
		}
		_createClass(BufferList, [
			{
				key: "push",
				value: function push(v) {
					var entry = {
						data: v,
						next: null
					};
					if (this.length > 0) this.tail.next = entry;
					else this.head = entry;
					this.tail = entry;
					++this.length;
				}
			},
			{
				key: "unshift",
				value: function unshift(v) {
					var entry = {
						data: v,
						next: this.head
					};
					if (this.length === 0) this.tail = entry;
					this.head = entry;
					++this.length;
				}
			},
			{
				key: "shift",
				value: function shift() {
					if (this.length === 0) return;
					var ret = this.head.data;
					if (this.length === 1) this.head = this.tail = null;
					else this.head = this.head.next;
					--this.length;
					return ret;
				}
			},
			{
				key: "clear",
				value: function clear() {
					this.head = this.tail = null;
					this.length = 0;
				}
			},
			{
				key: "join",
				value: function join(s) {
					if (this.length === 0) return "";
					var p = this.head;
					var ret = "" + p.data;
					while (p = p.next) ret += s + p.data;
					return ret;
				}
			},
			{
				key: "concat",
				value: function concat(n) {
					if (this.length === 0) return Buffer.alloc(0);
					var ret = Buffer.allocUnsafe(n >>> 0);
					var p = this.head;
					var i = 0;
					while (p) {
						copyBuffer(p.data, ret, i);
						i += p.data.length;
						p = p.next;
					}
					return ret;
				}
			},
			{
				key: "consume",
				value: function consume(n, hasStrings) {
					var ret;
					if (n < this.head.data.length) {
						ret = this.head.data.slice(0, n);
						this.head.data = this.head.data.slice(n);
					} else if (n === this.head.data.length) ret = this.shift();
					else ret = hasStrings ? this._getString(n) : this._getBuffer(n);
					return ret;
				}
			},
			{
				key: "first",
				value: function first() {
					return this.head.data;
				}
			},
			{
				key: "_getString",
				value: function _getString(n) {
					var p = this.head;
					var c = 1;
					var ret = p.data;
					n -= ret.length;
					while (p = p.next) {
						var str = p.data;
						var nb = n > str.length ? str.length : n;
						if (nb === str.length) ret += str;
						else ret += str.slice(0, n);
						n -= nb;
						if (n === 0) {
							if (nb === str.length) {
								++c;
								if (p.next) this.head = p.next;
								else this.head = this.tail = null;
							} else {
								this.head = p;
								p.data = str.slice(nb);
							}
							break;
						}
						++c;
					}
					this.length -= c;
					return ret;
				}
			},
			{
				key: "_getBuffer",
				value: function _getBuffer(n) {
					var ret = Buffer.allocUnsafe(n);
					var p = this.head;
					var c = 1;
					p.data.copy(ret);
					n -= p.data.length;
					while (p = p.next) {
						var buf = p.data;
						var nb = n > buf.length ? buf.length : n;
						buf.copy(ret, ret.length - n, 0, nb);
						n -= nb;
						if (n === 0) {
							if (nb === buf.length) {
								++c;
								if (p.next) this.head = p.next;
								else this.head = this.tail = null;
							} else {
								this.head = p;
								p.data = buf.slice(nb);
							}
							break;
						}
						++c;
					}
					this.length -= c;
					return ret;
				}
			},
			{
				key: custom,
				value: function value(_, options) {
					return inspect(this, _objectSpread(_objectSpread({}, options), {}, {
						depth: 0,
						customInspect: false
					}));
				}
			}
		]);
		return BufferList;
	}();
}));

// node_modules/duplexify/node_modules/readable-stream/lib/internal/streams/destroy.js
var require_destroy = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	function destroy(err, cb) {
		var _this = this;
		var readableDestroyed = this._readableState && this._readableState.destroyed;
		var writableDestroyed = this._writableState && this._writableState.destroyed;
		if (readableDestroyed || writableDestroyed) {
			if (cb) cb(err);
			else if (err) {
				if (!this._writableState) process.nextTick(emitErrorNT, this, err);
				else if (!this._writableState.errorEmitted) {
					this._writableState.errorEmitted = true;
					process.nextTick(emitErrorNT, this, err);
				}
			}
			return this;
		}
		if (this._readableState) this._readableState.destroyed = true;
		if (this._writableState) this._writableState.destroyed = true;
		this._destroy(err || null, function(err) {
			if (!cb && err) {
				if (!_this._writableState) process.nextTick(emitErrorAndCloseNT, _this, err);
				else if (!_this._writableState.errorEmitted) {
					_this._writableState.errorEmitted = true;
					process.nextTick(emitErrorAndCloseNT, _this, err);
				} else process.nextTick(emitCloseNT, _this);
			} else if (cb) {
				process.nextTick(emitCloseNT, _this);
				cb(err);
			} else process.nextTick(emitCloseNT, _this);
		});
		return this;
	}
	function emitErrorAndCloseNT(self, err) {
		emitErrorNT(self, err);
		emitCloseNT(self);
	}
	function emitCloseNT(self) {
		if (self._writableState && !self._writableState.emitClose) return;
		if (self._readableState && !self._readableState.emitClose) return;
		self.emit("close");
	}
	function undestroy() {
		if (this._readableState) {
			this._readableState.destroyed = false;
			this._readableState.reading = false;
			this._readableState.ended = false;
			this._readableState.endEmitted = false;
		}
		if (this._writableState) {
			this._writableState.destroyed = false;
			this._writableState.ended = false;
			this._writableState.ending = false;
			this._writableState.finalCalled = false;
			this._writableState.prefinished = false;
			this._writableState.finished = false;
			this._writableState.errorEmitted = false;
		}
	}
	function emitErrorNT(self, err) {
		self.emit("error", err);
	}
	function errorOrDestroy(stream, err) {
		var rState = stream._readableState;
		var wState = stream._writableState;
		if (rState && rState.autoDestroy || wState && wState.autoDestroy) stream.destroy(err);
		else stream.emit("error", err);
	}
	module.exports = {
		destroy,
		undestroy,
		errorOrDestroy
	};
}));

// node_modules/duplexify/node_modules/readable-stream/errors.js
var require_errors = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const codes = {};
	function createErrorType(code, message, Base) {
		if (!Base) Base = Error;
		function getMessage(arg1, arg2, arg3) {
			if (typeof message === "string") return message;
			else return message(arg1, arg2, arg3);
		}
		class NodeError extends Base {
			constructor(arg1, arg2, arg3) {
				super(getMessage(arg1, arg2, arg3));
			}
		}
		NodeError.prototype.name = Base.name;
		NodeError.prototype.code = code;
		codes[code] = NodeError;
	}
	function oneOf(expected, thing) {
		if (Array.isArray(expected)) {
			const len = expected.length;
			expected = expected.map((i) => String(i));
			if (len > 2) return `one of ${thing} ${expected.slice(0, len - 1).join(", ")}, or ` + expected[len - 1];
			else if (len === 2) return `one of ${thing} ${expected[0]} or ${expected[1]}`;
			else return `of ${thing} ${expected[0]}`;
		} else return `of ${thing} ${String(expected)}`;
	}
	function startsWith(str, search, pos) {
		return str.substr(!pos || pos < 0 ? 0 : +pos, search.length) === search;
	}
	function endsWith(str, search, this_len) {
		if (this_len === void 0 || this_len > str.length) this_len = str.length;
		return str.substring(this_len - search.length, this_len) === search;
	}
	function includes(str, search, start) {
		if (typeof start !== "number") start = 0;
		if (start + search.length > str.length) return false;
		else return str.indexOf(search, start) !== -1;
	}
	createErrorType("ERR_INVALID_OPT_VALUE", function(name, value) {
		return "The value \"" + value + "\" is invalid for option \"" + name + "\"";
	}, TypeError);
	createErrorType("ERR_INVALID_ARG_TYPE", function(name, expected, actual) {
		let determiner;
		if (typeof expected === "string" && startsWith(expected, "not ")) {
			determiner = "must not be";
			expected = expected.replace(/^not /, "");
		} else determiner = "must be";
		let msg;
		if (endsWith(name, " argument")) msg = `The ${name} ${determiner} ${oneOf(expected, "type")}`;
		else msg = `The "${name}" ${includes(name, ".") ? "property" : "argument"} ${determiner} ${oneOf(expected, "type")}`;
		msg += `. Received type ${typeof actual}`;
		return msg;
	}, TypeError);
	createErrorType("ERR_STREAM_PUSH_AFTER_EOF", "stream.push() after EOF");
	createErrorType("ERR_METHOD_NOT_IMPLEMENTED", function(name) {
		return "The " + name + " method is not implemented";
	});
	createErrorType("ERR_STREAM_PREMATURE_CLOSE", "Premature close");
	createErrorType("ERR_STREAM_DESTROYED", function(name) {
		return "Cannot call " + name + " after a stream was destroyed";
	});
	createErrorType("ERR_MULTIPLE_CALLBACK", "Callback called multiple times");
	createErrorType("ERR_STREAM_CANNOT_PIPE", "Cannot pipe, not readable");
	createErrorType("ERR_STREAM_WRITE_AFTER_END", "write after end");
	createErrorType("ERR_STREAM_NULL_VALUES", "May not write null values to stream", TypeError);
	createErrorType("ERR_UNKNOWN_ENCODING", function(arg) {
		return "Unknown encoding: " + arg;
	}, TypeError);
	createErrorType("ERR_STREAM_UNSHIFT_AFTER_END_EVENT", "stream.unshift() after end event");
	module.exports.codes = codes;
}));

// node_modules/duplexify/node_modules/readable-stream/lib/internal/streams/state.js
var require_state = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var ERR_INVALID_OPT_VALUE = require_errors().codes.ERR_INVALID_OPT_VALUE;
	function highWaterMarkFrom(options, isDuplex, duplexKey) {
		return options.highWaterMark != null ? options.highWaterMark : isDuplex ? options[duplexKey] : null;
	}
	function getHighWaterMark(state, options, duplexKey, isDuplex) {
		var hwm = highWaterMarkFrom(options, isDuplex, duplexKey);
		if (hwm != null) {
			if (!(isFinite(hwm) && Math.floor(hwm) === hwm) || hwm < 0) throw new ERR_INVALID_OPT_VALUE(isDuplex ? duplexKey : "highWaterMark", hwm);
			return Math.floor(hwm);
		}
		return state.objectMode ? 16 : 16384;
	}
	module.exports = { getHighWaterMark };
}));

// node_modules/duplexify/node_modules/readable-stream/lib/_stream_writable.js
var require__stream_writable = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = Writable;
	function CorkedRequest(state) {
		var _this = this;
		this.next = null;
		this.entry = null;
		this.finish = function() {
			onCorkedFinish(_this, state);
		};
	}
	var Duplex;
	Writable.WritableState = WritableState;
	var internalUtil = { deprecate: require_node() };
	var Stream = require_stream();
	var Buffer = __require("buffer").Buffer;
	var OurUint8Array = (typeof global !== "undefined" ? global : typeof window !== "undefined" ? window : typeof self !== "undefined" ? self : {}).Uint8Array || function() {};
	function _uint8ArrayToBuffer(chunk) {
		return Buffer.from(chunk);
	}
	function _isUint8Array(obj) {
		return Buffer.isBuffer(obj) || obj instanceof OurUint8Array;
	}
	var destroyImpl = require_destroy();
	var getHighWaterMark = require_state().getHighWaterMark;
	var _require$codes = require_errors().codes;
	var ERR_INVALID_ARG_TYPE = _require$codes.ERR_INVALID_ARG_TYPE;
	var ERR_METHOD_NOT_IMPLEMENTED = _require$codes.ERR_METHOD_NOT_IMPLEMENTED;
	var ERR_MULTIPLE_CALLBACK = _require$codes.ERR_MULTIPLE_CALLBACK;
	var ERR_STREAM_CANNOT_PIPE = _require$codes.ERR_STREAM_CANNOT_PIPE;
	var ERR_STREAM_DESTROYED = _require$codes.ERR_STREAM_DESTROYED;
	var ERR_STREAM_NULL_VALUES = _require$codes.ERR_STREAM_NULL_VALUES;
	var ERR_STREAM_WRITE_AFTER_END = _require$codes.ERR_STREAM_WRITE_AFTER_END;
	var ERR_UNKNOWN_ENCODING = _require$codes.ERR_UNKNOWN_ENCODING;
	var errorOrDestroy = destroyImpl.errorOrDestroy;
	require_inherits()(Writable, Stream);
	function nop() {}
	function WritableState(options, stream, isDuplex) {
		Duplex = Duplex || require__stream_duplex();
		options = options || {};
		if (typeof isDuplex !== "boolean") isDuplex = stream instanceof Duplex;
		this.objectMode = !!options.objectMode;
		if (isDuplex) this.objectMode = this.objectMode || !!options.writableObjectMode;
		this.highWaterMark = getHighWaterMark(this, options, "writableHighWaterMark", isDuplex);
		this.finalCalled = false;
		this.needDrain = false;
		this.ending = false;
		this.ended = false;
		this.finished = false;
		this.destroyed = false;
		var noDecode = options.decodeStrings === false;
		this.decodeStrings = !noDecode;
		this.defaultEncoding = options.defaultEncoding || "utf8";
		this.length = 0;
		this.writing = false;
		this.corked = 0;
		this.sync = true;
		this.bufferProcessing = false;
		this.onwrite = function(er) {
			onwrite(stream, er);
		};
		this.writecb = null;
		this.writelen = 0;
		this.bufferedRequest = null;
		this.lastBufferedRequest = null;
		this.pendingcb = 0;
		this.prefinished = false;
		this.errorEmitted = false;
		this.emitClose = options.emitClose !== false;
		this.autoDestroy = !!options.autoDestroy;
		this.bufferedRequestCount = 0;
		this.corkedRequestsFree = new CorkedRequest(this);
	}
	WritableState.prototype.getBuffer = function getBuffer() {
		var current = this.bufferedRequest;
		var out = [];
		while (current) {
			out.push(current);
			current = current.next;
		}
		return out;
	};
	(function() {
		try {
			Object.defineProperty(WritableState.prototype, "buffer", { get: internalUtil.deprecate(function writableStateBufferGetter() {
				return this.getBuffer();
			}, "_writableState.buffer is deprecated. Use _writableState.getBuffer instead.", "DEP0003") });
		} catch (_) {}
	})();
	var realHasInstance;
	if (typeof Symbol === "function" && Symbol.hasInstance && typeof Function.prototype[Symbol.hasInstance] === "function") {
		realHasInstance = Function.prototype[Symbol.hasInstance];
		Object.defineProperty(Writable, Symbol.hasInstance, { value: function value(object) {
			if (realHasInstance.call(this, object)) return true;
			if (this !== Writable) return false;
			return object && object._writableState instanceof WritableState;
		} });
	} else realHasInstance = function realHasInstance(object) {
		return object instanceof this;
	};
	function Writable(options) {
		Duplex = Duplex || require__stream_duplex();
		var isDuplex = this instanceof Duplex;
		if (!isDuplex && !realHasInstance.call(Writable, this)) return new Writable(options);
		this._writableState = new WritableState(options, this, isDuplex);
		this.writable = true;
		if (options) {
			if (typeof options.write === "function") this._write = options.write;
			if (typeof options.writev === "function") this._writev = options.writev;
			if (typeof options.destroy === "function") this._destroy = options.destroy;
			if (typeof options.final === "function") this._final = options.final;
		}
		Stream.call(this);
	}
	Writable.prototype.pipe = function() {
		errorOrDestroy(this, new ERR_STREAM_CANNOT_PIPE());
	};
	function writeAfterEnd(stream, cb) {
		var er = new ERR_STREAM_WRITE_AFTER_END();
		errorOrDestroy(stream, er);
		process.nextTick(cb, er);
	}
	function validChunk(stream, state, chunk, cb) {
		var er;
		if (chunk === null) er = new ERR_STREAM_NULL_VALUES();
		else if (typeof chunk !== "string" && !state.objectMode) er = new ERR_INVALID_ARG_TYPE("chunk", ["string", "Buffer"], chunk);
		if (er) {
			errorOrDestroy(stream, er);
			process.nextTick(cb, er);
			return false;
		}
		return true;
	}
	Writable.prototype.write = function(chunk, encoding, cb) {
		var state = this._writableState;
		var ret = false;
		var isBuf = !state.objectMode && _isUint8Array(chunk);
		if (isBuf && !Buffer.isBuffer(chunk)) chunk = _uint8ArrayToBuffer(chunk);
		if (typeof encoding === "function") {
			cb = encoding;
			encoding = null;
		}
		if (isBuf) encoding = "buffer";
		else if (!encoding) encoding = state.defaultEncoding;
		if (typeof cb !== "function") cb = nop;
		if (state.ending) writeAfterEnd(this, cb);
		else if (isBuf || validChunk(this, state, chunk, cb)) {
			state.pendingcb++;
			ret = writeOrBuffer(this, state, isBuf, chunk, encoding, cb);
		}
		return ret;
	};
	Writable.prototype.cork = function() {
		this._writableState.corked++;
	};
	Writable.prototype.uncork = function() {
		var state = this._writableState;
		if (state.corked) {
			state.corked--;
			if (!state.writing && !state.corked && !state.bufferProcessing && state.bufferedRequest) clearBuffer(this, state);
		}
	};
	Writable.prototype.setDefaultEncoding = function setDefaultEncoding(encoding) {
		if (typeof encoding === "string") encoding = encoding.toLowerCase();
		if (!([
			"hex",
			"utf8",
			"utf-8",
			"ascii",
			"binary",
			"base64",
			"ucs2",
			"ucs-2",
			"utf16le",
			"utf-16le",
			"raw"
		].indexOf((encoding + "").toLowerCase()) > -1)) throw new ERR_UNKNOWN_ENCODING(encoding);
		this._writableState.defaultEncoding = encoding;
		return this;
	};
	Object.defineProperty(Writable.prototype, "writableBuffer", {
		enumerable: false,
		get: function get() {
			return this._writableState && this._writableState.getBuffer();
		}
	});
	function decodeChunk(state, chunk, encoding) {
		if (!state.objectMode && state.decodeStrings !== false && typeof chunk === "string") chunk = Buffer.from(chunk, encoding);
		return chunk;
	}
	Object.defineProperty(Writable.prototype, "writableHighWaterMark", {
		enumerable: false,
		get: function get() {
			return this._writableState.highWaterMark;
		}
	});
	function writeOrBuffer(stream, state, isBuf, chunk, encoding, cb) {
		if (!isBuf) {
			var newChunk = decodeChunk(state, chunk, encoding);
			if (chunk !== newChunk) {
				isBuf = true;
				encoding = "buffer";
				chunk = newChunk;
			}
		}
		var len = state.objectMode ? 1 : chunk.length;
		state.length += len;
		var ret = state.length < state.highWaterMark;
		if (!ret) state.needDrain = true;
		if (state.writing || state.corked) {
			var last = state.lastBufferedRequest;
			state.lastBufferedRequest = {
				chunk,
				encoding,
				isBuf,
				callback: cb,
				next: null
			};
			if (last) last.next = state.lastBufferedRequest;
			else state.bufferedRequest = state.lastBufferedRequest;
			state.bufferedRequestCount += 1;
		} else doWrite(stream, state, false, len, chunk, encoding, cb);
		return ret;
	}
	function doWrite(stream, state, writev, len, chunk, encoding, cb) {
		state.writelen = len;
		state.writecb = cb;
		state.writing = true;
		state.sync = true;
		if (state.destroyed) state.onwrite(new ERR_STREAM_DESTROYED("write"));
		else if (writev) stream._writev(chunk, state.onwrite);
		else stream._write(chunk, encoding, state.onwrite);
		state.sync = false;
	}
	function onwriteError(stream, state, sync, er, cb) {
		--state.pendingcb;
		if (sync) {
			process.nextTick(cb, er);
			process.nextTick(finishMaybe, stream, state);
			stream._writableState.errorEmitted = true;
			errorOrDestroy(stream, er);
		} else {
			cb(er);
			stream._writableState.errorEmitted = true;
			errorOrDestroy(stream, er);
			finishMaybe(stream, state);
		}
	}
	function onwriteStateUpdate(state) {
		state.writing = false;
		state.writecb = null;
		state.length -= state.writelen;
		state.writelen = 0;
	}
	function onwrite(stream, er) {
		var state = stream._writableState;
		var sync = state.sync;
		var cb = state.writecb;
		if (typeof cb !== "function") throw new ERR_MULTIPLE_CALLBACK();
		onwriteStateUpdate(state);
		if (er) onwriteError(stream, state, sync, er, cb);
		else {
			var finished = needFinish(state) || stream.destroyed;
			if (!finished && !state.corked && !state.bufferProcessing && state.bufferedRequest) clearBuffer(stream, state);
			if (sync) process.nextTick(afterWrite, stream, state, finished, cb);
			else afterWrite(stream, state, finished, cb);
		}
	}
	function afterWrite(stream, state, finished, cb) {
		if (!finished) onwriteDrain(stream, state);
		state.pendingcb--;
		cb();
		finishMaybe(stream, state);
	}
	function onwriteDrain(stream, state) {
		if (state.length === 0 && state.needDrain) {
			state.needDrain = false;
			stream.emit("drain");
		}
	}
	function clearBuffer(stream, state) {
		state.bufferProcessing = true;
		var entry = state.bufferedRequest;
		if (stream._writev && entry && entry.next) {
			var l = state.bufferedRequestCount;
			var buffer = new Array(l);
			var holder = state.corkedRequestsFree;
			holder.entry = entry;
			var count = 0;
			var allBuffers = true;
			while (entry) {
				buffer[count] = entry;
				if (!entry.isBuf) allBuffers = false;
				entry = entry.next;
				count += 1;
			}
			buffer.allBuffers = allBuffers;
			doWrite(stream, state, true, state.length, buffer, "", holder.finish);
			state.pendingcb++;
			state.lastBufferedRequest = null;
			if (holder.next) {
				state.corkedRequestsFree = holder.next;
				holder.next = null;
			} else state.corkedRequestsFree = new CorkedRequest(state);
			state.bufferedRequestCount = 0;
		} else {
			while (entry) {
				var chunk = entry.chunk;
				var encoding = entry.encoding;
				var cb = entry.callback;
				doWrite(stream, state, false, state.objectMode ? 1 : chunk.length, chunk, encoding, cb);
				entry = entry.next;
				state.bufferedRequestCount--;
				if (state.writing) break;
			}
			if (entry === null) state.lastBufferedRequest = null;
		}
		state.bufferedRequest = entry;
		state.bufferProcessing = false;
	}
	Writable.prototype._write = function(chunk, encoding, cb) {
		cb(new ERR_METHOD_NOT_IMPLEMENTED("_write()"));
	};
	Writable.prototype._writev = null;
	Writable.prototype.end = function(chunk, encoding, cb) {
		var state = this._writableState;
		if (typeof chunk === "function") {
			cb = chunk;
			chunk = null;
			encoding = null;
		} else if (typeof encoding === "function") {
			cb = encoding;
			encoding = null;
		}
		if (chunk !== null && chunk !== void 0) this.write(chunk, encoding);
		if (state.corked) {
			state.corked = 1;
			this.uncork();
		}
		if (!state.ending) endWritable(this, state, cb);
		return this;
	};
	Object.defineProperty(Writable.prototype, "writableLength", {
		enumerable: false,
		get: function get() {
			return this._writableState.length;
		}
	});
	function needFinish(state) {
		return state.ending && state.length === 0 && state.bufferedRequest === null && !state.finished && !state.writing;
	}
	function callFinal(stream, state) {
		stream._final(function(err) {
			state.pendingcb--;
			if (err) errorOrDestroy(stream, err);
			state.prefinished = true;
			stream.emit("prefinish");
			finishMaybe(stream, state);
		});
	}
	function prefinish(stream, state) {
		if (!state.prefinished && !state.finalCalled) {
			if (typeof stream._final === "function" && !state.destroyed) {
				state.pendingcb++;
				state.finalCalled = true;
				process.nextTick(callFinal, stream, state);
			} else {
				state.prefinished = true;
				stream.emit("prefinish");
			}
		}
	}
	function finishMaybe(stream, state) {
		var need = needFinish(state);
		if (need) {
			prefinish(stream, state);
			if (state.pendingcb === 0) {
				state.finished = true;
				stream.emit("finish");
				if (state.autoDestroy) {
					var rState = stream._readableState;
					if (!rState || rState.autoDestroy && rState.endEmitted) stream.destroy();
				}
			}
		}
		return need;
	}
	function endWritable(stream, state, cb) {
		state.ending = true;
		finishMaybe(stream, state);
		if (cb) {
			if (state.finished) process.nextTick(cb);
			else stream.once("finish", cb);
		}
		state.ended = true;
		stream.writable = false;
	}
	function onCorkedFinish(corkReq, state, err) {
		var entry = corkReq.entry;
		corkReq.entry = null;
		while (entry) {
			var cb = entry.callback;
			state.pendingcb--;
			cb(err);
			entry = entry.next;
		}
		state.corkedRequestsFree.next = corkReq;
	}
	Object.defineProperty(Writable.prototype, "destroyed", {
		enumerable: false,
		get: function get() {
			if (this._writableState === void 0) return false;
			return this._writableState.destroyed;
		},
		set: function set(value) {
			if (!this._writableState) return;
			this._writableState.destroyed = value;
		}
	});
	Writable.prototype.destroy = destroyImpl.destroy;
	Writable.prototype._undestroy = destroyImpl.undestroy;
	Writable.prototype._destroy = function(err, cb) {
		cb(err);
	};
}));

// node_modules/duplexify/node_modules/readable-stream/lib/_stream_duplex.js
var require__stream_duplex = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var objectKeys = Object.keys || function(obj) {
		var keys = [];
		for (var key in obj) keys.push(key);
		return keys;
	};
	module.exports = Duplex;
	var Readable = require__stream_readable();
	var Writable = require__stream_writable();
	require_inherits()(Duplex, Readable);
	var keys = objectKeys(Writable.prototype);
	for (var v = 0; v < keys.length; v++) {
		var method = keys[v];
		if (!Duplex.prototype[method]) Duplex.prototype[method] = Writable.prototype[method];
	}
	function Duplex(options) {
		if (!(this instanceof Duplex)) return new Duplex(options);
		Readable.call(this, options);
		Writable.call(this, options);
		this.allowHalfOpen = true;
		if (options) {
			if (options.readable === false) this.readable = false;
			if (options.writable === false) this.writable = false;
			if (options.allowHalfOpen === false) {
				this.allowHalfOpen = false;
				this.once("end", onend);
			}
		}
	}
	Object.defineProperty(Duplex.prototype, "writableHighWaterMark", {
		enumerable: false,
		get: function get() {
			return this._writableState.highWaterMark;
		}
	});
	Object.defineProperty(Duplex.prototype, "writableBuffer", {
		enumerable: false,
		get: function get() {
			return this._writableState && this._writableState.getBuffer();
		}
	});
	Object.defineProperty(Duplex.prototype, "writableLength", {
		enumerable: false,
		get: function get() {
			return this._writableState.length;
		}
	});
	function onend() {
		if (this._writableState.ended) return;
		process.nextTick(onEndNT, this);
	}
	function onEndNT(self) {
		self.end();
	}
	Object.defineProperty(Duplex.prototype, "destroyed", {
		enumerable: false,
		get: function get() {
			if (this._readableState === void 0 || this._writableState === void 0) return false;
			return this._readableState.destroyed && this._writableState.destroyed;
		},
		set: function set(value) {
			if (this._readableState === void 0 || this._writableState === void 0) return;
			this._readableState.destroyed = value;
			this._writableState.destroyed = value;
		}
	});
}));

// node_modules/duplexify/node_modules/readable-stream/lib/internal/streams/end-of-stream.js
var require_end_of_stream$1 = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var ERR_STREAM_PREMATURE_CLOSE = require_errors().codes.ERR_STREAM_PREMATURE_CLOSE;
	function once(callback) {
		var called = false;
		return function() {
			if (called) return;
			called = true;
			for (var _len = arguments.length, args = new Array(_len), _key = 0; _key < _len; _key++) args[_key] = arguments[_key];
			callback.apply(this, args);
		};
	}
	function noop() {}
	function isRequest(stream) {
		return stream.setHeader && typeof stream.abort === "function";
	}
	function eos(stream, opts, callback) {
		if (typeof opts === "function") return eos(stream, null, opts);
		if (!opts) opts = {};
		callback = once(callback || noop);
		var readable = opts.readable || opts.readable !== false && stream.readable;
		var writable = opts.writable || opts.writable !== false && stream.writable;
		var onlegacyfinish = function onlegacyfinish() {
			if (!stream.writable) onfinish();
		};
		var writableEnded = stream._writableState && stream._writableState.finished;
		var onfinish = function onfinish() {
			writable = false;
			writableEnded = true;
			if (!readable) callback.call(stream);
		};
		var readableEnded = stream._readableState && stream._readableState.endEmitted;
		var onend = function onend() {
			readable = false;
			readableEnded = true;
			if (!writable) callback.call(stream);
		};
		var onerror = function onerror(err) {
			callback.call(stream, err);
		};
		var onclose = function onclose() {
			var err;
			if (readable && !readableEnded) {
				if (!stream._readableState || !stream._readableState.ended) err = new ERR_STREAM_PREMATURE_CLOSE();
				return callback.call(stream, err);
			}
			if (writable && !writableEnded) {
				if (!stream._writableState || !stream._writableState.ended) err = new ERR_STREAM_PREMATURE_CLOSE();
				return callback.call(stream, err);
			}
		};
		var onrequest = function onrequest() {
			stream.req.on("finish", onfinish);
		};
		if (isRequest(stream)) {
			stream.on("complete", onfinish);
			stream.on("abort", onclose);
			if (stream.req) onrequest();
			else stream.on("request", onrequest);
		} else if (writable && !stream._writableState) {
			stream.on("end", onlegacyfinish);
			stream.on("close", onlegacyfinish);
		}
		stream.on("end", onend);
		stream.on("finish", onfinish);
		if (opts.error !== false) stream.on("error", onerror);
		stream.on("close", onclose);
		return function() {
			stream.removeListener("complete", onfinish);
			stream.removeListener("abort", onclose);
			stream.removeListener("request", onrequest);
			if (stream.req) stream.req.removeListener("finish", onfinish);
			stream.removeListener("end", onlegacyfinish);
			stream.removeListener("close", onlegacyfinish);
			stream.removeListener("finish", onfinish);
			stream.removeListener("end", onend);
			stream.removeListener("error", onerror);
			stream.removeListener("close", onclose);
		};
	}
	module.exports = eos;
}));

// node_modules/duplexify/node_modules/readable-stream/lib/internal/streams/async_iterator.js
var require_async_iterator = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var _Object$setPrototypeO;
	function _defineProperty(obj, key, value) {
		key = _toPropertyKey(key);
		if (key in obj) Object.defineProperty(obj, key, {
			value,
			enumerable: true,
			configurable: true,
			writable: true
		});
		else obj[key] = value;
		return obj;
	}
	function _toPropertyKey(arg) {
		var key = _toPrimitive(arg, "string");
		return typeof key === "symbol" ? key : String(key);
	}
	function _toPrimitive(input, hint) {
		if (typeof input !== "object" || input === null) return input;
		var prim = input[Symbol.toPrimitive];
		if (prim !== void 0) {
			var res = prim.call(input, hint || "default");
			if (typeof res !== "object") return res;
			throw new TypeError("@@toPrimitive must return a primitive value.");
		}
		return (hint === "string" ? String : Number)(input);
	}
	var finished = require_end_of_stream$1();
	var kLastResolve = Symbol("lastResolve");
	var kLastReject = Symbol("lastReject");
	var kError = Symbol("error");
	var kEnded = Symbol("ended");
	var kLastPromise = Symbol("lastPromise");
	var kHandlePromise = Symbol("handlePromise");
	var kStream = Symbol("stream");
	function createIterResult(value, done) {
		return {
			value,
			done
		};
	}
	function readAndResolve(iter) {
		var resolve = iter[kLastResolve];
		if (resolve !== null) {
			var data = iter[kStream].read();
			if (data !== null) {
				iter[kLastPromise] = null;
				iter[kLastResolve] = null;
				iter[kLastReject] = null;
				resolve(createIterResult(data, false));
			}
		}
	}
	function onReadable(iter) {
		process.nextTick(readAndResolve, iter);
	}
	function wrapForNext(lastPromise, iter) {
		return function(resolve, reject) {
			lastPromise.then(function() {
				if (iter[kEnded]) {
					resolve(createIterResult(void 0, true));
					return;
				}
				iter[kHandlePromise](resolve, reject);
			}, reject);
		};
	}
	var AsyncIteratorPrototype = Object.getPrototypeOf(function() {});
	var ReadableStreamAsyncIteratorPrototype = Object.setPrototypeOf((_Object$setPrototypeO = {
		get stream() {
			return this[kStream];
		},
		next: function next() {
			var _this = this;
			var error = this[kError];
			if (error !== null) return Promise.reject(error);
			if (this[kEnded]) return Promise.resolve(createIterResult(void 0, true));
			if (this[kStream].destroyed) return new Promise(function(resolve, reject) {
				process.nextTick(function() {
					if (_this[kError]) reject(_this[kError]);
					else resolve(createIterResult(void 0, true));
				});
			});
			var lastPromise = this[kLastPromise];
			var promise;
			if (lastPromise) promise = new Promise(wrapForNext(lastPromise, this));
			else {
				var data = this[kStream].read();
				if (data !== null) return Promise.resolve(createIterResult(data, false));
				promise = new Promise(this[kHandlePromise]);
			}
			this[kLastPromise] = promise;
			return promise;
		}
	}, _defineProperty(_Object$setPrototypeO, Symbol.asyncIterator, function() {
		return this;
	}), _defineProperty(_Object$setPrototypeO, "return", function _return() {
		var _this2 = this;
		return new Promise(function(resolve, reject) {
			_this2[kStream].destroy(null, function(err) {
				if (err) {
					reject(err);
					return;
				}
				resolve(createIterResult(void 0, true));
			});
		});
	}), _Object$setPrototypeO), AsyncIteratorPrototype);
	var createReadableStreamAsyncIterator = function createReadableStreamAsyncIterator(stream) {
		var _Object$create;
		var iterator = Object.create(ReadableStreamAsyncIteratorPrototype, (_Object$create = {}, _defineProperty(_Object$create, kStream, {
			value: stream,
			writable: true
		}), _defineProperty(_Object$create, kLastResolve, {
			value: null,
			writable: true
		}), _defineProperty(_Object$create, kLastReject, {
			value: null,
			writable: true
		}), _defineProperty(_Object$create, kError, {
			value: null,
			writable: true
		}), _defineProperty(_Object$create, kEnded, {
			value: stream._readableState.endEmitted,
			writable: true
		}), _defineProperty(_Object$create, kHandlePromise, {
			value: function value(resolve, reject) {
				var data = iterator[kStream].read();
				if (data) {
					iterator[kLastPromise] = null;
					iterator[kLastResolve] = null;
					iterator[kLastReject] = null;
					resolve(createIterResult(data, false));
				} else {
					iterator[kLastResolve] = resolve;
					iterator[kLastReject] = reject;
				}
			},
			writable: true
		}), _Object$create));
		iterator[kLastPromise] = null;
		finished(stream, function(err) {
			if (err && err.code !== "ERR_STREAM_PREMATURE_CLOSE") {
				var reject = iterator[kLastReject];
				if (reject !== null) {
					iterator[kLastPromise] = null;
					iterator[kLastResolve] = null;
					iterator[kLastReject] = null;
					reject(err);
				}
				iterator[kError] = err;
				return;
			}
			var resolve = iterator[kLastResolve];
			if (resolve !== null) {
				iterator[kLastPromise] = null;
				iterator[kLastResolve] = null;
				iterator[kLastReject] = null;
				resolve(createIterResult(void 0, true));
			}
			iterator[kEnded] = true;
		});
		stream.on("readable", onReadable.bind(null, iterator));
		return iterator;
	};
	module.exports = createReadableStreamAsyncIterator;
}));

// node_modules/duplexify/node_modules/readable-stream/lib/internal/streams/from.js
var require_from = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	function asyncGeneratorStep(gen, resolve, reject, _next, _throw, key, arg) {
		try {
			var info = gen[key](arg);
			var value = info.value;
		} catch (error) {
			reject(error);
			return;
		}
		if (info.done) resolve(value);
		else Promise.resolve(value).then(_next, _throw);
	}
	function _asyncToGenerator(fn) {
		return function() {
			var self = this, args = arguments;
			return new Promise(function(resolve, reject) {
				var gen = fn.apply(self, args);
				function _next(value) {
					asyncGeneratorStep(gen, resolve, reject, _next, _throw, "next", value);
				}
				function _throw(err) {
					asyncGeneratorStep(gen, resolve, reject, _next, _throw, "throw", err);
				}
				_next(void 0);
			});
		};
	}
	function ownKeys(object, enumerableOnly) {
		var keys = Object.keys(object);
		if (Object.getOwnPropertySymbols) {
			var symbols = Object.getOwnPropertySymbols(object);
			enumerableOnly && (symbols = symbols.filter(function(sym) {
				return Object.getOwnPropertyDescriptor(object, sym).enumerable;
			})), keys.push.apply(keys, symbols);
		}
		return keys;
	}
	function _objectSpread(target) {
		for (var i = 1; i < arguments.length; i++) {
			var source = null != arguments[i] ? arguments[i] : {};
			i % 2 ? ownKeys(Object(source), !0).forEach(function(key) {
				_defineProperty(target, key, source[key]);
			}) : Object.getOwnPropertyDescriptors ? Object.defineProperties(target, Object.getOwnPropertyDescriptors(source)) : ownKeys(Object(source)).forEach(function(key) {
				Object.defineProperty(target, key, Object.getOwnPropertyDescriptor(source, key));
			});
		}
		return target;
	}
	function _defineProperty(obj, key, value) {
		key = _toPropertyKey(key);
		if (key in obj) Object.defineProperty(obj, key, {
			value,
			enumerable: true,
			configurable: true,
			writable: true
		});
		else obj[key] = value;
		return obj;
	}
	function _toPropertyKey(arg) {
		var key = _toPrimitive(arg, "string");
		return typeof key === "symbol" ? key : String(key);
	}
	function _toPrimitive(input, hint) {
		if (typeof input !== "object" || input === null) return input;
		var prim = input[Symbol.toPrimitive];
		if (prim !== void 0) {
			var res = prim.call(input, hint || "default");
			if (typeof res !== "object") return res;
			throw new TypeError("@@toPrimitive must return a primitive value.");
		}
		return (hint === "string" ? String : Number)(input);
	}
	var ERR_INVALID_ARG_TYPE = require_errors().codes.ERR_INVALID_ARG_TYPE;
	function from(Readable, iterable, opts) {
		var iterator;
		if (iterable && typeof iterable.next === "function") iterator = iterable;
		else if (iterable && iterable[Symbol.asyncIterator]) iterator = iterable[Symbol.asyncIterator]();
		else if (iterable && iterable[Symbol.iterator]) iterator = iterable[Symbol.iterator]();
		else throw new ERR_INVALID_ARG_TYPE("iterable", ["Iterable"], iterable);
		var readable = new Readable(_objectSpread({ objectMode: true }, opts));
		var reading = false;
		readable._read = function() {
			if (!reading) {
				reading = true;
				next();
			}
		};
		function next() {
			return _next2.apply(this, arguments);
		}
		function _next2() {
			_next2 = _asyncToGenerator(function* () {
				try {
					var _yield$iterator$next = yield iterator.next(), value = _yield$iterator$next.value;
					if (_yield$iterator$next.done) readable.push(null);
					else if (readable.push(yield value)) next();
					else reading = false;
				} catch (err) {
					readable.destroy(err);
				}
			});
			return _next2.apply(this, arguments);
		}
		return readable;
	}
	module.exports = from;
}));

// node_modules/duplexify/node_modules/readable-stream/lib/_stream_readable.js
var require__stream_readable = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = Readable;
	var Duplex;
	Readable.ReadableState = ReadableState;
	__require("events").EventEmitter;
	var EElistenerCount = function EElistenerCount(emitter, type) {
		return emitter.listeners(type).length;
	};
	var Stream = require_stream();
	var Buffer = __require("buffer").Buffer;
	var OurUint8Array = (typeof global !== "undefined" ? global : typeof window !== "undefined" ? window : typeof self !== "undefined" ? self : {}).Uint8Array || function() {};
	function _uint8ArrayToBuffer(chunk) {
		return Buffer.from(chunk);
	}
	function _isUint8Array(obj) {
		return Buffer.isBuffer(obj) || obj instanceof OurUint8Array;
	}
	var debugUtil = __require("util");
	var debug;
	if (debugUtil && debugUtil.debuglog) debug = debugUtil.debuglog("stream");
	else debug = function debug() {};
	var BufferList = require_buffer_list();
	var destroyImpl = require_destroy();
	var getHighWaterMark = require_state().getHighWaterMark;
	var _require$codes = require_errors().codes;
	var ERR_INVALID_ARG_TYPE = _require$codes.ERR_INVALID_ARG_TYPE;
	var ERR_STREAM_PUSH_AFTER_EOF = _require$codes.ERR_STREAM_PUSH_AFTER_EOF;
	var ERR_METHOD_NOT_IMPLEMENTED = _require$codes.ERR_METHOD_NOT_IMPLEMENTED;
	var ERR_STREAM_UNSHIFT_AFTER_END_EVENT = _require$codes.ERR_STREAM_UNSHIFT_AFTER_END_EVENT;
	var StringDecoder;
	var createReadableStreamAsyncIterator;
	var from;
	require_inherits()(Readable, Stream);
	var errorOrDestroy = destroyImpl.errorOrDestroy;
	var kProxyEvents = [
		"error",
		"close",
		"destroy",
		"pause",
		"resume"
	];
	function prependListener(emitter, event, fn) {
		if (typeof emitter.prependListener === "function") return emitter.prependListener(event, fn);
		if (!emitter._events || !emitter._events[event]) emitter.on(event, fn);
		else if (Array.isArray(emitter._events[event])) emitter._events[event].unshift(fn);
		else emitter._events[event] = [fn, emitter._events[event]];
	}
	function ReadableState(options, stream, isDuplex) {
		Duplex = Duplex || require__stream_duplex();
		options = options || {};
		if (typeof isDuplex !== "boolean") isDuplex = stream instanceof Duplex;
		this.objectMode = !!options.objectMode;
		if (isDuplex) this.objectMode = this.objectMode || !!options.readableObjectMode;
		this.highWaterMark = getHighWaterMark(this, options, "readableHighWaterMark", isDuplex);
		this.buffer = new BufferList();
		this.length = 0;
		this.pipes = null;
		this.pipesCount = 0;
		this.flowing = null;
		this.ended = false;
		this.endEmitted = false;
		this.reading = false;
		this.sync = true;
		this.needReadable = false;
		this.emittedReadable = false;
		this.readableListening = false;
		this.resumeScheduled = false;
		this.paused = true;
		this.emitClose = options.emitClose !== false;
		this.autoDestroy = !!options.autoDestroy;
		this.destroyed = false;
		this.defaultEncoding = options.defaultEncoding || "utf8";
		this.awaitDrain = 0;
		this.readingMore = false;
		this.decoder = null;
		this.encoding = null;
		if (options.encoding) {
			if (!StringDecoder) StringDecoder = require_string_decoder().StringDecoder;
			this.decoder = new StringDecoder(options.encoding);
			this.encoding = options.encoding;
		}
	}
	function Readable(options) {
		Duplex = Duplex || require__stream_duplex();
		if (!(this instanceof Readable)) return new Readable(options);
		var isDuplex = this instanceof Duplex;
		this._readableState = new ReadableState(options, this, isDuplex);
		this.readable = true;
		if (options) {
			if (typeof options.read === "function") this._read = options.read;
			if (typeof options.destroy === "function") this._destroy = options.destroy;
		}
		Stream.call(this);
	}
	Object.defineProperty(Readable.prototype, "destroyed", {
		enumerable: false,
		get: function get() {
			if (this._readableState === void 0) return false;
			return this._readableState.destroyed;
		},
		set: function set(value) {
			if (!this._readableState) return;
			this._readableState.destroyed = value;
		}
	});
	Readable.prototype.destroy = destroyImpl.destroy;
	Readable.prototype._undestroy = destroyImpl.undestroy;
	Readable.prototype._destroy = function(err, cb) {
		cb(err);
	};
	Readable.prototype.push = function(chunk, encoding) {
		var state = this._readableState;
		var skipChunkCheck;
		if (!state.objectMode) {
			if (typeof chunk === "string") {
				encoding = encoding || state.defaultEncoding;
				if (encoding !== state.encoding) {
					chunk = Buffer.from(chunk, encoding);
					encoding = "";
				}
				skipChunkCheck = true;
			}
		} else skipChunkCheck = true;
		return readableAddChunk(this, chunk, encoding, false, skipChunkCheck);
	};
	Readable.prototype.unshift = function(chunk) {
		return readableAddChunk(this, chunk, null, true, false);
	};
	function readableAddChunk(stream, chunk, encoding, addToFront, skipChunkCheck) {
		debug("readableAddChunk", chunk);
		var state = stream._readableState;
		if (chunk === null) {
			state.reading = false;
			onEofChunk(stream, state);
		} else {
			var er;
			if (!skipChunkCheck) er = chunkInvalid(state, chunk);
			if (er) errorOrDestroy(stream, er);
			else if (state.objectMode || chunk && chunk.length > 0) {
				if (typeof chunk !== "string" && !state.objectMode && Object.getPrototypeOf(chunk) !== Buffer.prototype) chunk = _uint8ArrayToBuffer(chunk);
				if (addToFront) {
					if (state.endEmitted) errorOrDestroy(stream, new ERR_STREAM_UNSHIFT_AFTER_END_EVENT());
					else addChunk(stream, state, chunk, true);
				} else if (state.ended) errorOrDestroy(stream, new ERR_STREAM_PUSH_AFTER_EOF());
				else if (state.destroyed) return false;
				else {
					state.reading = false;
					if (state.decoder && !encoding) {
						chunk = state.decoder.write(chunk);
						if (state.objectMode || chunk.length !== 0) addChunk(stream, state, chunk, false);
						else maybeReadMore(stream, state);
					} else addChunk(stream, state, chunk, false);
				}
			} else if (!addToFront) {
				state.reading = false;
				maybeReadMore(stream, state);
			}
		}
		return !state.ended && (state.length < state.highWaterMark || state.length === 0);
	}
	function addChunk(stream, state, chunk, addToFront) {
		if (state.flowing && state.length === 0 && !state.sync) {
			state.awaitDrain = 0;
			stream.emit("data", chunk);
		} else {
			state.length += state.objectMode ? 1 : chunk.length;
			if (addToFront) state.buffer.unshift(chunk);
			else state.buffer.push(chunk);
			if (state.needReadable) emitReadable(stream);
		}
		maybeReadMore(stream, state);
	}
	function chunkInvalid(state, chunk) {
		var er;
		if (!_isUint8Array(chunk) && typeof chunk !== "string" && chunk !== void 0 && !state.objectMode) er = new ERR_INVALID_ARG_TYPE("chunk", [
			"string",
			"Buffer",
			"Uint8Array"
		], chunk);
		return er;
	}
	Readable.prototype.isPaused = function() {
		return this._readableState.flowing === false;
	};
	Readable.prototype.setEncoding = function(enc) {
		if (!StringDecoder) StringDecoder = require_string_decoder().StringDecoder;
		var decoder = new StringDecoder(enc);
		this._readableState.decoder = decoder;
		this._readableState.encoding = this._readableState.decoder.encoding;
		var p = this._readableState.buffer.head;
		var content = "";
		while (p !== null) {
			content += decoder.write(p.data);
			p = p.next;
		}
		this._readableState.buffer.clear();
		if (content !== "") this._readableState.buffer.push(content);
		this._readableState.length = content.length;
		return this;
	};
	var MAX_HWM = 1073741824;
	function computeNewHighWaterMark(n) {
		if (n >= MAX_HWM) n = MAX_HWM;
		else {
			n--;
			n |= n >>> 1;
			n |= n >>> 2;
			n |= n >>> 4;
			n |= n >>> 8;
			n |= n >>> 16;
			n++;
		}
		return n;
	}
	function howMuchToRead(n, state) {
		if (n <= 0 || state.length === 0 && state.ended) return 0;
		if (state.objectMode) return 1;
		if (n !== n) {
			if (state.flowing && state.length) return state.buffer.head.data.length;
			else return state.length;
		}
		if (n > state.highWaterMark) state.highWaterMark = computeNewHighWaterMark(n);
		if (n <= state.length) return n;
		if (!state.ended) {
			state.needReadable = true;
			return 0;
		}
		return state.length;
	}
	Readable.prototype.read = function(n) {
		debug("read", n);
		n = parseInt(n, 10);
		var state = this._readableState;
		var nOrig = n;
		if (n !== 0) state.emittedReadable = false;
		if (n === 0 && state.needReadable && ((state.highWaterMark !== 0 ? state.length >= state.highWaterMark : state.length > 0) || state.ended)) {
			debug("read: emitReadable", state.length, state.ended);
			if (state.length === 0 && state.ended) endReadable(this);
			else emitReadable(this);
			return null;
		}
		n = howMuchToRead(n, state);
		if (n === 0 && state.ended) {
			if (state.length === 0) endReadable(this);
			return null;
		}
		var doRead = state.needReadable;
		debug("need readable", doRead);
		if (state.length === 0 || state.length - n < state.highWaterMark) {
			doRead = true;
			debug("length less than watermark", doRead);
		}
		if (state.ended || state.reading) {
			doRead = false;
			debug("reading or ended", doRead);
		} else if (doRead) {
			debug("do read");
			state.reading = true;
			state.sync = true;
			if (state.length === 0) state.needReadable = true;
			this._read(state.highWaterMark);
			state.sync = false;
			if (!state.reading) n = howMuchToRead(nOrig, state);
		}
		var ret;
		if (n > 0) ret = fromList(n, state);
		else ret = null;
		if (ret === null) {
			state.needReadable = state.length <= state.highWaterMark;
			n = 0;
		} else {
			state.length -= n;
			state.awaitDrain = 0;
		}
		if (state.length === 0) {
			if (!state.ended) state.needReadable = true;
			if (nOrig !== n && state.ended) endReadable(this);
		}
		if (ret !== null) this.emit("data", ret);
		return ret;
	};
	function onEofChunk(stream, state) {
		debug("onEofChunk");
		if (state.ended) return;
		if (state.decoder) {
			var chunk = state.decoder.end();
			if (chunk && chunk.length) {
				state.buffer.push(chunk);
				state.length += state.objectMode ? 1 : chunk.length;
			}
		}
		state.ended = true;
		if (state.sync) emitReadable(stream);
		else {
			state.needReadable = false;
			if (!state.emittedReadable) {
				state.emittedReadable = true;
				emitReadable_(stream);
			}
		}
	}
	function emitReadable(stream) {
		var state = stream._readableState;
		debug("emitReadable", state.needReadable, state.emittedReadable);
		state.needReadable = false;
		if (!state.emittedReadable) {
			debug("emitReadable", state.flowing);
			state.emittedReadable = true;
			process.nextTick(emitReadable_, stream);
		}
	}
	function emitReadable_(stream) {
		var state = stream._readableState;
		debug("emitReadable_", state.destroyed, state.length, state.ended);
		if (!state.destroyed && (state.length || state.ended)) {
			stream.emit("readable");
			state.emittedReadable = false;
		}
		state.needReadable = !state.flowing && !state.ended && state.length <= state.highWaterMark;
		flow(stream);
	}
	function maybeReadMore(stream, state) {
		if (!state.readingMore) {
			state.readingMore = true;
			process.nextTick(maybeReadMore_, stream, state);
		}
	}
	function maybeReadMore_(stream, state) {
		while (!state.reading && !state.ended && (state.length < state.highWaterMark || state.flowing && state.length === 0)) {
			var len = state.length;
			debug("maybeReadMore read 0");
			stream.read(0);
			if (len === state.length) break;
		}
		state.readingMore = false;
	}
	Readable.prototype._read = function(n) {
		errorOrDestroy(this, new ERR_METHOD_NOT_IMPLEMENTED("_read()"));
	};
	Readable.prototype.pipe = function(dest, pipeOpts) {
		var src = this;
		var state = this._readableState;
		switch (state.pipesCount) {
			case 0:
				state.pipes = dest;
				break;
			case 1:
				state.pipes = [state.pipes, dest];
				break;
			default: state.pipes.push(dest);
		}
		state.pipesCount += 1;
		debug("pipe count=%d opts=%j", state.pipesCount, pipeOpts);
		var endFn = (!pipeOpts || pipeOpts.end !== false) && dest !== process.stdout && dest !== process.stderr ? onend : unpipe;
		if (state.endEmitted) process.nextTick(endFn);
		else src.once("end", endFn);
		dest.on("unpipe", onunpipe);
		function onunpipe(readable, unpipeInfo) {
			debug("onunpipe");
			if (readable === src) {
				if (unpipeInfo && unpipeInfo.hasUnpiped === false) {
					unpipeInfo.hasUnpiped = true;
					cleanup();
				}
			}
		}
		function onend() {
			debug("onend");
			dest.end();
		}
		var ondrain = pipeOnDrain(src);
		dest.on("drain", ondrain);
		var cleanedUp = false;
		function cleanup() {
			debug("cleanup");
			dest.removeListener("close", onclose);
			dest.removeListener("finish", onfinish);
			dest.removeListener("drain", ondrain);
			dest.removeListener("error", onerror);
			dest.removeListener("unpipe", onunpipe);
			src.removeListener("end", onend);
			src.removeListener("end", unpipe);
			src.removeListener("data", ondata);
			cleanedUp = true;
			if (state.awaitDrain && (!dest._writableState || dest._writableState.needDrain)) ondrain();
		}
		src.on("data", ondata);
		function ondata(chunk) {
			debug("ondata");
			var ret = dest.write(chunk);
			debug("dest.write", ret);
			if (ret === false) {
				if ((state.pipesCount === 1 && state.pipes === dest || state.pipesCount > 1 && indexOf(state.pipes, dest) !== -1) && !cleanedUp) {
					debug("false write response, pause", state.awaitDrain);
					state.awaitDrain++;
				}
				src.pause();
			}
		}
		function onerror(er) {
			debug("onerror", er);
			unpipe();
			dest.removeListener("error", onerror);
			if (EElistenerCount(dest, "error") === 0) errorOrDestroy(dest, er);
		}
		prependListener(dest, "error", onerror);
		function onclose() {
			dest.removeListener("finish", onfinish);
			unpipe();
		}
		dest.once("close", onclose);
		function onfinish() {
			debug("onfinish");
			dest.removeListener("close", onclose);
			unpipe();
		}
		dest.once("finish", onfinish);
		function unpipe() {
			debug("unpipe");
			src.unpipe(dest);
		}
		dest.emit("pipe", src);
		if (!state.flowing) {
			debug("pipe resume");
			src.resume();
		}
		return dest;
	};
	function pipeOnDrain(src) {
		return function pipeOnDrainFunctionResult() {
			var state = src._readableState;
			debug("pipeOnDrain", state.awaitDrain);
			if (state.awaitDrain) state.awaitDrain--;
			if (state.awaitDrain === 0 && EElistenerCount(src, "data")) {
				state.flowing = true;
				flow(src);
			}
		};
	}
	Readable.prototype.unpipe = function(dest) {
		var state = this._readableState;
		var unpipeInfo = { hasUnpiped: false };
		if (state.pipesCount === 0) return this;
		if (state.pipesCount === 1) {
			if (dest && dest !== state.pipes) return this;
			if (!dest) dest = state.pipes;
			state.pipes = null;
			state.pipesCount = 0;
			state.flowing = false;
			if (dest) dest.emit("unpipe", this, unpipeInfo);
			return this;
		}
		if (!dest) {
			var dests = state.pipes;
			var len = state.pipesCount;
			state.pipes = null;
			state.pipesCount = 0;
			state.flowing = false;
			for (var i = 0; i < len; i++) dests[i].emit("unpipe", this, { hasUnpiped: false });
			return this;
		}
		var index = indexOf(state.pipes, dest);
		if (index === -1) return this;
		state.pipes.splice(index, 1);
		state.pipesCount -= 1;
		if (state.pipesCount === 1) state.pipes = state.pipes[0];
		dest.emit("unpipe", this, unpipeInfo);
		return this;
	};
	Readable.prototype.on = function(ev, fn) {
		var res = Stream.prototype.on.call(this, ev, fn);
		var state = this._readableState;
		if (ev === "data") {
			state.readableListening = this.listenerCount("readable") > 0;
			if (state.flowing !== false) this.resume();
		} else if (ev === "readable") {
			if (!state.endEmitted && !state.readableListening) {
				state.readableListening = state.needReadable = true;
				state.flowing = false;
				state.emittedReadable = false;
				debug("on readable", state.length, state.reading);
				if (state.length) emitReadable(this);
				else if (!state.reading) process.nextTick(nReadingNextTick, this);
			}
		}
		return res;
	};
	Readable.prototype.addListener = Readable.prototype.on;
	Readable.prototype.removeListener = function(ev, fn) {
		var res = Stream.prototype.removeListener.call(this, ev, fn);
		if (ev === "readable") process.nextTick(updateReadableListening, this);
		return res;
	};
	Readable.prototype.removeAllListeners = function(ev) {
		var res = Stream.prototype.removeAllListeners.apply(this, arguments);
		if (ev === "readable" || ev === void 0) process.nextTick(updateReadableListening, this);
		return res;
	};
	function updateReadableListening(self) {
		var state = self._readableState;
		state.readableListening = self.listenerCount("readable") > 0;
		if (state.resumeScheduled && !state.paused) state.flowing = true;
		else if (self.listenerCount("data") > 0) self.resume();
	}
	function nReadingNextTick(self) {
		debug("readable nexttick read 0");
		self.read(0);
	}
	Readable.prototype.resume = function() {
		var state = this._readableState;
		if (!state.flowing) {
			debug("resume");
			state.flowing = !state.readableListening;
			resume(this, state);
		}
		state.paused = false;
		return this;
	};
	function resume(stream, state) {
		if (!state.resumeScheduled) {
			state.resumeScheduled = true;
			process.nextTick(resume_, stream, state);
		}
	}
	function resume_(stream, state) {
		debug("resume", state.reading);
		if (!state.reading) stream.read(0);
		state.resumeScheduled = false;
		stream.emit("resume");
		flow(stream);
		if (state.flowing && !state.reading) stream.read(0);
	}
	Readable.prototype.pause = function() {
		debug("call pause flowing=%j", this._readableState.flowing);
		if (this._readableState.flowing !== false) {
			debug("pause");
			this._readableState.flowing = false;
			this.emit("pause");
		}
		this._readableState.paused = true;
		return this;
	};
	function flow(stream) {
		var state = stream._readableState;
		debug("flow", state.flowing);
		while (state.flowing && stream.read() !== null);
	}
	Readable.prototype.wrap = function(stream) {
		var _this = this;
		var state = this._readableState;
		var paused = false;
		stream.on("end", function() {
			debug("wrapped end");
			if (state.decoder && !state.ended) {
				var chunk = state.decoder.end();
				if (chunk && chunk.length) _this.push(chunk);
			}
			_this.push(null);
		});
		stream.on("data", function(chunk) {
			debug("wrapped data");
			if (state.decoder) chunk = state.decoder.write(chunk);
			if (state.objectMode && (chunk === null || chunk === void 0)) return;
			else if (!state.objectMode && (!chunk || !chunk.length)) return;
			if (!_this.push(chunk)) {
				paused = true;
				stream.pause();
			}
		});
		for (var i in stream) if (this[i] === void 0 && typeof stream[i] === "function") this[i] = function methodWrap(method) {
			return function methodWrapReturnFunction() {
				return stream[method].apply(stream, arguments);
			};
		}(i);
		for (var n = 0; n < kProxyEvents.length; n++) stream.on(kProxyEvents[n], this.emit.bind(this, kProxyEvents[n]));
		this._read = function(n) {
			debug("wrapped _read", n);
			if (paused) {
				paused = false;
				stream.resume();
			}
		};
		return this;
	};
	if (typeof Symbol === "function") Readable.prototype[Symbol.asyncIterator] = function() {
		if (createReadableStreamAsyncIterator === void 0) createReadableStreamAsyncIterator = require_async_iterator();
		return createReadableStreamAsyncIterator(this);
	};
	Object.defineProperty(Readable.prototype, "readableHighWaterMark", {
		enumerable: false,
		get: function get() {
			return this._readableState.highWaterMark;
		}
	});
	Object.defineProperty(Readable.prototype, "readableBuffer", {
		enumerable: false,
		get: function get() {
			return this._readableState && this._readableState.buffer;
		}
	});
	Object.defineProperty(Readable.prototype, "readableFlowing", {
		enumerable: false,
		get: function get() {
			return this._readableState.flowing;
		},
		set: function set(state) {
			if (this._readableState) this._readableState.flowing = state;
		}
	});
	Readable._fromList = fromList;
	Object.defineProperty(Readable.prototype, "readableLength", {
		enumerable: false,
		get: function get() {
			return this._readableState.length;
		}
	});
	function fromList(n, state) {
		if (state.length === 0) return null;
		var ret;
		if (state.objectMode) ret = state.buffer.shift();
		else if (!n || n >= state.length) {
			if (state.decoder) ret = state.buffer.join("");
			else if (state.buffer.length === 1) ret = state.buffer.first();
			else ret = state.buffer.concat(state.length);
			state.buffer.clear();
		} else ret = state.buffer.consume(n, state.decoder);
		return ret;
	}
	function endReadable(stream) {
		var state = stream._readableState;
		debug("endReadable", state.endEmitted);
		if (!state.endEmitted) {
			state.ended = true;
			process.nextTick(endReadableNT, state, stream);
		}
	}
	function endReadableNT(state, stream) {
		debug("endReadableNT", state.endEmitted, state.length);
		if (!state.endEmitted && state.length === 0) {
			state.endEmitted = true;
			stream.readable = false;
			stream.emit("end");
			if (state.autoDestroy) {
				var wState = stream._writableState;
				if (!wState || wState.autoDestroy && wState.finished) stream.destroy();
			}
		}
	}
	if (typeof Symbol === "function") Readable.from = function(iterable, opts) {
		if (from === void 0) from = require_from();
		return from(Readable, iterable, opts);
	};
	function indexOf(xs, x) {
		for (var i = 0, l = xs.length; i < l; i++) if (xs[i] === x) return i;
		return -1;
	}
}));

// node_modules/duplexify/node_modules/readable-stream/lib/_stream_transform.js
var require__stream_transform = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = Transform;
	var _require$codes = require_errors().codes;
	var ERR_METHOD_NOT_IMPLEMENTED = _require$codes.ERR_METHOD_NOT_IMPLEMENTED;
	var ERR_MULTIPLE_CALLBACK = _require$codes.ERR_MULTIPLE_CALLBACK;
	var ERR_TRANSFORM_ALREADY_TRANSFORMING = _require$codes.ERR_TRANSFORM_ALREADY_TRANSFORMING;
	var ERR_TRANSFORM_WITH_LENGTH_0 = _require$codes.ERR_TRANSFORM_WITH_LENGTH_0;
	var Duplex = require__stream_duplex();
	require_inherits()(Transform, Duplex);
	function afterTransform(er, data) {
		var ts = this._transformState;
		ts.transforming = false;
		var cb = ts.writecb;
		if (cb === null) return this.emit("error", new ERR_MULTIPLE_CALLBACK());
		ts.writechunk = null;
		ts.writecb = null;
		if (data != null) this.push(data);
		cb(er);
		var rs = this._readableState;
		rs.reading = false;
		if (rs.needReadable || rs.length < rs.highWaterMark) this._read(rs.highWaterMark);
	}
	function Transform(options) {
		if (!(this instanceof Transform)) return new Transform(options);
		Duplex.call(this, options);
		this._transformState = {
			afterTransform: afterTransform.bind(this),
			needTransform: false,
			transforming: false,
			writecb: null,
			writechunk: null,
			writeencoding: null
		};
		this._readableState.needReadable = true;
		this._readableState.sync = false;
		if (options) {
			if (typeof options.transform === "function") this._transform = options.transform;
			if (typeof options.flush === "function") this._flush = options.flush;
		}
		this.on("prefinish", prefinish);
	}
	function prefinish() {
		var _this = this;
		if (typeof this._flush === "function" && !this._readableState.destroyed) this._flush(function(er, data) {
			done(_this, er, data);
		});
		else done(this, null, null);
	}
	Transform.prototype.push = function(chunk, encoding) {
		this._transformState.needTransform = false;
		return Duplex.prototype.push.call(this, chunk, encoding);
	};
	Transform.prototype._transform = function(chunk, encoding, cb) {
		cb(new ERR_METHOD_NOT_IMPLEMENTED("_transform()"));
	};
	Transform.prototype._write = function(chunk, encoding, cb) {
		var ts = this._transformState;
		ts.writecb = cb;
		ts.writechunk = chunk;
		ts.writeencoding = encoding;
		if (!ts.transforming) {
			var rs = this._readableState;
			if (ts.needTransform || rs.needReadable || rs.length < rs.highWaterMark) this._read(rs.highWaterMark);
		}
	};
	Transform.prototype._read = function(n) {
		var ts = this._transformState;
		if (ts.writechunk !== null && !ts.transforming) {
			ts.transforming = true;
			this._transform(ts.writechunk, ts.writeencoding, ts.afterTransform);
		} else ts.needTransform = true;
	};
	Transform.prototype._destroy = function(err, cb) {
		Duplex.prototype._destroy.call(this, err, function(err2) {
			cb(err2);
		});
	};
	function done(stream, er, data) {
		if (er) return stream.emit("error", er);
		if (data != null) stream.push(data);
		if (stream._writableState.length) throw new ERR_TRANSFORM_WITH_LENGTH_0();
		if (stream._transformState.transforming) throw new ERR_TRANSFORM_ALREADY_TRANSFORMING();
		return stream.push(null);
	}
}));

// node_modules/duplexify/node_modules/readable-stream/lib/_stream_passthrough.js
var require__stream_passthrough = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = PassThrough;
	var Transform = require__stream_transform();
	require_inherits()(PassThrough, Transform);
	function PassThrough(options) {
		if (!(this instanceof PassThrough)) return new PassThrough(options);
		Transform.call(this, options);
	}
	PassThrough.prototype._transform = function(chunk, encoding, cb) {
		cb(null, chunk);
	};
}));

// node_modules/duplexify/node_modules/readable-stream/lib/internal/streams/pipeline.js
var require_pipeline = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var eos;
	function once(callback) {
		var called = false;
		return function() {
			if (called) return;
			called = true;
			callback.apply(void 0, arguments);
		};
	}
	var _require$codes = require_errors().codes;
	var ERR_MISSING_ARGS = _require$codes.ERR_MISSING_ARGS;
	var ERR_STREAM_DESTROYED = _require$codes.ERR_STREAM_DESTROYED;
	function noop(err) {
		if (err) throw err;
	}
	function isRequest(stream) {
		return stream.setHeader && typeof stream.abort === "function";
	}
	function destroyer(stream, reading, writing, callback) {
		callback = once(callback);
		var closed = false;
		stream.on("close", function() {
			closed = true;
		});
		if (eos === void 0) eos = require_end_of_stream$1();
		eos(stream, {
			readable: reading,
			writable: writing
		}, function(err) {
			if (err) return callback(err);
			closed = true;
			callback();
		});
		var destroyed = false;
		return function(err) {
			if (closed) return;
			if (destroyed) return;
			destroyed = true;
			if (isRequest(stream)) return stream.abort();
			if (typeof stream.destroy === "function") return stream.destroy();
			callback(err || new ERR_STREAM_DESTROYED("pipe"));
		};
	}
	function call(fn) {
		fn();
	}
	function pipe(from, to) {
		return from.pipe(to);
	}
	function popCallback(streams) {
		if (!streams.length) return noop;
		if (typeof streams[streams.length - 1] !== "function") return noop;
		return streams.pop();
	}
	function pipeline() {
		for (var _len = arguments.length, streams = new Array(_len), _key = 0; _key < _len; _key++) streams[_key] = arguments[_key];
		var callback = popCallback(streams);
		if (Array.isArray(streams[0])) streams = streams[0];
		if (streams.length < 2) throw new ERR_MISSING_ARGS("streams");
		var error;
		var destroys = streams.map(function(stream, i) {
			var reading = i < streams.length - 1;
			return destroyer(stream, reading, i > 0, function(err) {
				if (!error) error = err;
				if (err) destroys.forEach(call);
				if (reading) return;
				destroys.forEach(call);
				callback(error);
			});
		});
		return streams.reduce(pipe);
	}
	module.exports = pipeline;
}));

// node_modules/duplexify/node_modules/readable-stream/readable.js
var require_readable = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var Stream = __require("stream");
	if (process.env.READABLE_STREAM === "disable" && Stream) {
		module.exports = Stream.Readable;
		Object.assign(module.exports, Stream);
		module.exports.Stream = Stream;
	} else {
		exports = module.exports = require__stream_readable();
		exports.Stream = Stream || exports;
		exports.Readable = exports;
		exports.Writable = require__stream_writable();
		exports.Duplex = require__stream_duplex();
		exports.Transform = require__stream_transform();
		exports.PassThrough = require__stream_passthrough();
		exports.finished = require_end_of_stream$1();
		exports.pipeline = require_pipeline();
	}
}));

// node_modules/wrappy/wrappy.js
var require_wrappy = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = wrappy;
	function wrappy(fn, cb) {
		if (fn && cb) return wrappy(fn)(cb);
		if (typeof fn !== "function") throw new TypeError("need wrapper function");
		Object.keys(fn).forEach(function(k) {
			wrapper[k] = fn[k];
		});
		return wrapper;
		function wrapper() {
			var args = new Array(arguments.length);
			for (var i = 0; i < args.length; i++) args[i] = arguments[i];
			var ret = fn.apply(this, args);
			var cb = args[args.length - 1];
			if (typeof ret === "function" && ret !== cb) Object.keys(cb).forEach(function(k) {
				ret[k] = cb[k];
			});
			return ret;
		}
	}
}));

// node_modules/once/once.js
var require_once = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var wrappy = require_wrappy();
	module.exports = wrappy(once);
	module.exports.strict = wrappy(onceStrict);
	once.proto = once(function() {
		Object.defineProperty(Function.prototype, "once", {
			value: function() {
				return once(this);
			},
			configurable: true
		});
		Object.defineProperty(Function.prototype, "onceStrict", {
			value: function() {
				return onceStrict(this);
			},
			configurable: true
		});
	});
	function once(fn) {
		var f = function() {
			if (f.called) return f.value;
			f.called = true;
			return f.value = fn.apply(this, arguments);
		};
		f.called = false;
		return f;
	}
	function onceStrict(fn) {
		var f = function() {
			if (f.called) throw new Error(f.onceError);
			f.called = true;
			return f.value = fn.apply(this, arguments);
		};
		f.onceError = (fn.name || "Function wrapped with `once`") + " shouldn't be called more than once";
		f.called = false;
		return f;
	}
}));

// node_modules/end-of-stream/index.js
var require_end_of_stream = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var once = require_once();
	var noop = function() {};
	var qnt = global.Bare ? queueMicrotask : process.nextTick.bind(process);
	var isRequest = function(stream) {
		return stream.setHeader && typeof stream.abort === "function";
	};
	var isChildProcess = function(stream) {
		return stream.stdio && Array.isArray(stream.stdio) && stream.stdio.length === 3;
	};
	var eos = function(stream, opts, callback) {
		if (typeof opts === "function") return eos(stream, null, opts);
		if (!opts) opts = {};
		callback = once(callback || noop);
		var ws = stream._writableState;
		var rs = stream._readableState;
		var readable = opts.readable || opts.readable !== false && stream.readable;
		var writable = opts.writable || opts.writable !== false && stream.writable;
		var cancelled = false;
		var onlegacyfinish = function() {
			if (!stream.writable) onfinish();
		};
		var onfinish = function() {
			writable = false;
			if (!readable) callback.call(stream);
		};
		var onend = function() {
			readable = false;
			if (!writable) callback.call(stream);
		};
		var onexit = function(exitCode) {
			callback.call(stream, exitCode ? /* @__PURE__ */ new Error("exited with error code: " + exitCode) : null);
		};
		var onerror = function(err) {
			callback.call(stream, err);
		};
		var onclose = function() {
			qnt(onclosenexttick);
		};
		var onclosenexttick = function() {
			if (cancelled) return;
			if (readable && !(rs && rs.ended && !rs.destroyed)) return callback.call(stream, /* @__PURE__ */ new Error("premature close"));
			if (writable && !(ws && ws.ended && !ws.destroyed)) return callback.call(stream, /* @__PURE__ */ new Error("premature close"));
		};
		var onrequest = function() {
			stream.req.on("finish", onfinish);
		};
		if (isRequest(stream)) {
			stream.on("complete", onfinish);
			stream.on("abort", onclose);
			if (stream.req) onrequest();
			else stream.on("request", onrequest);
		} else if (writable && !ws) {
			stream.on("end", onlegacyfinish);
			stream.on("close", onlegacyfinish);
		}
		if (isChildProcess(stream)) stream.on("exit", onexit);
		stream.on("end", onend);
		stream.on("finish", onfinish);
		if (opts.error !== false) stream.on("error", onerror);
		stream.on("close", onclose);
		return function() {
			cancelled = true;
			stream.removeListener("complete", onfinish);
			stream.removeListener("abort", onclose);
			stream.removeListener("request", onrequest);
			if (stream.req) stream.req.removeListener("finish", onfinish);
			stream.removeListener("end", onlegacyfinish);
			stream.removeListener("close", onlegacyfinish);
			stream.removeListener("finish", onfinish);
			stream.removeListener("exit", onexit);
			stream.removeListener("end", onend);
			stream.removeListener("error", onerror);
			stream.removeListener("close", onclose);
		};
	};
	module.exports = eos;
}));

// node_modules/stream-shift/index.js
var require_stream_shift = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = shift;
	function shift(stream) {
		var rs = stream._readableState;
		if (!rs) return null;
		return rs.objectMode || typeof stream._duplexState === "number" ? stream.read() : stream.read(getStateLength(rs));
	}
	function getStateLength(state) {
		if (state.buffer.length) {
			var idx = state.bufferIndex || 0;
			if (state.buffer.head) return state.buffer.head.data.length;
			else if (state.buffer.length - idx > 0 && state.buffer[idx]) return state.buffer[idx].length;
		}
		return state.length;
	}
}));

// node_modules/duplexify/index.js
var require_duplexify = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var stream = require_readable();
	var eos = require_end_of_stream();
	var inherits = require_inherits();
	var shift = require_stream_shift();
	var SIGNAL_FLUSH = Buffer.from && Buffer.from !== Uint8Array.from ? Buffer.from([0]) : new Buffer([0]);
	var onuncork = function(self, fn) {
		if (self._corked) self.once("uncork", fn);
		else fn();
	};
	var autoDestroy = function(self, err) {
		if (self._autoDestroy) self.destroy(err);
	};
	var destroyer = function(self, end) {
		return function(err) {
			if (err) autoDestroy(self, err.message === "premature close" ? null : err);
			else if (end && !self._ended) self.end();
		};
	};
	var end = function(ws, fn) {
		if (!ws) return fn();
		if (ws._writableState && ws._writableState.finished) return fn();
		if (ws._writableState) return ws.end(fn);
		ws.end();
		fn();
	};
	var noop = function() {};
	var toStreams2 = function(rs) {
		return new stream.Readable({
			objectMode: true,
			highWaterMark: 16
		}).wrap(rs);
	};
	var Duplexify = function(writable, readable, opts) {
		if (!(this instanceof Duplexify)) return new Duplexify(writable, readable, opts);
		stream.Duplex.call(this, opts);
		this._writable = null;
		this._readable = null;
		this._readable2 = null;
		this._autoDestroy = !opts || opts.autoDestroy !== false;
		this._forwardDestroy = !opts || opts.destroy !== false;
		this._forwardEnd = !opts || opts.end !== false;
		this._corked = 1;
		this._ondrain = null;
		this._drained = false;
		this._forwarding = false;
		this._unwrite = null;
		this._unread = null;
		this._ended = false;
		this.destroyed = false;
		if (writable) this.setWritable(writable);
		if (readable) this.setReadable(readable);
	};
	inherits(Duplexify, stream.Duplex);
	Duplexify.obj = function(writable, readable, opts) {
		if (!opts) opts = {};
		opts.objectMode = true;
		opts.highWaterMark = 16;
		return new Duplexify(writable, readable, opts);
	};
	Duplexify.prototype.cork = function() {
		if (++this._corked === 1) this.emit("cork");
	};
	Duplexify.prototype.uncork = function() {
		if (this._corked && --this._corked === 0) this.emit("uncork");
	};
	Duplexify.prototype.setWritable = function(writable) {
		if (this._unwrite) this._unwrite();
		if (this.destroyed) {
			if (writable && writable.destroy) writable.destroy();
			return;
		}
		if (writable === null || writable === false) {
			this.end();
			return;
		}
		var self = this;
		var unend = eos(writable, {
			writable: true,
			readable: false
		}, destroyer(this, this._forwardEnd));
		var ondrain = function() {
			var ondrain = self._ondrain;
			self._ondrain = null;
			if (ondrain) ondrain();
		};
		var clear = function() {
			self._writable.removeListener("drain", ondrain);
			unend();
		};
		if (this._unwrite) process.nextTick(ondrain);
		this._writable = writable;
		this._writable.on("drain", ondrain);
		this._unwrite = clear;
		this.uncork();
	};
	Duplexify.prototype.setReadable = function(readable) {
		if (this._unread) this._unread();
		if (this.destroyed) {
			if (readable && readable.destroy) readable.destroy();
			return;
		}
		if (readable === null || readable === false) {
			this.push(null);
			this.resume();
			return;
		}
		var self = this;
		var unend = eos(readable, {
			writable: false,
			readable: true
		}, destroyer(this));
		var onreadable = function() {
			self._forward();
		};
		var onend = function() {
			self.push(null);
		};
		var clear = function() {
			self._readable2.removeListener("readable", onreadable);
			self._readable2.removeListener("end", onend);
			unend();
		};
		this._drained = true;
		this._readable = readable;
		this._readable2 = readable._readableState ? readable : toStreams2(readable);
		this._readable2.on("readable", onreadable);
		this._readable2.on("end", onend);
		this._unread = clear;
		this._forward();
	};
	Duplexify.prototype._read = function() {
		this._drained = true;
		this._forward();
	};
	Duplexify.prototype._forward = function() {
		if (this._forwarding || !this._readable2 || !this._drained) return;
		this._forwarding = true;
		var data;
		while (this._drained && (data = shift(this._readable2)) !== null) {
			if (this.destroyed) continue;
			this._drained = this.push(data);
		}
		this._forwarding = false;
	};
	Duplexify.prototype.destroy = function(err, cb) {
		if (!cb) cb = noop;
		if (this.destroyed) return cb(null);
		this.destroyed = true;
		var self = this;
		process.nextTick(function() {
			self._destroy(err);
			cb(null);
		});
	};
	Duplexify.prototype._destroy = function(err) {
		if (err) {
			var ondrain = this._ondrain;
			this._ondrain = null;
			if (ondrain) ondrain(err);
			else this.emit("error", err);
		}
		if (this._forwardDestroy) {
			if (this._readable && this._readable.destroy) this._readable.destroy();
			if (this._writable && this._writable.destroy) this._writable.destroy();
		}
		this.emit("close");
	};
	Duplexify.prototype._write = function(data, enc, cb) {
		if (this.destroyed) return;
		if (this._corked) return onuncork(this, this._write.bind(this, data, enc, cb));
		if (data === SIGNAL_FLUSH) return this._finish(cb);
		if (!this._writable) return cb();
		if (this._writable.write(data) === false) this._ondrain = cb;
		else if (!this.destroyed) cb();
	};
	Duplexify.prototype._finish = function(cb) {
		var self = this;
		this.emit("preend");
		onuncork(this, function() {
			end(self._forwardEnd && self._writable, function() {
				if (self._writableState.prefinished === false) self._writableState.prefinished = true;
				self.emit("prefinish");
				onuncork(self, cb);
			});
		});
	};
	Duplexify.prototype.end = function(data, enc, cb) {
		if (typeof data === "function") return this.end(null, null, data);
		if (typeof enc === "function") return this.end(data, null, enc);
		this._ended = true;
		if (data) this.write(data);
		if (!this._writableState.ending && !this._writableState.destroyed) this.write(SIGNAL_FLUSH);
		return stream.Writable.prototype.end.call(this, cb);
	};
	module.exports = Duplexify;
}));

// node_modules/@google-cloud/storage/build/esm/src/nodejs-common/util.js
/*!
* Copyright 2022 Google LLC. All Rights Reserved.
*
* Licensed under the Apache License, Version 2.0 (the "License");
* you may not use this file except in compliance with the License.
* You may obtain a copy of the License at
*
*      http://www.apache.org/licenses/LICENSE-2.0
*
* Unless required by applicable law or agreed to in writing, software
* distributed under the License is distributed on an "AS IS" BASIS,
* WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
* See the License for the specific language governing permissions and
* limitations under the License.
*/
/*!
* @module common/util
*/
var import_duplexify = /* @__PURE__ */ __toESM(require_duplexify(), 1);
const packageJson$1 = (0, import_package_json_helper.getPackageJSON)();
/**
* A unique symbol for providing a `gccl-gcs-cmd` value
* for the `X-Goog-API-Client` header.
*
* E.g. the `V` in `X-Goog-API-Client: gccl-gcs-cmd/V`
**/
const GCCL_GCS_CMD_KEY = Symbol.for("GCCL_GCS_CMD");
const requestDefaults = {
	timeout: 6e4,
	gzip: true,
	forever: true,
	pool: { maxSockets: Infinity }
};
/**
* Default behavior: Automatically retry retriable server errors.
*
* @const {boolean}
* @private
*/
const AUTO_RETRY_DEFAULT$1 = true;
/**
* Default behavior: Only attempt to retry retriable errors 3 times.
*
* @const {number}
* @private
*/
const MAX_RETRY_DEFAULT$1 = 3;
/**
* Custom error type for API errors.
*
* @param {object} errorBody - Error object.
*/
var ApiError = class ApiError extends Error {
	constructor(errorBodyOrMessage) {
		super();
		if (typeof errorBodyOrMessage !== "object") {
			this.message = errorBodyOrMessage || "";
			return;
		}
		const errorBody = errorBodyOrMessage;
		this.code = errorBody.code;
		this.errors = errorBody.errors;
		this.response = errorBody.response;
		try {
			this.errors = JSON.parse(this.response.body).error.errors;
		} catch (e) {
			this.errors = errorBody.errors;
		}
		this.message = ApiError.createMultiErrorMessage(errorBody, this.errors);
		Error.captureStackTrace(this);
	}
	/**
	* Pieces together an error message by combining all unique error messages
	* returned from a single GoogleError
	*
	* @private
	*
	* @param {GoogleErrorBody} err The original error.
	* @param {GoogleInnerError[]} [errors] Inner errors, if any.
	* @returns {string}
	*/
	static createMultiErrorMessage(err, errors) {
		const messages = /* @__PURE__ */ new Set();
		if (err.message) messages.add(err.message);
		if (errors && errors.length) errors.forEach(({ message }) => messages.add(message));
		else if (err.response && err.response.body) messages.add(decode(err.response.body.toString()));
		else if (!err.message) messages.add("A failure occurred during this request.");
		let messageArr = Array.from(messages);
		if (messageArr.length > 1) {
			messageArr = messageArr.map((message, i) => `    ${i + 1}. ${message}`);
			messageArr.unshift("Multiple errors occurred during the request. Please see the `errors` array for complete details.\n");
			messageArr.push("\n");
		}
		return messageArr.join("\n");
	}
};
/**
* Custom error type for partial errors returned from the API.
*
* @param {object} b - Error object.
*/
var PartialFailureError = class extends Error {
	constructor(b) {
		super();
		const errorObject = b;
		this.errors = errorObject.errors;
		this.name = "PartialFailureError";
		this.response = errorObject.response;
		this.message = ApiError.createMultiErrorMessage(errorObject, this.errors);
	}
};
var Util = class {
	constructor() {
		this.ApiError = ApiError;
		this.PartialFailureError = PartialFailureError;
	}
	/**
	* No op.
	*
	* @example
	* function doSomething(callback) {
	*   callback = callback || noop;
	* }
	*/
	noop() {}
	/**
	* Uniformly process an API response.
	*
	* @param {*} err - Error value.
	* @param {*} resp - Response value.
	* @param {*} body - Body value.
	* @param {function} callback - The callback function.
	*/
	handleResp(err, resp, body, callback) {
		callback = callback || util$1.noop;
		const parsedResp = {
			err: err || null,
			...resp && util$1.parseHttpRespMessage(resp),
			...body && util$1.parseHttpRespBody(body)
		};
		if (!parsedResp.err && resp && typeof parsedResp.body === "object") parsedResp.resp.body = parsedResp.body;
		if (parsedResp.err && resp) parsedResp.err.response = resp;
		callback(parsedResp.err, parsedResp.body, parsedResp.resp);
	}
	/**
	* Sniff an incoming HTTP response message for errors.
	*
	* @param {object} httpRespMessage - An incoming HTTP response message from `request`.
	* @return {object} parsedHttpRespMessage - The parsed response.
	* @param {?error} parsedHttpRespMessage.err - An error detected.
	* @param {object} parsedHttpRespMessage.resp - The original response object.
	*/
	parseHttpRespMessage(httpRespMessage) {
		const parsedHttpRespMessage = { resp: httpRespMessage };
		if (httpRespMessage.statusCode < 200 || httpRespMessage.statusCode > 299) parsedHttpRespMessage.err = new ApiError({
			errors: new Array(),
			code: httpRespMessage.statusCode,
			message: httpRespMessage.statusMessage,
			response: httpRespMessage
		});
		return parsedHttpRespMessage;
	}
	/**
	* Parse the response body from an HTTP request.
	*
	* @param {object} body - The response body.
	* @return {object} parsedHttpRespMessage - The parsed response.
	* @param {?error} parsedHttpRespMessage.err - An error detected.
	* @param {object} parsedHttpRespMessage.body - The original body value provided
	*     will try to be JSON.parse'd. If it's successful, the parsed value will
	* be returned here, otherwise the original value and an error will be returned.
	*/
	parseHttpRespBody(body) {
		const parsedHttpRespBody = { body };
		if (typeof body === "string") try {
			parsedHttpRespBody.body = JSON.parse(body);
		} catch (err) {
			parsedHttpRespBody.body = body;
		}
		if (parsedHttpRespBody.body && parsedHttpRespBody.body.error) parsedHttpRespBody.err = new ApiError(parsedHttpRespBody.body.error);
		return parsedHttpRespBody;
	}
	/**
	* Take a Duplexify stream, fetch an authenticated connection header, and
	* create an outgoing writable stream.
	*
	* @param {Duplexify} dup - Duplexify stream.
	* @param {object} options - Configuration object.
	* @param {module:common/connection} options.connection - A connection instance used to get a token with and send the request through.
	* @param {object} options.metadata - Metadata to send at the head of the request.
	* @param {object} options.request - Request object, in the format of a standard Node.js http.request() object.
	* @param {string=} options.request.method - Default: "POST".
	* @param {string=} options.request.qs.uploadType - Default: "multipart".
	* @param {string=} options.streamContentType - Default: "application/octet-stream".
	* @param {function} onComplete - Callback, executed after the writable Request stream has completed.
	*/
	makeWritableStream(dup, options, onComplete) {
		var _a;
		onComplete = onComplete || util$1.noop;
		const writeStream = new ProgressStream();
		writeStream.on("progress", (evt) => dup.emit("progress", evt));
		dup.setWritable(writeStream);
		const defaultReqOpts = {
			method: "POST",
			qs: { uploadType: "multipart" },
			timeout: 0,
			maxRetries: 0
		};
		const metadata = options.metadata || {};
		const reqOpts = {
			...defaultReqOpts,
			...options.request,
			qs: {
				...defaultReqOpts.qs,
				...(_a = options.request) === null || _a === void 0 ? void 0 : _a.qs
			},
			multipart: [{
				"Content-Type": "application/json",
				body: JSON.stringify(metadata)
			}, {
				"Content-Type": metadata.contentType || "application/octet-stream",
				body: writeStream
			}]
		};
		options.makeAuthenticatedRequest(reqOpts, { onAuthenticated(err, authenticatedReqOpts) {
			if (err) {
				dup.destroy(err);
				return;
			}
			requestDefaults.headers = util$1._getDefaultHeaders(reqOpts[GCCL_GCS_CMD_KEY]);
			import_src$4.teenyRequest.defaults(requestDefaults)(authenticatedReqOpts, (err, resp, body) => {
				util$1.handleResp(err, resp, body, (err, data) => {
					if (err) {
						dup.destroy(err);
						return;
					}
					dup.emit("response", resp);
					onComplete(data);
				});
			});
		} });
	}
	/**
	* Returns true if the API request should be retried, given the error that was
	* given the first time the request was attempted. This is used for rate limit
	* related errors as well as intermittent server errors.
	*
	* @param {error} err - The API error to check if it is appropriate to retry.
	* @return {boolean} True if the API request should be retried, false otherwise.
	*/
	shouldRetryRequest(err) {
		if (err) {
			if ([
				408,
				429,
				500,
				502,
				503,
				504
			].indexOf(err.code) !== -1) return true;
			if (err.errors) for (const e of err.errors) {
				const reason = e.reason;
				if (reason === "rateLimitExceeded") return true;
				if (reason === "userRateLimitExceeded") return true;
				if (reason && reason.includes("EAI_AGAIN")) return true;
			}
		}
		return false;
	}
	/**
	* Get a function for making authenticated requests.
	*
	* @param {object} config - Configuration object.
	* @param {boolean=} config.autoRetry - Automatically retry requests if the
	*     response is related to rate limits or certain intermittent server
	* errors. We will exponentially backoff subsequent requests by default.
	* (default: true)
	* @param {object=} config.credentials - Credentials object.
	* @param {boolean=} config.customEndpoint - If true, just return the provided request options. Default: false.
	* @param {boolean=} config.useAuthWithCustomEndpoint - If true, will authenticate when using a custom endpoint. Default: false.
	* @param {string=} config.email - Account email address, required for PEM/P12 usage.
	* @param {number=} config.maxRetries - Maximum number of automatic retries attempted before returning the error. (default: 3)
	* @param {string=} config.keyFile - Path to a .json, .pem, or .p12 keyfile.
	* @param {array} config.scopes - Array of scopes required for the API.
	*/
	makeAuthenticatedRequestFactory(config) {
		const googleAutoAuthConfig = { ...config };
		if (googleAutoAuthConfig.projectId === "{{projectId}}") delete googleAutoAuthConfig.projectId;
		let authClient;
		if (googleAutoAuthConfig.authClient instanceof import_src$3.GoogleAuth) authClient = googleAutoAuthConfig.authClient;
		else authClient = new import_src$3.GoogleAuth({
			...googleAutoAuthConfig,
			authClient: googleAutoAuthConfig.authClient,
			clientOptions: googleAutoAuthConfig.clientOptions
		});
		function makeAuthenticatedRequest(reqOpts, optionsOrCallback) {
			let stream;
			let projectId;
			const reqConfig = { ...config };
			let activeRequest_;
			if (!optionsOrCallback) {
				stream = (0, import_duplexify.default)();
				reqConfig.stream = stream;
			}
			const options = typeof optionsOrCallback === "object" ? optionsOrCallback : void 0;
			const callback = typeof optionsOrCallback === "function" ? optionsOrCallback : void 0;
			async function setProjectId() {
				projectId = await authClient.getProjectId();
			}
			const onAuthenticated = async (err, authenticatedReqOpts) => {
				const authLibraryError = err;
				const autoAuthFailed = err && typeof err.message === "string" && err.message.indexOf("Could not load the default credentials") > -1;
				if (autoAuthFailed) authenticatedReqOpts = reqOpts;
				if (!err || autoAuthFailed) try {
					authenticatedReqOpts = util$1.decorateRequest(authenticatedReqOpts, projectId);
					err = null;
				} catch (e) {
					if (e instanceof import_src$2.MissingProjectIdError) try {
						await setProjectId();
						authenticatedReqOpts = util$1.decorateRequest(authenticatedReqOpts, projectId);
						err = null;
					} catch (e) {
						err = err || e;
					}
					else err = err || e;
				}
				if (err) {
					if (stream) stream.destroy(err);
					else (options && options.onAuthenticated ? options.onAuthenticated : callback)(err);
					return;
				}
				if (options && options.onAuthenticated) options.onAuthenticated(null, authenticatedReqOpts);
				else activeRequest_ = util$1.makeRequest(authenticatedReqOpts, reqConfig, (apiResponseError, ...params) => {
					if (apiResponseError && apiResponseError.code === 401 && authLibraryError) apiResponseError = authLibraryError;
					callback(apiResponseError, ...params);
				});
			};
			const prepareRequest = async () => {
				try {
					const getProjectId = async () => {
						if (config.projectId && config.projectId !== "{{projectId}}") return config.projectId;
						if (config.projectIdRequired === false) return DEFAULT_PROJECT_ID_TOKEN;
						return setProjectId();
					};
					const authorizeRequest = async () => {
						if (reqConfig.customEndpoint && !reqConfig.useAuthWithCustomEndpoint) return reqOpts;
						else return authClient.authorizeRequest(reqOpts);
					};
					const [_projectId, authorizedReqOpts] = await Promise.all([getProjectId(), authorizeRequest()]);
					if (_projectId) projectId = _projectId;
					return onAuthenticated(null, authorizedReqOpts);
				} catch (e) {
					return onAuthenticated(e);
				}
			};
			prepareRequest();
			if (stream) return stream;
			return { abort() {
				setImmediate(() => {
					if (activeRequest_) {
						activeRequest_.abort();
						activeRequest_ = null;
					}
				});
			} };
		}
		const mar = makeAuthenticatedRequest;
		mar.getCredentials = authClient.getCredentials.bind(authClient);
		mar.authClient = authClient;
		return mar;
	}
	/**
	* Make a request through the `retryRequest` module with built-in error
	* handling and exponential back off.
	*
	* @param {object} reqOpts - Request options in the format `request` expects.
	* @param {object=} config - Configuration object.
	* @param {boolean=} config.autoRetry - Automatically retry requests if the
	*     response is related to rate limits or certain intermittent server
	*     errors. We will exponentially backoff subsequent requests by default.
	*     (default: true)
	* @param {number=} config.maxRetries - Maximum number of automatic retries
	*     attempted before returning the error. (default: 3)
	* @param {object=} config.retryOptions - Configuration for retryRequest.
	* @param {function} callback - The callback function.
	*/
	makeRequest(reqOpts, config, callback) {
		var _a, _b, _c, _d, _e;
		let autoRetryValue = AUTO_RETRY_DEFAULT$1;
		if (config.autoRetry !== void 0) autoRetryValue = config.autoRetry;
		else if (((_a = config.retryOptions) === null || _a === void 0 ? void 0 : _a.autoRetry) !== void 0) autoRetryValue = config.retryOptions.autoRetry;
		let maxRetryValue = MAX_RETRY_DEFAULT$1;
		if (config.maxRetries !== void 0) maxRetryValue = config.maxRetries;
		else if (((_b = config.retryOptions) === null || _b === void 0 ? void 0 : _b.maxRetries) !== void 0) maxRetryValue = config.retryOptions.maxRetries;
		requestDefaults.headers = this._getDefaultHeaders(reqOpts[GCCL_GCS_CMD_KEY]);
		const options = {
			request: import_src$4.teenyRequest.defaults(requestDefaults),
			retries: autoRetryValue !== false ? maxRetryValue : 0,
			noResponseRetries: autoRetryValue !== false ? maxRetryValue : 0,
			shouldRetryFn(httpRespMessage) {
				var _a, _b;
				const err = util$1.parseHttpRespMessage(httpRespMessage).err;
				if ((_a = config.retryOptions) === null || _a === void 0 ? void 0 : _a.retryableErrorFn) return err && ((_b = config.retryOptions) === null || _b === void 0 ? void 0 : _b.retryableErrorFn(err));
				return err && util$1.shouldRetryRequest(err);
			},
			maxRetryDelay: (_c = config.retryOptions) === null || _c === void 0 ? void 0 : _c.maxRetryDelay,
			retryDelayMultiplier: (_d = config.retryOptions) === null || _d === void 0 ? void 0 : _d.retryDelayMultiplier,
			totalTimeout: (_e = config.retryOptions) === null || _e === void 0 ? void 0 : _e.totalTimeout
		};
		if (typeof reqOpts.maxRetries === "number") {
			options.retries = reqOpts.maxRetries;
			options.noResponseRetries = reqOpts.maxRetries;
		}
		if (!config.stream) return (0, import_retry_request.default)(reqOpts, options, (err, response, body) => {
			util$1.handleResp(err, response, body, callback);
		});
		const dup = config.stream;
		let requestStream;
		if ((reqOpts.method || "GET").toUpperCase() === "GET") {
			requestStream = (0, import_retry_request.default)(reqOpts, options);
			dup.setReadable(requestStream);
		} else {
			requestStream = options.request(reqOpts);
			dup.setWritable(requestStream);
		}
		requestStream.on("error", dup.destroy.bind(dup)).on("response", dup.emit.bind(dup, "response")).on("complete", dup.emit.bind(dup, "complete"));
		dup.abort = requestStream.abort;
		return dup;
	}
	/**
	* Decorate the options about to be made in a request.
	*
	* @param {object} reqOpts - The options to be passed to `request`.
	* @param {string} projectId - The project ID.
	* @return {object} reqOpts - The decorated reqOpts.
	*/
	decorateRequest(reqOpts, projectId) {
		delete reqOpts.autoPaginate;
		delete reqOpts.autoPaginateVal;
		delete reqOpts.objectMode;
		if (reqOpts.qs !== null && typeof reqOpts.qs === "object") {
			delete reqOpts.qs.autoPaginate;
			delete reqOpts.qs.autoPaginateVal;
			reqOpts.qs = (0, import_src$2.replaceProjectIdToken)(reqOpts.qs, projectId);
		}
		if (Array.isArray(reqOpts.multipart)) reqOpts.multipart = reqOpts.multipart.map((part) => {
			return (0, import_src$2.replaceProjectIdToken)(part, projectId);
		});
		if (reqOpts.json !== null && typeof reqOpts.json === "object") {
			delete reqOpts.json.autoPaginate;
			delete reqOpts.json.autoPaginateVal;
			reqOpts.json = (0, import_src$2.replaceProjectIdToken)(reqOpts.json, projectId);
			const headers = reqOpts.headers || {};
			const headerLike = headers;
			if (typeof headerLike.set === "function" && typeof headerLike.has === "function") {
				if (!headerLike.has("content-type")) headerLike.set("Content-Type", "application/json");
				reqOpts.headers = headers;
			} else reqOpts.headers = Object.keys(headers).some((key) => key.toLowerCase() === "content-type") ? headers : {
				...headers,
				"Content-Type": "application/json"
			};
		}
		reqOpts.uri = (0, import_src$2.replaceProjectIdToken)(reqOpts.uri, projectId);
		return reqOpts;
	}
	isCustomType(unknown, module) {
		function getConstructorName(obj) {
			return obj.constructor && obj.constructor.name.toLowerCase();
		}
		const moduleNameParts = module.split("/");
		const parentModuleName = moduleNameParts[0] && moduleNameParts[0].toLowerCase();
		const subModuleName = moduleNameParts[1] && moduleNameParts[1].toLowerCase();
		if (subModuleName && getConstructorName(unknown) !== subModuleName) return false;
		let walkingModule = unknown;
		while (true) {
			if (getConstructorName(walkingModule) === parentModuleName) return true;
			walkingModule = walkingModule.parent;
			if (!walkingModule) return false;
		}
	}
	/**
	* Given two parameters, figure out if this is either:
	*  - Just a callback function
	*  - An options object, and then a callback function
	* @param optionsOrCallback An options object or callback.
	* @param cb A potentially undefined callback.
	*/
	maybeOptionsOrCallback(optionsOrCallback, cb) {
		return typeof optionsOrCallback === "function" ? [{}, optionsOrCallback] : [optionsOrCallback, cb];
	}
	decorateHeaders(headers, options) {
		return decorateHeaders(headers, options);
	}
	_getDefaultHeaders(gcclGcsCmd) {
		return decorateHeaders(void 0, { gcclGcsCmd }).headers;
	}
};
/**
* Decorates and sanitizes headers for GCS requests:
* - Checks for user-provided `x-goog-gcs-idempotency-token` case-insensitively.
* - If a valid non-empty string user token is provided, uses it as the idempotency token and preserves the header.
* - If not provided or invalid, removes any invalid header key and sets `x-goog-gcs-idempotency-token` to either the provided fallback token or a generated UUID.
* - Adds `User-Agent` and `x-goog-api-client` (with tracking string, package version, gccl-invocation-id, and optional gccl-gcs-cmd).
*
* @param headers Existing headers object (optional).
* @param options Decoration options (idempotencyToken, packageJson, providedUserAgent, gcclGcsCmd).
* @returns An object containing the decorated headers and the effective idempotency token.
*/
function decorateHeaders(headers, options) {
	const sanitizedHeaders = headers instanceof globalThis.Headers ? Object.assign(Object.fromEntries(headers.entries()), headers) : Array.isArray(headers) ? Object.fromEntries(headers) : { ...headers };
	const userTokenKey = Object.keys(sanitizedHeaders).find((key) => key.toLowerCase() === "x-goog-gcs-idempotency-token");
	const userTokenValue = userTokenKey ? sanitizedHeaders[userTokenKey] : void 0;
	const hasValidUserToken = typeof userTokenValue === "string" && userTokenValue.trim() !== "";
	const idempotencyToken = hasValidUserToken ? userTokenValue : (options === null || options === void 0 ? void 0 : options.idempotencyToken) || crypto$1.randomUUID();
	let userAgent = getUserAgentString();
	if (options === null || options === void 0 ? void 0 : options.providedUserAgent) userAgent = `${options.providedUserAgent} ${userAgent}`;
	const pkg = (options === null || options === void 0 ? void 0 : options.packageJson) || packageJson$1;
	let googAPIClient = `${getRuntimeTrackingString()} gccl/${pkg.version}-${getModuleFormat()} gccl-invocation-id/${idempotencyToken}`;
	const gcclGcsCmd = options === null || options === void 0 ? void 0 : options.gcclGcsCmd;
	if (gcclGcsCmd) googAPIClient += ` gccl-gcs-cmd/${gcclGcsCmd}`;
	sanitizedHeaders["User-Agent"] = userAgent;
	sanitizedHeaders["x-goog-api-client"] = googAPIClient;
	if (!hasValidUserToken) {
		if (userTokenKey) delete sanitizedHeaders[userTokenKey];
		sanitizedHeaders["x-goog-gcs-idempotency-token"] = idempotencyToken;
	}
	return {
		headers: sanitizedHeaders,
		idempotencyToken
	};
}
/**
* Basic Passthrough Stream that records the number of bytes read
* every time the cursor is moved.
*/
var ProgressStream = class extends Transform {
	constructor() {
		super(...arguments);
		this.bytesRead = 0;
	}
	_transform(chunk, encoding, callback) {
		this.bytesRead += chunk.length;
		this.emit("progress", {
			bytesWritten: this.bytesRead,
			contentLength: "*"
		});
		this.push(chunk);
		callback();
	}
};
const util$1 = new Util();

// node_modules/@google-cloud/storage/build/esm/src/nodejs-common/service.js
/*!
* Copyright 2022 Google LLC. All Rights Reserved.
*
* Licensed under the Apache License, Version 2.0 (the "License");
* you may not use this file except in compliance with the License.
* You may obtain a copy of the License at
*
*      http://www.apache.org/licenses/LICENSE-2.0
*
* Unless required by applicable law or agreed to in writing, software
* distributed under the License is distributed on an "AS IS" BASIS,
* WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
* See the License for the specific language governing permissions and
* limitations under the License.
*/
const DEFAULT_PROJECT_ID_TOKEN = "{{projectId}}";
var Service = class Service {
	/**
	* Service is a base class, meant to be inherited from by a "service," like
	* BigQuery or Storage.
	*
	* This handles making authenticated requests by exposing a `makeReq_`
	* function.
	*
	* @constructor
	* @alias module:common/service
	*
	* @param {object} config - Configuration object.
	* @param {string} config.baseUrl - The base URL to make API requests to.
	* @param {string[]} config.scopes - The scopes required for the request.
	* @param {object=} options - [Configuration object](#/docs).
	*/
	constructor(config, options = {}) {
		this.baseUrl = config.baseUrl;
		this.apiEndpoint = config.apiEndpoint;
		this.timeout = options.timeout;
		this.globalInterceptors = Array.isArray(options.interceptors_) ? options.interceptors_ : [];
		this.interceptors = [];
		this.packageJson = config.packageJson;
		this.projectId = options.projectId || "{{projectId}}";
		this.projectIdRequired = config.projectIdRequired !== false;
		this.providedUserAgent = options.userAgent;
		this.universeDomain = options.universeDomain || import_src$3.DEFAULT_UNIVERSE;
		this.customEndpoint = config.customEndpoint || false;
		this.useAuthWithCustomEndpoint = config.useAuthWithCustomEndpoint;
		this.makeAuthenticatedRequest = util$1.makeAuthenticatedRequestFactory({
			...config,
			projectIdRequired: this.projectIdRequired,
			projectId: this.projectId,
			authClient: options.authClient || config.authClient,
			credentials: options.credentials,
			keyFile: options.keyFilename,
			email: options.email,
			clientOptions: {
				universeDomain: options.universeDomain,
				...options.clientOptions
			}
		});
		this.authClient = this.makeAuthenticatedRequest.authClient;
		if (!!process.env.FUNCTION_NAME) this.interceptors.push({ request(reqOpts) {
			reqOpts.forever = false;
			return reqOpts;
		} });
	}
	/**
	* Return the user's custom request interceptors.
	*/
	getRequestInterceptors() {
		return [].slice.call(this.globalInterceptors).concat(this.interceptors).filter((interceptor) => typeof interceptor.request === "function").map((interceptor) => interceptor.request);
	}
	getProjectId(callback) {
		if (!callback) return this.getProjectIdAsync();
		(async () => {
			try {
				callback(null, await this.getProjectIdAsync());
			} catch (err) {
				callback(err);
			}
		})();
	}
	async getProjectIdAsync() {
		const projectId = await this.authClient.getProjectId();
		if (this.projectId === "{{projectId}}" && projectId) this.projectId = projectId;
		return this.projectId;
	}
	request_(reqOpts, callback) {
		reqOpts = {
			...reqOpts,
			timeout: this.timeout
		};
		const isAbsoluteUrl = reqOpts.uri.indexOf("http") === 0;
		const uriComponents = [this.baseUrl];
		if (this.projectIdRequired) {
			if (reqOpts.projectId) {
				uriComponents.push("projects");
				uriComponents.push(reqOpts.projectId);
			} else {
				uriComponents.push("projects");
				uriComponents.push(this.projectId);
			}
		}
		uriComponents.push(reqOpts.uri);
		if (isAbsoluteUrl) uriComponents.splice(0, uriComponents.indexOf(reqOpts.uri));
		reqOpts.uri = uriComponents.map((uriComponent) => {
			return uriComponent.replace(/^\/*|\/*$/g, "");
		}).join("/").replace(/\/:/g, ":");
		const requestInterceptors = this.getRequestInterceptors();
		(Array.isArray(reqOpts.interceptors_) ? reqOpts.interceptors_ : []).forEach((interceptor) => {
			if (typeof interceptor.request === "function") requestInterceptors.push(interceptor.request);
		});
		requestInterceptors.forEach((requestInterceptor) => {
			reqOpts = requestInterceptor(reqOpts);
		});
		delete reqOpts.interceptors_;
		const { headers } = decorateHeaders(reqOpts.headers, {
			packageJson: this.packageJson,
			providedUserAgent: this.providedUserAgent,
			gcclGcsCmd: reqOpts[GCCL_GCS_CMD_KEY]
		});
		reqOpts.headers = headers;
		if (reqOpts.shouldReturnStream) return this.makeAuthenticatedRequest(reqOpts);
		else this.makeAuthenticatedRequest(reqOpts, callback);
	}
	/**
	* Make an authenticated API request.
	*
	* @param {object} reqOpts - Request options that are passed to `request`.
	* @param {string} reqOpts.uri - A URI relative to the baseUrl.
	* @param {function} callback - The callback function passed to `request`.
	*/
	request(reqOpts, callback) {
		Service.prototype.request_.call(this, reqOpts, callback);
	}
	/**
	* Make an authenticated API request.
	*
	* @param {object} reqOpts - Request options that are passed to `request`.
	* @param {string} reqOpts.uri - A URI relative to the baseUrl.
	*/
	requestStream(reqOpts) {
		const opts = {
			...reqOpts,
			shouldReturnStream: true
		};
		return Service.prototype.request_.call(this, opts);
	}
};

// node_modules/@google-cloud/promisify/build/src/index.js
var require_src$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.promisify = promisify;
	exports.promisifyAll = promisifyAll;
	exports.callbackify = callbackify;
	exports.callbackifyAll = callbackifyAll;
	/**
	* Wraps a callback style function to conditionally return a promise.
	*
	* @param {function} originalMethod - The method to promisify.
	* @param {object=} options - Promise options.
	* @param {boolean} options.singular - Resolve the promise with single arg instead of an array.
	* @return {function} wrapped
	*/
	function promisify(originalMethod, options) {
		if (originalMethod.promisified_) return originalMethod;
		options = options || {};
		const slice = Array.prototype.slice;
		const wrapper = function() {
			let last;
			for (last = arguments.length - 1; last >= 0; last--) {
				const arg = arguments[last];
				if (typeof arg === "undefined") continue;
				if (typeof arg !== "function") break;
				return originalMethod.apply(this, arguments);
			}
			const args = slice.call(arguments, 0, last + 1);
			let PromiseCtor = Promise;
			if (this && this.Promise) PromiseCtor = this.Promise;
			return new PromiseCtor((resolve, reject) => {
				args.push((...args) => {
					const callbackArgs = slice.call(args);
					const err = callbackArgs.shift();
					if (err) return reject(err);
					if (options.singular && callbackArgs.length === 1) resolve(callbackArgs[0]);
					else resolve(callbackArgs);
				});
				originalMethod.apply(this, args);
			});
		};
		wrapper.promisified_ = true;
		return wrapper;
	}
	/**
	* Promisifies certain Class methods. This will not promisify private or
	* streaming methods.
	*
	* @param {module:common/service} Class - Service class.
	* @param {object=} options - Configuration object.
	*/
	function promisifyAll(Class, options) {
		const exclude = options && options.exclude || [];
		Object.getOwnPropertyNames(Class.prototype).filter((methodName) => {
			return !exclude.includes(methodName) && typeof Class.prototype[methodName] === "function" && !/(^_|(Stream|_)|promise$)|^constructor$/.test(methodName);
		}).forEach((methodName) => {
			const originalMethod = Class.prototype[methodName];
			if (!originalMethod.promisified_) Class.prototype[methodName] = exports.promisify(originalMethod, options);
		});
	}
	/**
	* Wraps a promisy type function to conditionally call a callback function.
	*
	* @param {function} originalMethod - The method to callbackify.
	* @param {object=} options - Callback options.
	* @param {boolean} options.singular - Pass to the callback a single arg instead of an array.
	* @return {function} wrapped
	*/
	function callbackify(originalMethod) {
		if (originalMethod.callbackified_) return originalMethod;
		const wrapper = function() {
			if (typeof arguments[arguments.length - 1] !== "function") return originalMethod.apply(this, arguments);
			const cb = Array.prototype.pop.call(arguments);
			originalMethod.apply(this, arguments).then((res) => {
				res = Array.isArray(res) ? res : [res];
				cb(null, ...res);
			}, (err) => cb(err));
		};
		wrapper.callbackified_ = true;
		return wrapper;
	}
	/**
	* Callbackifies certain Class methods. This will not callbackify private or
	* streaming methods.
	*
	* @param {module:common/service} Class - Service class.
	* @param {object=} options - Configuration object.
	*/
	function callbackifyAll(Class, options) {
		const exclude = options && options.exclude || [];
		Object.getOwnPropertyNames(Class.prototype).filter((methodName) => {
			return !exclude.includes(methodName) && typeof Class.prototype[methodName] === "function" && !/^_|(Stream|_)|^constructor$/.test(methodName);
		}).forEach((methodName) => {
			const originalMethod = Class.prototype[methodName];
			if (!originalMethod.callbackified_) Class.prototype[methodName] = exports.callbackify(originalMethod);
		});
	}
}));

// node_modules/@google-cloud/storage/build/esm/src/nodejs-common/service-object.js
var import_src$1 = require_src$1();
/*!
* Copyright 2022 Google LLC. All Rights Reserved.
*
* Licensed under the Apache License, Version 2.0 (the "License");
* you may not use this file except in compliance with the License.
* You may obtain a copy of the License at
*
*      http://www.apache.org/licenses/LICENSE-2.0
*
* Unless required by applicable law or agreed to in writing, software
* distributed under the License is distributed on an "AS IS" BASIS,
* WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
* See the License for the specific language governing permissions and
* limitations under the License.
*/
/**
* ServiceObject is a base class, meant to be inherited from by a "service
* object," like a BigQuery dataset or Storage bucket.
*
* Most of the time, these objects share common functionality; they can be
* created or deleted, and you can get or set their metadata.
*
* By inheriting from this class, a service object will be extended with these
* shared behaviors. Note that any method can be overridden when the service
* object requires specific behavior.
*/
var ServiceObject = class ServiceObject extends EventEmitter {
	constructor(config) {
		super();
		this.metadata = {};
		this.baseUrl = config.baseUrl;
		this.parent = config.parent;
		this.id = config.id;
		this.createMethod = config.createMethod;
		this.methods = config.methods || {};
		this.interceptors = [];
		this.projectId = config.projectId;
		if (config.methods) Object.getOwnPropertyNames(ServiceObject.prototype).filter((methodName) => {
			return !/^request/.test(methodName) && !/^getRequestInterceptors/.test(methodName) && this[methodName] === ServiceObject.prototype[methodName] && !config.methods[methodName];
		}).forEach((methodName) => {
			this[methodName] = void 0;
		});
	}
	create(optionsOrCallback, callback) {
		const self = this;
		const args = [this.id];
		if (typeof optionsOrCallback === "function") callback = optionsOrCallback;
		if (typeof optionsOrCallback === "object") args.push(optionsOrCallback);
		function onCreate(...args) {
			const [err, instance] = args;
			if (!err) {
				self.metadata = instance.metadata;
				if (self.id && instance.metadata) self.id = instance.metadata.id;
				args[1] = self;
			}
			callback(...args);
		}
		args.push(onCreate);
		this.createMethod.apply(null, args);
	}
	delete(optionsOrCallback, cb) {
		var _a;
		const [options, callback] = util$1.maybeOptionsOrCallback(optionsOrCallback, cb);
		const ignoreNotFound = options.ignoreNotFound;
		delete options.ignoreNotFound;
		const methodConfig = typeof this.methods.delete === "object" && this.methods.delete || {};
		const reqOpts = {
			method: "DELETE",
			uri: "",
			...methodConfig.reqOpts,
			qs: {
				...(_a = methodConfig.reqOpts) === null || _a === void 0 ? void 0 : _a.qs,
				...options
			}
		};
		ServiceObject.prototype.request.call(this, reqOpts, (err, body, res) => {
			if (err) {
				if (err.code === 404 && ignoreNotFound) err = null;
			}
			callback(err, res);
		});
	}
	exists(optionsOrCallback, cb) {
		const [options, callback] = util$1.maybeOptionsOrCallback(optionsOrCallback, cb);
		this.get(options, (err) => {
			if (err) {
				if (err.code === 404) callback(null, false);
				else callback(err);
				return;
			}
			callback(null, true);
		});
	}
	get(optionsOrCallback, cb) {
		const self = this;
		const [opts, callback] = util$1.maybeOptionsOrCallback(optionsOrCallback, cb);
		const options = Object.assign({}, opts);
		const autoCreate = options.autoCreate && typeof this.create === "function";
		delete options.autoCreate;
		function onCreate(err, instance, apiResponse) {
			if (err) {
				if (err.code === 409) {
					self.get(options, callback);
					return;
				}
				callback(err, null, apiResponse);
				return;
			}
			callback(null, instance, apiResponse);
		}
		this.getMetadata(options, (err, metadata) => {
			if (err) {
				if (err.code === 404 && autoCreate) {
					const args = [];
					if (Object.keys(options).length > 0) args.push(options);
					args.push(onCreate);
					self.create(...args);
					return;
				}
				callback(err, null, metadata);
				return;
			}
			callback(null, self, metadata);
		});
	}
	getMetadata(optionsOrCallback, cb) {
		var _a;
		const [options, callback] = util$1.maybeOptionsOrCallback(optionsOrCallback, cb);
		const methodConfig = typeof this.methods.getMetadata === "object" && this.methods.getMetadata || {};
		const reqOpts = {
			uri: "",
			...methodConfig.reqOpts,
			qs: {
				...(_a = methodConfig.reqOpts) === null || _a === void 0 ? void 0 : _a.qs,
				...options
			}
		};
		ServiceObject.prototype.request.call(this, reqOpts, (err, body, res) => {
			this.metadata = body;
			callback(err, this.metadata, res);
		});
	}
	/**
	* Return the user's custom request interceptors.
	*/
	getRequestInterceptors() {
		const localInterceptors = this.interceptors.filter((interceptor) => typeof interceptor.request === "function").map((interceptor) => interceptor.request);
		return this.parent.getRequestInterceptors().concat(localInterceptors);
	}
	setMetadata(metadata, optionsOrCallback, cb) {
		var _a, _b;
		const [options, callback] = util$1.maybeOptionsOrCallback(optionsOrCallback, cb);
		const methodConfig = typeof this.methods.setMetadata === "object" && this.methods.setMetadata || {};
		const reqOpts = {
			method: "PATCH",
			uri: "",
			...methodConfig.reqOpts,
			json: {
				...(_a = methodConfig.reqOpts) === null || _a === void 0 ? void 0 : _a.json,
				...metadata
			},
			qs: {
				...(_b = methodConfig.reqOpts) === null || _b === void 0 ? void 0 : _b.qs,
				...options
			}
		};
		ServiceObject.prototype.request.call(this, reqOpts, (err, body, res) => {
			this.metadata = body;
			callback(err, this.metadata, res);
		});
	}
	request_(reqOpts, callback) {
		reqOpts = { ...reqOpts };
		if (this.projectId) reqOpts.projectId = this.projectId;
		const isAbsoluteUrl = reqOpts.uri.indexOf("http") === 0;
		const uriComponents = [
			this.baseUrl,
			this.id || "",
			reqOpts.uri
		];
		if (isAbsoluteUrl) uriComponents.splice(0, uriComponents.indexOf(reqOpts.uri));
		reqOpts.uri = uriComponents.filter((x) => x.trim()).map((uriComponent) => {
			return uriComponent.replace(/^\/*|\/*$/g, "");
		}).join("/");
		const childInterceptors = Array.isArray(reqOpts.interceptors_) ? reqOpts.interceptors_ : [];
		const localInterceptors = [].slice.call(this.interceptors);
		reqOpts.interceptors_ = childInterceptors.concat(localInterceptors);
		if (reqOpts.shouldReturnStream) return this.parent.requestStream(reqOpts);
		this.parent.request(reqOpts, callback);
	}
	request(reqOpts, callback) {
		this.request_(reqOpts, callback);
	}
	/**
	* Make an authenticated API request.
	*
	* @param {object} reqOpts - Request options that are passed to `request`.
	* @param {string} reqOpts.uri - A URI relative to the baseUrl.
	*/
	requestStream(reqOpts) {
		const opts = {
			...reqOpts,
			shouldReturnStream: true
		};
		return this.request_(opts);
	}
};
(0, import_src$1.promisifyAll)(ServiceObject, { exclude: ["getRequestInterceptors"] });

// node_modules/@google-cloud/paginator/build/src/resource-stream.js
var require_resource_stream = /* @__PURE__ */ __commonJSMin(((exports) => {
	/*!
	* Copyright 2019 Google Inc. All Rights Reserved.
	*
	* Licensed under the Apache License, Version 2.0 (the "License");
	* you may not use this file except in compliance with the License.
	* You may obtain a copy of the License at
	*
	*      http://www.apache.org/licenses/LICENSE-2.0
	*
	* Unless required by applicable law or agreed to in writing, software
	* distributed under the License is distributed on an "AS IS" BASIS,
	* WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
	* See the License for the specific language governing permissions and
	* limitations under the License.
	*/
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.ResourceStream = void 0;
	const stream_1 = __require("stream");
	var ResourceStream = class extends stream_1.Transform {
		_ended;
		_maxApiCalls;
		_nextQuery;
		_otherArgs;
		_reading;
		_requestFn;
		_requestsMade;
		_resultsToSend;
		constructor(args, requestFn) {
			const options = Object.assign({ objectMode: true }, args.streamOptions);
			super(options);
			this._ended = false;
			this._maxApiCalls = args.maxApiCalls === -1 ? Infinity : args.maxApiCalls;
			this._nextQuery = args.query;
			this._reading = false;
			this._requestFn = requestFn;
			this._requestsMade = 0;
			this._resultsToSend = args.maxResults === -1 ? Infinity : args.maxResults;
			this._otherArgs = [];
		}
		end(...args) {
			this._ended = true;
			return super.end(...args);
		}
		_read() {
			if (this._reading) return;
			this._reading = true;
			try {
				this._requestFn(this._nextQuery, (err, results, nextQuery, ...otherArgs) => {
					if (err) {
						this.destroy(err);
						return;
					}
					this._otherArgs = otherArgs;
					this._nextQuery = nextQuery;
					if (this._resultsToSend !== Infinity) {
						results = results.splice(0, this._resultsToSend);
						this._resultsToSend -= results.length;
					}
					let more = true;
					for (const result of results) {
						if (this._ended) break;
						more = this.push(result);
					}
					const isFinished = !this._nextQuery || this._resultsToSend < 1;
					const madeMaxCalls = ++this._requestsMade >= this._maxApiCalls;
					if (isFinished || madeMaxCalls) this.end();
					if (more && !this._ended) setImmediate(() => this._read());
					this._reading = false;
				});
			} catch (e) {
				this.destroy(e);
			}
		}
	};
	exports.ResourceStream = ResourceStream;
}));

// node_modules/@google-cloud/paginator/build/src/index.js
var require_src = /* @__PURE__ */ __commonJSMin(((exports) => {
	/*!
	* Copyright 2015 Google Inc. All Rights Reserved.
	*
	* Licensed under the Apache License, Version 2.0 (the "License");
	* you may not use this file except in compliance with the License.
	* You may obtain a copy of the License at
	*
	*      http://www.apache.org/licenses/LICENSE-2.0
	*
	* Unless required by applicable law or agreed to in writing, software
	* distributed under the License is distributed on an "AS IS" BASIS,
	* WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
	* See the License for the specific language governing permissions and
	* limitations under the License.
	*/
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.ResourceStream = exports.paginator = exports.Paginator = void 0;
	/*!
	* @module common/paginator
	*/
	const extend = require_extend();
	const resource_stream_1 = require_resource_stream();
	Object.defineProperty(exports, "ResourceStream", {
		enumerable: true,
		get: function() {
			return resource_stream_1.ResourceStream;
		}
	});
	/*! Developer Documentation
	*
	* paginator is used to auto-paginate `nextQuery` methods as well as
	* streamifying them.
	*
	* Before:
	*
	*   search.query('done=true', function(err, results, nextQuery) {
	*     search.query(nextQuery, function(err, results, nextQuery) {});
	*   });
	*
	* After:
	*
	*   search.query('done=true', function(err, results) {});
	*
	* Methods to extend should be written to accept callbacks and return a
	* `nextQuery`.
	*/
	var Paginator = class {
		/**
		* Cache the original method, then overwrite it on the Class's prototype.
		*
		* @param {function} Class - The parent class of the methods to extend.
		* @param {string|string[]} methodNames - Name(s) of the methods to extend.
		*/
		extend(Class, methodNames) {
			if (typeof methodNames === "string") methodNames = [methodNames];
			methodNames.forEach((methodName) => {
				const originalMethod = Class.prototype[methodName];
				Class.prototype[methodName + "_"] = originalMethod;
				Class.prototype[methodName] = function(...args) {
					const parsedArguments = paginator.parseArguments_(args);
					return paginator.run_(parsedArguments, originalMethod.bind(this));
				};
			});
		}
		/**
		* Wraps paginated API calls in a readable object stream.
		*
		* This method simply calls the nextQuery recursively, emitting results to a
		* stream. The stream ends when `nextQuery` is null.
		*
		* `maxResults` will act as a cap for how many results are fetched and emitted
		* to the stream.
		*
		* @param {string} methodName - Name of the method to streamify.
		* @return {function} - Wrapped function.
		*/
		streamify(methodName) {
			return function(...args) {
				const parsedArguments = paginator.parseArguments_(args);
				const originalMethod = this[methodName + "_"] || this[methodName];
				return paginator.runAsStream_(parsedArguments, originalMethod.bind(this));
			};
		}
		/**
		* Parse a pseudo-array `arguments` for a query and callback.
		*
		* @param {array} args - The original `arguments` pseduo-array that the original
		*     method received.
		*/
		parseArguments_(args) {
			let query;
			let autoPaginate = true;
			let maxApiCalls = -1;
			let maxResults = -1;
			let callback;
			const firstArgument = args[0];
			const lastArgument = args[args.length - 1];
			if (typeof firstArgument === "function") callback = firstArgument;
			else query = firstArgument;
			if (typeof lastArgument === "function") callback = lastArgument;
			if (typeof query === "object") {
				query = extend(true, {}, query);
				if (query.maxResults && typeof query.maxResults === "number") maxResults = query.maxResults;
				else if (typeof query.pageSize === "number") maxResults = query.pageSize;
				if (query.maxApiCalls && typeof query.maxApiCalls === "number") {
					maxApiCalls = query.maxApiCalls;
					delete query.maxApiCalls;
				}
				if (maxResults !== -1 || query.autoPaginate === false) autoPaginate = false;
			}
			const parsedArguments = {
				query: query || {},
				autoPaginate,
				maxApiCalls,
				maxResults,
				callback
			};
			parsedArguments.streamOptions = extend(true, {}, parsedArguments.query);
			delete parsedArguments.streamOptions.autoPaginate;
			delete parsedArguments.streamOptions.maxResults;
			delete parsedArguments.streamOptions.pageSize;
			return parsedArguments;
		}
		/**
		* This simply checks to see if `autoPaginate` is set or not, if it's true
		* then we buffer all results, otherwise simply call the original method.
		*
		* @param {array} parsedArguments - Parsed arguments from the original method
		*     call.
		* @param {object=|string=} parsedArguments.query - Query object. This is most
		*     commonly an object, but to make the API more simple, it can also be a
		*     string in some places.
		* @param {function=} parsedArguments.callback - Callback function.
		* @param {boolean} parsedArguments.autoPaginate - Auto-pagination enabled.
		* @param {boolean} parsedArguments.maxApiCalls - Maximum API calls to make.
		* @param {number} parsedArguments.maxResults - Maximum results to return.
		* @param {function} originalMethod - The cached method that accepts a callback
		*     and returns `nextQuery` to receive more results.
		*/
		run_(parsedArguments, originalMethod) {
			const query = parsedArguments.query;
			const callback = parsedArguments.callback;
			if (!parsedArguments.autoPaginate) return originalMethod(query, callback);
			const results = new Array();
			let otherArgs = [];
			const promise = new Promise((resolve, reject) => {
				const stream = paginator.runAsStream_(parsedArguments, originalMethod);
				stream.on("error", reject).on("data", (data) => results.push(data)).on("end", () => {
					otherArgs = stream._otherArgs || [];
					resolve(results);
				});
			});
			if (!callback) return promise.then((results) => [
				results,
				query,
				...otherArgs
			]);
			promise.then((results) => callback(null, results, query, ...otherArgs), (err) => callback(err));
		}
		/**
		* This method simply calls the nextQuery recursively, emitting results to a
		* stream. The stream ends when `nextQuery` is null.
		*
		* `maxResults` will act as a cap for how many results are fetched and emitted
		* to the stream.
		*
		* @param {object=|string=} parsedArguments.query - Query object. This is most
		*     commonly an object, but to make the API more simple, it can also be a
		*     string in some places.
		* @param {function=} parsedArguments.callback - Callback function.
		* @param {boolean} parsedArguments.autoPaginate - Auto-pagination enabled.
		* @param {boolean} parsedArguments.maxApiCalls - Maximum API calls to make.
		* @param {number} parsedArguments.maxResults - Maximum results to return.
		* @param {function} originalMethod - The cached method that accepts a callback
		*     and returns `nextQuery` to receive more results.
		* @return {stream} - Readable object stream.
		*/
		runAsStream_(parsedArguments, originalMethod) {
			return new resource_stream_1.ResourceStream(parsedArguments, originalMethod);
		}
	};
	exports.Paginator = Paginator;
	const paginator = new Paginator();
	exports.paginator = paginator;
}));

// node_modules/retry/lib/retry_operation.js
var require_retry_operation = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	function RetryOperation(timeouts, options) {
		if (typeof options === "boolean") options = { forever: options };
		this._originalTimeouts = JSON.parse(JSON.stringify(timeouts));
		this._timeouts = timeouts;
		this._options = options || {};
		this._maxRetryTime = options && options.maxRetryTime || Infinity;
		this._fn = null;
		this._errors = [];
		this._attempts = 1;
		this._operationTimeout = null;
		this._operationTimeoutCb = null;
		this._timeout = null;
		this._operationStart = null;
		this._timer = null;
		if (this._options.forever) this._cachedTimeouts = this._timeouts.slice(0);
	}
	module.exports = RetryOperation;
	RetryOperation.prototype.reset = function() {
		this._attempts = 1;
		this._timeouts = this._originalTimeouts.slice(0);
	};
	RetryOperation.prototype.stop = function() {
		if (this._timeout) clearTimeout(this._timeout);
		if (this._timer) clearTimeout(this._timer);
		this._timeouts = [];
		this._cachedTimeouts = null;
	};
	RetryOperation.prototype.retry = function(err) {
		if (this._timeout) clearTimeout(this._timeout);
		if (!err) return false;
		var currentTime = (/* @__PURE__ */ new Date()).getTime();
		if (err && currentTime - this._operationStart >= this._maxRetryTime) {
			this._errors.push(err);
			this._errors.unshift(/* @__PURE__ */ new Error("RetryOperation timeout occurred"));
			return false;
		}
		this._errors.push(err);
		var timeout = this._timeouts.shift();
		if (timeout === void 0) {
			if (this._cachedTimeouts) {
				this._errors.splice(0, this._errors.length - 1);
				timeout = this._cachedTimeouts.slice(-1);
			} else return false;
		}
		var self = this;
		this._timer = setTimeout(function() {
			self._attempts++;
			if (self._operationTimeoutCb) {
				self._timeout = setTimeout(function() {
					self._operationTimeoutCb(self._attempts);
				}, self._operationTimeout);
				if (self._options.unref) self._timeout.unref();
			}
			self._fn(self._attempts);
		}, timeout);
		if (this._options.unref) this._timer.unref();
		return true;
	};
	RetryOperation.prototype.attempt = function(fn, timeoutOps) {
		this._fn = fn;
		if (timeoutOps) {
			if (timeoutOps.timeout) this._operationTimeout = timeoutOps.timeout;
			if (timeoutOps.cb) this._operationTimeoutCb = timeoutOps.cb;
		}
		var self = this;
		if (this._operationTimeoutCb) this._timeout = setTimeout(function() {
			self._operationTimeoutCb();
		}, self._operationTimeout);
		this._operationStart = (/* @__PURE__ */ new Date()).getTime();
		this._fn(this._attempts);
	};
	RetryOperation.prototype.try = function(fn) {
		console.log("Using RetryOperation.try() is deprecated");
		this.attempt(fn);
	};
	RetryOperation.prototype.start = function(fn) {
		console.log("Using RetryOperation.start() is deprecated");
		this.attempt(fn);
	};
	RetryOperation.prototype.start = RetryOperation.prototype.try;
	RetryOperation.prototype.errors = function() {
		return this._errors;
	};
	RetryOperation.prototype.attempts = function() {
		return this._attempts;
	};
	RetryOperation.prototype.mainError = function() {
		if (this._errors.length === 0) return null;
		var counts = {};
		var mainError = null;
		var mainErrorCount = 0;
		for (var i = 0; i < this._errors.length; i++) {
			var error = this._errors[i];
			var message = error.message;
			var count = (counts[message] || 0) + 1;
			counts[message] = count;
			if (count >= mainErrorCount) {
				mainError = error;
				mainErrorCount = count;
			}
		}
		return mainError;
	};
}));

// node_modules/retry/lib/retry.js
var require_retry$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	var RetryOperation = require_retry_operation();
	exports.operation = function(options) {
		return new RetryOperation(exports.timeouts(options), {
			forever: options && (options.forever || options.retries === Infinity),
			unref: options && options.unref,
			maxRetryTime: options && options.maxRetryTime
		});
	};
	exports.timeouts = function(options) {
		if (options instanceof Array) return [].concat(options);
		var opts = {
			retries: 10,
			factor: 2,
			minTimeout: 1e3,
			maxTimeout: Infinity,
			randomize: false
		};
		for (var key in options) opts[key] = options[key];
		if (opts.minTimeout > opts.maxTimeout) throw new Error("minTimeout is greater than maxTimeout");
		var timeouts = [];
		for (var i = 0; i < opts.retries; i++) timeouts.push(this.createTimeout(i, opts));
		if (options && options.forever && !timeouts.length) timeouts.push(this.createTimeout(i, opts));
		timeouts.sort(function(a, b) {
			return a - b;
		});
		return timeouts;
	};
	exports.createTimeout = function(attempt, opts) {
		var random = opts.randomize ? Math.random() + 1 : 1;
		var timeout = Math.round(random * Math.max(opts.minTimeout, 1) * Math.pow(opts.factor, attempt));
		timeout = Math.min(timeout, opts.maxTimeout);
		return timeout;
	};
	exports.wrap = function(obj, options, methods) {
		if (options instanceof Array) {
			methods = options;
			options = null;
		}
		if (!methods) {
			methods = [];
			for (var key in obj) if (typeof obj[key] === "function") methods.push(key);
		}
		for (var i = 0; i < methods.length; i++) {
			var method = methods[i];
			var original = obj[method];
			obj[method] = function retryWrapper(original) {
				var op = exports.operation(options);
				var args = Array.prototype.slice.call(arguments, 1);
				var callback = args.pop();
				args.push(function(err) {
					if (op.retry(err)) return;
					if (err) arguments[0] = op.mainError();
					callback.apply(this, arguments);
				});
				op.attempt(function() {
					original.apply(obj, args);
				});
			}.bind(obj, original);
			obj[method].options = options;
		}
	};
}));

// node_modules/retry/index.js
var require_retry = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = require_retry$1();
}));

// node_modules/async-retry/lib/index.js
var require_lib = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var retrier = require_retry();
	function retry(fn, opts) {
		function run(resolve, reject) {
			var options = opts || {};
			var op;
			if (!("randomize" in options)) options.randomize = true;
			op = retrier.operation(options);
			function bail(err) {
				reject(err || /* @__PURE__ */ new Error("Aborted"));
			}
			function onError(err, num) {
				if (err.bail) {
					bail(err);
					return;
				}
				if (!op.retry(err)) reject(op.mainError());
				else if (options.onRetry) options.onRetry(err, num);
			}
			function runAttempt(num) {
				var val;
				try {
					val = fn(bail, num);
				} catch (err) {
					onError(err, num);
					return;
				}
				Promise.resolve(val).then(resolve).catch(function catchIt(err) {
					onError(err, num);
				});
			}
			op.attempt(runAttempt);
		}
		return new Promise(run);
	}
	module.exports = retry;
}));

// node_modules/@google-cloud/storage/build/esm/src/acl.js
var import_src = require_src();
var import_lib = /* @__PURE__ */ __toESM(require_lib(), 1);
/**
* Attach functionality to a {@link Storage.acl} instance. This will add an
* object for each role group (owners, readers, and writers), with each object
* containing methods to add or delete a type of entity.
*
* As an example, here are a few methods that are created.
*
*   myBucket.acl.readers.deleteGroup('groupId', function(err) {});
*
*   myBucket.acl.owners.addUser('email@example.com', function(err, acl) {});
*
*   myBucket.acl.writers.addDomain('example.com', function(err, acl) {});
*
* @private
*/
var AclRoleAccessorMethods = class AclRoleAccessorMethods {
	constructor() {
		this.owners = {};
		this.readers = {};
		this.writers = {};
		/**
		* An object of convenience methods to add or delete owner ACL permissions
		* for a given entity.
		*
		* The supported methods include:
		*
		*   - `myFile.acl.owners.addAllAuthenticatedUsers`
		*   - `myFile.acl.owners.deleteAllAuthenticatedUsers`
		*   - `myFile.acl.owners.addAllUsers`
		*   - `myFile.acl.owners.deleteAllUsers`
		*   - `myFile.acl.owners.addDomain`
		*   - `myFile.acl.owners.deleteDomain`
		*   - `myFile.acl.owners.addGroup`
		*   - `myFile.acl.owners.deleteGroup`
		*   - `myFile.acl.owners.addProject`
		*   - `myFile.acl.owners.deleteProject`
		*   - `myFile.acl.owners.addUser`
		*   - `myFile.acl.owners.deleteUser`
		*
		* @name Acl#owners
		*
		* @example
		* ```
		* const storage = require('@google-cloud/storage')();
		* const myBucket = storage.bucket('my-bucket');
		* const myFile = myBucket.file('my-file');
		*
		* //-
		* // Add a user as an owner of a file.
		* //-
		* const myBucket = gcs.bucket('my-bucket');
		* const myFile = myBucket.file('my-file');
		* myFile.acl.owners.addUser('email@example.com', function(err, aclObject)
		* {});
		*
		* //-
		* // For reference, the above command is the same as running the following.
		* //-
		* myFile.acl.add({
		*   entity: 'user-email@example.com',
		*   role: gcs.acl.OWNER_ROLE
		* }, function(err, aclObject) {});
		*
		* //-
		* // If the callback is omitted, we'll return a Promise.
		* //-
		* myFile.acl.owners.addUser('email@example.com').then(function(data) {
		*   const aclObject = data[0];
		*   const apiResponse = data[1];
		* });
		* ```
		*/
		this.owners = {};
		/**
		* An object of convenience methods to add or delete reader ACL permissions
		* for a given entity.
		*
		* The supported methods include:
		*
		*   - `myFile.acl.readers.addAllAuthenticatedUsers`
		*   - `myFile.acl.readers.deleteAllAuthenticatedUsers`
		*   - `myFile.acl.readers.addAllUsers`
		*   - `myFile.acl.readers.deleteAllUsers`
		*   - `myFile.acl.readers.addDomain`
		*   - `myFile.acl.readers.deleteDomain`
		*   - `myFile.acl.readers.addGroup`
		*   - `myFile.acl.readers.deleteGroup`
		*   - `myFile.acl.readers.addProject`
		*   - `myFile.acl.readers.deleteProject`
		*   - `myFile.acl.readers.addUser`
		*   - `myFile.acl.readers.deleteUser`
		*
		* @name Acl#readers
		*
		* @example
		* ```
		* const storage = require('@google-cloud/storage')();
		* const myBucket = storage.bucket('my-bucket');
		* const myFile = myBucket.file('my-file');
		*
		* //-
		* // Add a user as a reader of a file.
		* //-
		* myFile.acl.readers.addUser('email@example.com', function(err, aclObject)
		* {});
		*
		* //-
		* // For reference, the above command is the same as running the following.
		* //-
		* myFile.acl.add({
		*   entity: 'user-email@example.com',
		*   role: gcs.acl.READER_ROLE
		* }, function(err, aclObject) {});
		*
		* //-
		* // If the callback is omitted, we'll return a Promise.
		* //-
		* myFile.acl.readers.addUser('email@example.com').then(function(data) {
		*   const aclObject = data[0];
		*   const apiResponse = data[1];
		* });
		* ```
		*/
		this.readers = {};
		/**
		* An object of convenience methods to add or delete writer ACL permissions
		* for a given entity.
		*
		* The supported methods include:
		*
		*   - `myFile.acl.writers.addAllAuthenticatedUsers`
		*   - `myFile.acl.writers.deleteAllAuthenticatedUsers`
		*   - `myFile.acl.writers.addAllUsers`
		*   - `myFile.acl.writers.deleteAllUsers`
		*   - `myFile.acl.writers.addDomain`
		*   - `myFile.acl.writers.deleteDomain`
		*   - `myFile.acl.writers.addGroup`
		*   - `myFile.acl.writers.deleteGroup`
		*   - `myFile.acl.writers.addProject`
		*   - `myFile.acl.writers.deleteProject`
		*   - `myFile.acl.writers.addUser`
		*   - `myFile.acl.writers.deleteUser`
		*
		* @name Acl#writers
		*
		* @example
		* ```
		* const storage = require('@google-cloud/storage')();
		* const myBucket = storage.bucket('my-bucket');
		* const myFile = myBucket.file('my-file');
		*
		* //-
		* // Add a user as a writer of a file.
		* //-
		* myFile.acl.writers.addUser('email@example.com', function(err, aclObject)
		* {});
		*
		* //-
		* // For reference, the above command is the same as running the following.
		* //-
		* myFile.acl.add({
		*   entity: 'user-email@example.com',
		*   role: gcs.acl.WRITER_ROLE
		* }, function(err, aclObject) {});
		*
		* //-
		* // If the callback is omitted, we'll return a Promise.
		* //-
		* myFile.acl.writers.addUser('email@example.com').then(function(data) {
		*   const aclObject = data[0];
		*   const apiResponse = data[1];
		* });
		* ```
		*/
		this.writers = {};
		AclRoleAccessorMethods.roles.forEach(this._assignAccessMethods.bind(this));
	}
	_assignAccessMethods(role) {
		const accessMethods = AclRoleAccessorMethods.accessMethods;
		const entities = AclRoleAccessorMethods.entities;
		const roleGroup = role.toLowerCase() + "s";
		this[roleGroup] = entities.reduce((acc, entity) => {
			const isPrefix = entity.charAt(entity.length - 1) === "-";
			accessMethods.forEach((accessMethod) => {
				let method = accessMethod + entity[0].toUpperCase() + entity.substring(1);
				if (isPrefix) method = method.replace("-", "");
				acc[method] = (entityId, options, callback) => {
					let apiEntity;
					if (typeof options === "function") {
						callback = options;
						options = {};
					}
					if (isPrefix) apiEntity = entity + entityId;
					else {
						apiEntity = entity;
						callback = entityId;
					}
					options = Object.assign({
						entity: apiEntity,
						role
					}, options);
					const args = [options];
					if (typeof callback === "function") args.push(callback);
					return this[accessMethod].apply(this, args);
				};
			});
			return acc;
		}, {});
	}
};
AclRoleAccessorMethods.accessMethods = ["add", "delete"];
AclRoleAccessorMethods.entities = [
	"allAuthenticatedUsers",
	"allUsers",
	"domain-",
	"group-",
	"project-",
	"user-"
];
AclRoleAccessorMethods.roles = [
	"OWNER",
	"READER",
	"WRITER"
];
/**
* Cloud Storage uses access control lists (ACLs) to manage object and
* bucket access. ACLs are the mechanism you use to share objects with other
* users and allow other users to access your buckets and objects.
*
* An ACL consists of one or more entries, where each entry grants permissions
* to an entity. Permissions define the actions that can be performed against an
* object or bucket (for example, `READ` or `WRITE`); the entity defines who the
* permission applies to (for example, a specific user or group of users).
*
* Where an `entity` value is accepted, we follow the format the Cloud Storage
* API expects.
*
* Refer to
* https://cloud.google.com/storage/docs/json_api/v1/defaultObjectAccessControls
* for the most up-to-date values.
*
*   - `user-userId`
*   - `user-email`
*   - `group-groupId`
*   - `group-email`
*   - `domain-domain`
*   - `project-team-projectId`
*   - `allUsers`
*   - `allAuthenticatedUsers`
*
* Examples:
*
*   - The user "liz@example.com" would be `user-liz@example.com`.
*   - The group "example@googlegroups.com" would be
*     `group-example@googlegroups.com`.
*   - To refer to all members of the Google Apps for Business domain
*     "example.com", the entity would be `domain-example.com`.
*
* For more detailed information, see
* {@link http://goo.gl/6qBBPO| About Access Control Lists}.
*
* @constructor Acl
* @mixin
* @param {object} options Configuration options.
*/
var Acl = class extends AclRoleAccessorMethods {
	constructor(options) {
		super();
		this.pathPrefix = options.pathPrefix;
		this.request_ = options.request;
	}
	/**
	* @typedef {array} AddAclResponse
	* @property {object} 0 The Acl Objects.
	* @property {object} 1 The full API response.
	*/
	/**
	* @callback AddAclCallback
	* @param {?Error} err Request error, if any.
	* @param {object} acl The Acl Objects.
	* @param {object} apiResponse The full API response.
	*/
	/**
	* Add access controls on a {@link Bucket} or {@link File}.
	*
	* See {@link https://cloud.google.com/storage/docs/json_api/v1/bucketAccessControls/insert| BucketAccessControls: insert API Documentation}
	* See {@link https://cloud.google.com/storage/docs/json_api/v1/objectAccessControls/insert| ObjectAccessControls: insert API Documentation}
	*
	* @param {object} options Configuration options.
	* @param {string} options.entity Whose permissions will be added.
	* @param {string} options.role Permissions allowed for the defined entity.
	*     See {@link https://cloud.google.com/storage/docs/access-control Access
	* Control}.
	* @param {number} [options.generation] **File Objects Only** Select a specific
	*     revision of this file (as opposed to the latest version, the default).
	* @param {string} [options.userProject] The ID of the project which will be
	*     billed for the request.
	* @param {AddAclCallback} [callback] Callback function.
	* @returns {Promise<AddAclResponse>}
	*
	* @example
	* ```
	* const storage = require('@google-cloud/storage')();
	* const myBucket = storage.bucket('my-bucket');
	* const myFile = myBucket.file('my-file');
	*
	* const options = {
	*   entity: 'user-useremail@example.com',
	*   role: gcs.acl.OWNER_ROLE
	* };
	*
	* myBucket.acl.add(options, function(err, aclObject, apiResponse) {});
	*
	* //-
	* // For file ACL operations, you can also specify a `generation` property.
	* // Here is how you would grant ownership permissions to a user on a
	* specific
	* // revision of a file.
	* //-
	* myFile.acl.add({
	*   entity: 'user-useremail@example.com',
	*   role: gcs.acl.OWNER_ROLE,
	*   generation: 1
	* }, function(err, aclObject, apiResponse) {});
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* myBucket.acl.add(options).then(function(data) {
	*   const aclObject = data[0];
	*   const apiResponse = data[1];
	* });
	*
	* ```
	* @example <caption>include:samples/acl.js</caption>
	* region_tag:storage_add_file_owner
	* Example of adding an owner to a file:
	*
	* @example <caption>include:samples/acl.js</caption>
	* region_tag:storage_add_bucket_owner
	* Example of adding an owner to a bucket:
	*
	* @example <caption>include:samples/acl.js</caption>
	* region_tag:storage_add_bucket_default_owner
	* Example of adding a default owner to a bucket:
	*/
	add(options, callback) {
		const query = {};
		if (options.generation) query.generation = options.generation;
		if (options.userProject) query.userProject = options.userProject;
		this.request({
			method: "POST",
			uri: "",
			qs: query,
			maxRetries: 0,
			json: {
				entity: options.entity,
				role: options.role.toUpperCase()
			}
		}, (err, resp) => {
			if (err) {
				callback(err, null, resp);
				return;
			}
			callback(null, this.makeAclObject_(resp), resp);
		});
	}
	/**
	* @typedef {array} RemoveAclResponse
	* @property {object} 0 The full API response.
	*/
	/**
	* @callback RemoveAclCallback
	* @param {?Error} err Request error, if any.
	* @param {object} apiResponse The full API response.
	*/
	/**
	* Delete access controls on a {@link Bucket} or {@link File}.
	*
	* See {@link https://cloud.google.com/storage/docs/json_api/v1/bucketAccessControls/delete| BucketAccessControls: delete API Documentation}
	* See {@link https://cloud.google.com/storage/docs/json_api/v1/objectAccessControls/delete| ObjectAccessControls: delete API Documentation}
	*
	* @param {object} options Configuration object.
	* @param {string} options.entity Whose permissions will be revoked.
	* @param {int} [options.generation] **File Objects Only** Select a specific
	*     revision of this file (as opposed to the latest version, the default).
	* @param {string} [options.userProject] The ID of the project which will be
	*     billed for the request.
	* @param {RemoveAclCallback} callback The callback function.
	* @returns {Promise<RemoveAclResponse>}
	*
	* @example
	* ```
	* const storage = require('@google-cloud/storage')();
	* const myBucket = storage.bucket('my-bucket');
	* const myFile = myBucket.file('my-file');
	*
	* myBucket.acl.delete({
	*   entity: 'user-useremail@example.com'
	* }, function(err, apiResponse) {});
	*
	* //-
	* // For file ACL operations, you can also specify a `generation` property.
	* //-
	* myFile.acl.delete({
	*   entity: 'user-useremail@example.com',
	*   generation: 1
	* }, function(err, apiResponse) {});
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* myFile.acl.delete().then(function(data) {
	*   const apiResponse = data[0];
	* });
	*
	* ```
	* @example <caption>include:samples/acl.js</caption>
	* region_tag:storage_remove_bucket_owner
	* Example of removing an owner from a bucket:
	*
	* @example <caption>include:samples/acl.js</caption>
	* region_tag:storage_remove_bucket_default_owner
	* Example of removing a default owner from a bucket:
	*
	* @example <caption>include:samples/acl.js</caption>
	* region_tag:storage_remove_file_owner
	* Example of removing an owner from a bucket:
	*/
	delete(options, callback) {
		const query = {};
		if (options.generation) query.generation = options.generation;
		if (options.userProject) query.userProject = options.userProject;
		this.request({
			method: "DELETE",
			uri: "/" + encodeURIComponent(options.entity),
			qs: query
		}, (err, resp) => {
			callback(err, resp);
		});
	}
	/**
	* @typedef {array} GetAclResponse
	* @property {object|object[]} 0 Single or array of Acl Objects.
	* @property {object} 1 The full API response.
	*/
	/**
	* @callback GetAclCallback
	* @param {?Error} err Request error, if any.
	* @param {object|object[]} acl Single or array of Acl Objects.
	* @param {object} apiResponse The full API response.
	*/
	/**
	* Get access controls on a {@link Bucket} or {@link File}. If
	* an entity is omitted, you will receive an array of all applicable access
	* controls.
	*
	* See {@link https://cloud.google.com/storage/docs/json_api/v1/bucketAccessControls/get| BucketAccessControls: get API Documentation}
	* See {@link https://cloud.google.com/storage/docs/json_api/v1/objectAccessControls/get| ObjectAccessControls: get API Documentation}
	*
	* @param {object|function} [options] Configuration options. If you want to
	*     receive a list of all access controls, pass the callback function as
	* the only argument.
	* @param {string} options.entity Whose permissions will be fetched.
	* @param {number} [options.generation] **File Objects Only** Select a specific
	*     revision of this file (as opposed to the latest version, the default).
	* @param {string} [options.userProject] The ID of the project which will be
	*     billed for the request.
	* @param {GetAclCallback} [callback] Callback function.
	* @returns {Promise<GetAclResponse>}
	*
	* @example
	* ```
	* const storage = require('@google-cloud/storage')();
	* const myBucket = storage.bucket('my-bucket');
	* const myFile = myBucket.file('my-file');
	*
	* myBucket.acl.get({
	*   entity: 'user-useremail@example.com'
	* }, function(err, aclObject, apiResponse) {});
	*
	* //-
	* // Get all access controls.
	* //-
	* myBucket.acl.get(function(err, aclObjects, apiResponse) {
	*   // aclObjects = [
	*   //   {
	*   //     entity: 'user-useremail@example.com',
	*   //     role: 'owner'
	*   //   }
	*   // ]
	* });
	*
	* //-
	* // For file ACL operations, you can also specify a `generation` property.
	* //-
	* myFile.acl.get({
	*   entity: 'user-useremail@example.com',
	*   generation: 1
	* }, function(err, aclObject, apiResponse) {});
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* myBucket.acl.get().then(function(data) {
	*   const aclObject = data[0];
	*   const apiResponse = data[1];
	* });
	*
	* ```
	* @example <caption>include:samples/acl.js</caption>
	* region_tag:storage_print_file_acl
	* Example of printing a file's ACL:
	*
	* @example <caption>include:samples/acl.js</caption>
	* region_tag:storage_print_file_acl_for_user
	* Example of printing a file's ACL for a specific user:
	*
	* @example <caption>include:samples/acl.js</caption>
	* region_tag:storage_print_bucket_acl
	* Example of printing a bucket's ACL:
	*
	* @example <caption>include:samples/acl.js</caption>
	* region_tag:storage_print_bucket_acl_for_user
	* Example of printing a bucket's ACL for a specific user:
	*/
	get(optionsOrCallback, cb) {
		const options = typeof optionsOrCallback === "object" ? optionsOrCallback : null;
		const callback = typeof optionsOrCallback === "function" ? optionsOrCallback : cb;
		let path = "";
		const query = {};
		if (options) {
			path = "/" + encodeURIComponent(options.entity);
			if (options.generation) query.generation = options.generation;
			if (options.userProject) query.userProject = options.userProject;
		}
		this.request({
			uri: path,
			qs: query
		}, (err, resp) => {
			if (err) {
				callback(err, null, resp);
				return;
			}
			let results;
			if (resp.items) results = resp.items.map(this.makeAclObject_);
			else results = this.makeAclObject_(resp);
			callback(null, results, resp);
		});
	}
	/**
	* @typedef {array} UpdateAclResponse
	* @property {object} 0 The updated Acl Objects.
	* @property {object} 1 The full API response.
	*/
	/**
	* @callback UpdateAclCallback
	* @param {?Error} err Request error, if any.
	* @param {object} acl The updated Acl Objects.
	* @param {object} apiResponse The full API response.
	*/
	/**
	* Update access controls on a {@link Bucket} or {@link File}.
	*
	* See {@link https://cloud.google.com/storage/docs/json_api/v1/bucketAccessControls/update| BucketAccessControls: update API Documentation}
	* See {@link https://cloud.google.com/storage/docs/json_api/v1/objectAccessControls/update| ObjectAccessControls: update API Documentation}
	*
	* @param {object} options Configuration options.
	* @param {string} options.entity Whose permissions will be updated.
	* @param {string} options.role Permissions allowed for the defined entity.
	*     See {@link Storage.acl}.
	* @param {number} [options.generation] **File Objects Only** Select a specific
	*     revision of this file (as opposed to the latest version, the default).
	* @param {string} [options.userProject] The ID of the project which will be
	*     billed for the request.
	* @param {UpdateAclCallback} [callback] Callback function.
	* @returns {Promise<UpdateAclResponse>}
	*
	* @example
	* ```
	* const storage = require('@google-cloud/storage')();
	* const myBucket = storage.bucket('my-bucket');
	* const myFile = myBucket.file('my-file');
	*
	* const options = {
	*   entity: 'user-useremail@example.com',
	*   role: gcs.acl.WRITER_ROLE
	* };
	*
	* myBucket.acl.update(options, function(err, aclObject, apiResponse) {});
	*
	* //-
	* // For file ACL operations, you can also specify a `generation` property.
	* //-
	* myFile.acl.update({
	*   entity: 'user-useremail@example.com',
	*   role: gcs.acl.WRITER_ROLE,
	*   generation: 1
	* }, function(err, aclObject, apiResponse) {});
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* myFile.acl.update(options).then(function(data) {
	*   const aclObject = data[0];
	*   const apiResponse = data[1];
	* });
	* ```
	*/
	update(options, callback) {
		const query = {};
		if (options.generation) query.generation = options.generation;
		if (options.userProject) query.userProject = options.userProject;
		this.request({
			method: "PUT",
			uri: "/" + encodeURIComponent(options.entity),
			qs: query,
			json: { role: options.role.toUpperCase() }
		}, (err, resp) => {
			if (err) {
				callback(err, null, resp);
				return;
			}
			callback(null, this.makeAclObject_(resp), resp);
		});
	}
	/**
	* Transform API responses to a consistent object format.
	*
	* @private
	*/
	makeAclObject_(accessControlObject) {
		const obj = {
			entity: accessControlObject.entity,
			role: accessControlObject.role
		};
		if (accessControlObject.projectTeam) obj.projectTeam = accessControlObject.projectTeam;
		return obj;
	}
	/**
	* Patch requests up to the bucket's request object.
	*
	* @private
	*
	* @param {string} method Action.
	* @param {string} path Request path.
	* @param {*} query Request query object.
	* @param {*} body Request body contents.
	* @param {function} callback Callback function.
	*/
	request(reqOpts, callback) {
		reqOpts.uri = this.pathPrefix + reqOpts.uri;
		this.request_(reqOpts, callback);
	}
};
/*! Developer Documentation
*
* All async methods (except for streams) will return a Promise in the event
* that a callback is omitted.
*/
(0, import_src$1.promisifyAll)(Acl, { exclude: ["request"] });

// node_modules/@google-cloud/storage/node_modules/gaxios/package.json
var require_package = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = {
		"name": "gaxios",
		"version": "7.3.1",
		"description": "A simple common HTTP client specifically for Google APIs and services.",
		"main": "build/cjs/src/index.js",
		"types": "build/cjs/src/index.d.ts",
		"files": ["build/"],
		"exports": { ".": {
			"import": {
				"types": "./build/esm/src/index.d.ts",
				"default": "./build/esm/src/index.js"
			},
			"require": {
				"types": "./build/cjs/src/index.d.ts",
				"default": "./build/cjs/src/index.js"
			}
		} },
		"scripts": {
			"lint": "gts check --no-inline-config",
			"test": "c8 mocha build/esm/test",
			"presystem-test": "npm run compile",
			"system-test": "mocha build/esm/system-test --timeout 80000",
			"compile": "tsc -b ./tsconfig.json ./tsconfig.cjs.json && node utils/enable-esm.mjs",
			"fix": "gts fix",
			"prepare": "npm run compile",
			"pretest": "npm run compile",
			"webpack": "webpack",
			"prebrowser-test": "npm run compile",
			"browser-test": "node build/browser-test/browser-test-runner.js",
			"docs": "jsdoc -c .jsdoc.js",
			"samples-test": "cd samples/ && npm link ../ && npm test && cd ../",
			"prelint": "cd samples; npm link ../; npm install",
			"clean": "gts clean"
		},
		"repository": {
			"type": "git",
			"directory": "core/packages/gaxios",
			"url": "https://github.com/googleapis/google-cloud-node.git"
		},
		"keywords": ["google"],
		"engines": { "node": ">=18" },
		"author": "Google, LLC",
		"license": "Apache-2.0",
		"devDependencies": {
			"@babel/plugin-proposal-private-methods": "^7.18.6",
			"@types/cors": "^2.8.6",
			"@types/express": "^5.0.0",
			"@types/extend": "^3.0.1",
			"@types/mocha": "^10.0.10",
			"@types/multiparty": "4.2.1",
			"@types/mv": "^2.1.0",
			"@types/ncp": "^2.0.8",
			"@types/node": "^24.0.0",
			"@types/sinon": "^21.0.0",
			"@types/tmp": "^0.2.6",
			"assert": "^2.0.0",
			"browserify": "^17.0.0",
			"c8": "^10.1.3",
			"cors": "^2.8.5",
			"express": "^5.0.0",
			"gts": "^6.0.2",
			"is-docker": "^3.0.0",
			"jsdoc": "^4.0.4",
			"jsdoc-fresh": "^5.0.0",
			"jsdoc-region-tag": "^4.0.0",
			"karma": "^6.0.0",
			"karma-chrome-launcher": "^3.0.0",
			"karma-coverage": "^2.0.0",
			"karma-firefox-launcher": "^2.0.0",
			"karma-mocha": "^2.0.0",
			"karma-remap-coverage": "^0.1.5",
			"karma-sourcemap-loader": "^0.4.0",
			"karma-webpack": "^5.0.0",
			"mocha": "^11.1.0",
			"multiparty": "^4.2.1",
			"mv": "^2.1.1",
			"ncp": "^2.0.0",
			"nock": "14.0.5",
			"null-loader": "^4.0.1",
			"pack-n-play": "^4.0.0",
			"puppeteer": "^24.0.0",
			"sinon": "21.0.3",
			"stream-browserify": "^3.0.0",
			"tmp": "0.2.7",
			"ts-loader": "^9.5.2",
			"typescript": "5.8.3",
			"undici-types": "^7.24.1",
			"webpack": "^5.97.1",
			"webpack-cli": "^6.0.1"
		},
		"dependencies": {
			"extend": "^3.0.2",
			"https-proxy-agent": "^7.0.1",
			"node-fetch": "^3.3.2"
		},
		"homepage": "https://github.com/googleapis/google-cloud-node/tree/main/core/packages/gaxios"
	};
}));

// node_modules/@google-cloud/storage/node_modules/gaxios/build/esm/src/util.cjs
var require_util = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const pkg = require_package();
	module.exports = { pkg };
}));

// node_modules/@google-cloud/storage/node_modules/gaxios/build/esm/src/common.js
var import_extend = /* @__PURE__ */ __toESM(require_extend(), 1);
var import_util = /* @__PURE__ */ __toESM(require_util(), 1);
const pkg = import_util.default.pkg;
/**
* Support `instanceof` operator for `GaxiosError`s in different versions of this library.
*
* @see {@link GaxiosError[Symbol.hasInstance]}
*/
const GAXIOS_ERROR_SYMBOL = Symbol.for(`${pkg.name}-gaxios-error`);
var GaxiosError = class GaxiosError extends Error {
	config;
	response;
	/**
	* An error code.
	* Can be a system error code, DOMException error name, or any error's 'code' property where it is a `string`.
	*
	* It is only a `number` when the cause is sourced from an API-level error (AIP-193).
	*
	* @see {@link https://nodejs.org/api/errors.html#errorcode error.code}
	* @see {@link https://developer.mozilla.org/en-US/docs/Web/API/DOMException#error_names DOMException#error_names}
	* @see {@link https://google.aip.dev/193#http11json-representation AIP-193}
	*
	* @example
	* 'ECONNRESET'
	*
	* @example
	* 'TimeoutError'
	*
	* @example
	* 500
	*/
	code;
	/**
	* An HTTP Status code.
	* @see {@link https://developer.mozilla.org/en-US/docs/Web/API/Response/status Response#status}
	*
	* @example
	* 500
	*/
	status;
	/**
	* @deprecated use {@link GaxiosError.cause} instead.
	*
	* @see {@link https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Error/cause Error#cause}
	*
	* @privateRemarks
	*
	* We will want to remove this property later as the modern `cause` property is better suited
	* for displaying and relaying nested errors. Keeping this here makes the resulting
	* error log larger than it needs to be.
	*
	*/
	error;
	/**
	* Support `instanceof` operator for `GaxiosError` across builds/duplicated files.
	*
	* @see {@link GAXIOS_ERROR_SYMBOL}
	* @see {@link GaxiosError[Symbol.hasInstance]}
	* @see {@link https://github.com/microsoft/TypeScript/issues/13965#issuecomment-278570200}
	* @see {@link https://stackoverflow.com/questions/46618852/require-and-instanceof}
	* @see {@link https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Function/@@hasInstance#reverting_to_default_instanceof_behavior}
	*/
	[GAXIOS_ERROR_SYMBOL] = pkg.version;
	/**
	* Support `instanceof` operator for `GaxiosError` across builds/duplicated files.
	*
	* @see {@link GAXIOS_ERROR_SYMBOL}
	* @see {@link GaxiosError[GAXIOS_ERROR_SYMBOL]}
	*/
	static [Symbol.hasInstance](instance) {
		if (instance && typeof instance === "object" && GAXIOS_ERROR_SYMBOL in instance && instance[GAXIOS_ERROR_SYMBOL] === pkg.version) return true;
		return Function.prototype[Symbol.hasInstance].call(GaxiosError, instance);
	}
	constructor(message, config, response, cause) {
		super(message, { cause });
		this.config = config;
		this.response = response;
		this.error = cause instanceof Error ? cause : void 0;
		this.config = (0, import_extend.default)(true, {}, config);
		if (this.response) this.response.config = (0, import_extend.default)(true, {}, this.response.config);
		if (this.response) {
			try {
				this.response.data = translateData(this.config.responseType, this.response?.bodyUsed ? this.response?.data : void 0);
			} catch {}
			this.status = this.response.status;
		}
		if (cause instanceof DOMException) this.code = cause.name;
		else if (cause && typeof cause === "object" && "code" in cause && (typeof cause.code === "string" || typeof cause.code === "number")) this.code = cause.code;
	}
	/**
	* An AIP-193 conforming error extractor.
	*
	* @see {@link https://google.aip.dev/193#http11json-representation AIP-193}
	*
	* @internal
	* @expiremental
	*
	* @param res the response object
	* @returns the extracted error information
	*/
	static extractAPIErrorFromResponse(res, defaultErrorMessage = "The request failed") {
		let message = defaultErrorMessage;
		if (typeof res.data === "string") message = res.data;
		if (res.data && typeof res.data === "object" && "error" in res.data && res.data.error && !res.ok) {
			if (typeof res.data.error === "string") return {
				message: res.data.error,
				code: res.status,
				status: res.statusText
			};
			if (typeof res.data.error === "object") {
				message = "message" in res.data.error && typeof res.data.error.message === "string" ? res.data.error.message : message;
				const status = "status" in res.data.error && typeof res.data.error.status === "string" ? res.data.error.status : res.statusText;
				const code = "code" in res.data.error && typeof res.data.error.code === "number" ? res.data.error.code : res.status;
				if ("errors" in res.data.error && Array.isArray(res.data.error.errors)) {
					const errorMessages = [];
					for (const e of res.data.error.errors) if (typeof e === "object" && "message" in e && typeof e.message === "string") errorMessages.push(e.message);
					return Object.assign({
						message: errorMessages.join("\n") || message,
						code,
						status
					}, res.data.error);
				}
				return Object.assign({
					message,
					code,
					status
				}, res.data.error);
			}
		}
		return {
			message,
			code: res.status,
			status: res.statusText
		};
	}
};
function translateData(responseType, data) {
	switch (responseType) {
		case "stream": return data;
		case "json": return JSON.parse(JSON.stringify(data));
		case "arraybuffer": return JSON.parse(Buffer.from(data).toString("utf8"));
		case "blob": return JSON.parse(data.text());
		default: return data;
	}
}
/**
* An experimental error redactor.
*
* @param config Config to potentially redact properties of
* @param response Config to potentially redact properties of
*
* @experimental
*/
function defaultErrorRedactor(data) {
	const REDACT = "<<REDACTED> - See `errorRedactor` option in `gaxios` for configuration>.";
	function redactHeaders(headers) {
		if (!headers) return;
		headers.forEach((_, key) => {
			if (/^authentication$/i.test(key) || /^authorization$/i.test(key) || /secret/i.test(key)) headers.set(key, REDACT);
		});
	}
	function redactString(obj, key) {
		if (typeof obj === "object" && obj !== null && typeof obj[key] === "string") {
			const text = obj[key];
			if (/grant_type=/i.test(text) || /assertion=/i.test(text) || /secret/i.test(text)) obj[key] = REDACT;
		}
	}
	function redactObject(obj) {
		if (!obj || typeof obj !== "object") return;
		else if (obj instanceof FormData || obj instanceof URLSearchParams || "forEach" in obj && "set" in obj) obj.forEach((_, key) => {
			if (["grant_type", "assertion"].includes(key) || /secret/.test(key)) obj.set(key, REDACT);
		});
		else {
			if ("grant_type" in obj) obj["grant_type"] = REDACT;
			if ("assertion" in obj) obj["assertion"] = REDACT;
			if ("client_secret" in obj) obj["client_secret"] = REDACT;
		}
	}
	if (data.config) {
		redactHeaders(data.config.headers);
		redactString(data.config, "data");
		redactObject(data.config.data);
		redactString(data.config, "body");
		redactObject(data.config.body);
		if (data.config.url.searchParams.has("token")) data.config.url.searchParams.set("token", REDACT);
		if (data.config.url.searchParams.has("client_secret")) data.config.url.searchParams.set("client_secret", REDACT);
	}
	if (data.response) {
		defaultErrorRedactor({ config: data.response.config });
		redactHeaders(data.response.headers);
		if (data.response.bodyUsed) {
			redactString(data.response, "data");
			redactObject(data.response.data);
		}
	}
	return data;
}

// node_modules/@google-cloud/storage/node_modules/gaxios/build/esm/src/retry.js
async function getRetryConfig(err) {
	let config = getConfig(err);
	if (!err || !err.config || !config && !err.config.retry) return { shouldRetry: false };
	config = config || {};
	config.currentRetryAttempt = config.currentRetryAttempt || 0;
	config.retry = config.retry === void 0 || config.retry === null ? 3 : config.retry;
	config.httpMethodsToRetry = config.httpMethodsToRetry || [
		"GET",
		"HEAD",
		"PUT",
		"OPTIONS",
		"DELETE"
	];
	config.noResponseRetries = config.noResponseRetries === void 0 || config.noResponseRetries === null ? 2 : config.noResponseRetries;
	config.retryDelayMultiplier = config.retryDelayMultiplier ? config.retryDelayMultiplier : 2;
	config.timeOfFirstRequest = config.timeOfFirstRequest ? config.timeOfFirstRequest : Date.now();
	config.totalTimeout = config.totalTimeout ? config.totalTimeout : Number.MAX_SAFE_INTEGER;
	config.maxRetryDelay = config.maxRetryDelay ? config.maxRetryDelay : Number.MAX_SAFE_INTEGER;
	config.statusCodesToRetry = config.statusCodesToRetry || [
		[100, 199],
		[408, 408],
		[429, 429],
		[500, 599]
	];
	err.config.retryConfig = config;
	if (!await (config.shouldRetry || shouldRetryRequest)(err)) return {
		shouldRetry: false,
		config: err.config
	};
	const delay = getNextRetryDelay(config);
	err.config.retryConfig.currentRetryAttempt += 1;
	const backoff = config.retryBackoff ? config.retryBackoff(err, delay) : new Promise((resolve) => {
		setTimeout(resolve, delay);
	});
	if (config.onRetryAttempt) await config.onRetryAttempt(err);
	await backoff;
	return {
		shouldRetry: true,
		config: err.config
	};
}
/**
* Determine based on config if we should retry the request.
* @param err The GaxiosError passed to the interceptor.
*/
function shouldRetryRequest(err) {
	const config = getConfig(err);
	if (err.config.signal?.aborted && err.code !== "TimeoutError" || err.code === "AbortError") return false;
	if (!config || config.retry === 0) return false;
	if (!err.response && (config.currentRetryAttempt || 0) >= config.noResponseRetries) return false;
	if (!config.httpMethodsToRetry || !config.httpMethodsToRetry.includes(err.config.method?.toUpperCase() || "GET")) return false;
	if (err.response && err.response.status) {
		let isInRange = false;
		for (const [min, max] of config.statusCodesToRetry) {
			const status = err.response.status;
			if (status >= min && status <= max) {
				isInRange = true;
				break;
			}
		}
		if (!isInRange) return false;
	}
	config.currentRetryAttempt = config.currentRetryAttempt || 0;
	if (config.currentRetryAttempt >= config.retry) return false;
	return true;
}
/**
* Acquire the raxConfig object from an GaxiosError if available.
* @param err The Gaxios error with a config object.
*/
function getConfig(err) {
	if (err && err.config && err.config.retryConfig) return err.config.retryConfig;
}
/**
* Gets the delay to wait before the next retry.
*
* @param {RetryConfig} config The current set of retry options
* @returns {number} the amount of ms to wait before the next retry attempt.
*/
function getNextRetryDelay(config) {
	const calculatedDelay = (config.currentRetryAttempt ? 0 : config.retryDelay ?? 100) + (Math.pow(config.retryDelayMultiplier, config.currentRetryAttempt) - 1) / 2 * 1e3;
	const maxAllowableDelay = config.totalTimeout - (Date.now() - config.timeOfFirstRequest);
	return Math.min(calculatedDelay, maxAllowableDelay, config.maxRetryDelay);
}

// node_modules/@google-cloud/storage/node_modules/gaxios/build/esm/src/interceptor.js
/**
* Class to manage collections of GaxiosInterceptors for both requests and responses.
*/
var GaxiosInterceptorManager = class extends Set {};

// node_modules/@google-cloud/storage/node_modules/gaxios/build/esm/src/gaxios.js
var _a;
const randomUUID = async () => globalThis.crypto?.randomUUID() || (await import("crypto")).randomUUID();
const HTTP_STATUS_NO_CONTENT = 204;
var Gaxios = class {
	agentCache = /* @__PURE__ */ new Map();
	/**
	* Default HTTP options that will be used for every HTTP request.
	*/
	defaults;
	/**
	* Interceptors
	*/
	interceptors;
	/**
	* The Gaxios class is responsible for making HTTP requests.
	* @param defaults The default set of options to be used for this instance.
	*/
	constructor(defaults) {
		this.defaults = defaults || {};
		this.interceptors = {
			request: new GaxiosInterceptorManager(),
			response: new GaxiosInterceptorManager()
		};
	}
	/**
	* A {@link fetch `fetch`} compliant API for {@link Gaxios}.
	*
	* @remarks
	*
	* This is useful as a drop-in replacement for `fetch` API usage.
	*
	* @example
	*
	* ```ts
	* const gaxios = new Gaxios();
	* const myFetch: typeof fetch = (...args) => gaxios.fetch(...args);
	* await myFetch('https://example.com');
	* ```
	*
	* @param args `fetch` API or `Gaxios#request` parameters
	* @returns the {@link Response} with Gaxios-added properties
	*/
	fetch(...args) {
		const input = args[0];
		const init = args[1];
		let url = void 0;
		const headers = new Headers();
		if (typeof input === "string") url = new URL(input);
		else if (input instanceof URL) url = input;
		else if (input && input.url) url = new URL(input.url);
		if (input && typeof input === "object" && "headers" in input) _a.mergeHeaders(headers, input.headers);
		if (init) _a.mergeHeaders(headers, new Headers(init.headers));
		if (typeof input === "object" && !(input instanceof URL)) return this.request({
			...init,
			...input,
			headers,
			url
		});
		else return this.request({
			...init,
			headers,
			url
		});
	}
	/**
	* Perform an HTTP request with the given options.
	* @param opts Set of HTTP options that will be used for this HTTP request.
	*/
	async request(opts = {}) {
		let prepared = await this.#prepareRequest(opts);
		prepared = await this.#applyRequestInterceptors(prepared);
		return this.#applyResponseInterceptors(this._request(prepared));
	}
	async _defaultAdapter(config) {
		const fetchImpl = config.fetchImplementation || this.defaults.fetchImplementation || await _a.#getFetch();
		const preparedOpts = { ...config };
		delete preparedOpts.data;
		const res = await fetchImpl(config.url, preparedOpts);
		const data = await this.getResponseData(config, res);
		if (!Object.getOwnPropertyDescriptor(res, "data")?.configurable) Object.defineProperties(res, { data: {
			configurable: true,
			writable: true,
			enumerable: true,
			value: data
		} });
		return Object.assign(res, {
			config,
			data
		});
	}
	/**
	* Internal, retryable version of the `request` method.
	* @param opts Set of HTTP options that will be used for this HTTP request.
	*/
	async _request(opts) {
		try {
			let translatedResponse;
			if (opts.adapter) translatedResponse = await opts.adapter(opts, this._defaultAdapter.bind(this));
			else translatedResponse = await this._defaultAdapter(opts);
			if (!opts.validateStatus(translatedResponse.status)) {
				if (opts.responseType === "stream") {
					const response = [];
					for await (const chunk of translatedResponse.data) response.push(chunk);
					translatedResponse.data = Buffer.concat(response.map((c) => typeof c === "string" ? Buffer.from(c) : c)).toString("utf8");
				}
				const errorInfo = GaxiosError.extractAPIErrorFromResponse(translatedResponse, `Request failed with status code ${translatedResponse.status}`);
				throw new GaxiosError(errorInfo?.message, opts, translatedResponse, errorInfo);
			}
			return translatedResponse;
		} catch (e) {
			let err;
			if (e instanceof GaxiosError) err = e;
			else if (e instanceof Error) err = new GaxiosError(e.message, opts, void 0, e);
			else err = new GaxiosError("Unexpected Gaxios Error", opts, void 0, e);
			const { shouldRetry, config } = await getRetryConfig(err);
			if (shouldRetry && config) {
				err.config.retryConfig.currentRetryAttempt = config.retryConfig.currentRetryAttempt;
				opts.retryConfig = err.config?.retryConfig;
				this.#appendTimeoutToSignal(opts);
				return this._request(opts);
			}
			if (opts.errorRedactor) opts.errorRedactor(err);
			throw err;
		}
	}
	async getResponseData(opts, res) {
		if (res.status === HTTP_STATUS_NO_CONTENT) return "";
		if (opts.maxContentLength && res.headers.has("content-length") && opts.maxContentLength < Number.parseInt(res.headers?.get("content-length") || "")) throw new GaxiosError("Response's `Content-Length` is over the limit.", opts, Object.assign(res, { config: opts }));
		switch (opts.responseType) {
			case "stream": return res.body;
			case "json": {
				const data = await res.text();
				try {
					return JSON.parse(data);
				} catch {
					return data;
				}
			}
			case "arraybuffer": return res.arrayBuffer();
			case "blob": return res.blob();
			case "text": return res.text();
			default: return this.getResponseDataFromContentType(res);
		}
	}
	#urlMayUseProxy(url, noProxy = []) {
		const candidate = new URL(url);
		const noProxyList = [...noProxy];
		const noProxyEnvList = (process.env.NO_PROXY ?? process.env.no_proxy)?.split(",") || [];
		for (const rule of noProxyEnvList) noProxyList.push(rule.trim());
		for (const rule of noProxyList) if (rule instanceof RegExp) {
			if (rule.test(candidate.toString())) return false;
		} else if (rule instanceof URL) {
			if (rule.origin === candidate.origin) return false;
		} else if (rule.startsWith("*.") || rule.startsWith(".")) {
			const cleanedRule = rule.replace(/^\*\./, ".");
			if (candidate.hostname.endsWith(cleanedRule)) return false;
		} else if (rule === candidate.origin || rule === candidate.hostname || rule === candidate.href) return false;
		return true;
	}
	/**
	* Applies the request interceptors. The request interceptors are applied after the
	* call to prepareRequest is completed.
	*
	* @param {GaxiosOptionsPrepared} options The current set of options.
	*
	* @returns {Promise<GaxiosOptionsPrepared>} Promise that resolves to the set of options or response after interceptors are applied.
	*/
	async #applyRequestInterceptors(options) {
		let promiseChain = Promise.resolve(options);
		for (const interceptor of this.interceptors.request.values()) if (interceptor) promiseChain = promiseChain.then(interceptor.resolved, interceptor.rejected);
		return promiseChain;
	}
	/**
	* Applies the response interceptors. The response interceptors are applied after the
	* call to request is made.
	*
	* @param {GaxiosOptionsPrepared} options The current set of options.
	*
	* @returns {Promise<GaxiosOptionsPrepared>} Promise that resolves to the set of options or response after interceptors are applied.
	*/
	async #applyResponseInterceptors(response) {
		let promiseChain = Promise.resolve(response);
		for (const interceptor of this.interceptors.response.values()) if (interceptor) promiseChain = promiseChain.then(interceptor.resolved, interceptor.rejected);
		return promiseChain;
	}
	/**
	* Validates the options, merges them with defaults, and prepare request.
	*
	* @param options The original options passed from the client.
	* @returns Prepared options, ready to make a request
	*/
	async #prepareRequest(options) {
		const preparedHeaders = new Headers(this.defaults.headers);
		_a.mergeHeaders(preparedHeaders, options.headers);
		const opts = (0, import_extend.default)(true, {}, this.defaults, options);
		if (!opts.url) throw new Error("URL is required.");
		if (opts.baseURL) opts.url = new URL(opts.url, opts.baseURL);
		opts.url = new URL(opts.url);
		if (opts.params) {
			if (opts.paramsSerializer) {
				let additionalQueryParams = opts.paramsSerializer(opts.params);
				if (additionalQueryParams.startsWith("?")) additionalQueryParams = additionalQueryParams.slice(1);
				const prefix = opts.url.toString().includes("?") ? "&" : "?";
				opts.url = opts.url + prefix + additionalQueryParams;
			} else {
				const url = opts.url instanceof URL ? opts.url : new URL(opts.url);
				for (const [key, value] of new URLSearchParams(opts.params)) url.searchParams.append(key, value);
				opts.url = url;
			}
		}
		if (typeof options.maxContentLength === "number") opts.size = options.maxContentLength;
		if (typeof options.maxRedirects === "number") opts.follow = options.maxRedirects;
		const shouldDirectlyPassData = typeof opts.data === "string" || opts.data instanceof ArrayBuffer || opts.data instanceof Blob || globalThis.File && opts.data instanceof File || opts.data instanceof FormData || opts.data instanceof Readable || opts.data instanceof ReadableStream || opts.data instanceof String || opts.data instanceof URLSearchParams || ArrayBuffer.isView(opts.data) || [
			"Blob",
			"File",
			"FormData"
		].includes(opts.data?.constructor?.name || "");
		if (opts.multipart?.length) {
			const boundary = await randomUUID();
			preparedHeaders.set("content-type", `multipart/related; boundary=${boundary}`);
			opts.body = Readable.from(this.getMultipartRequest(opts.multipart, boundary));
		} else if (shouldDirectlyPassData) opts.body = opts.data;
		else if (typeof opts.data === "object") {
			if (preparedHeaders.get("Content-Type") === "application/x-www-form-urlencoded") opts.body = opts.paramsSerializer ? opts.paramsSerializer(opts.data) : new URLSearchParams(opts.data);
			else {
				if (!preparedHeaders.has("content-type")) preparedHeaders.set("content-type", "application/json");
				opts.body = JSON.stringify(opts.data);
			}
		} else if (opts.data) opts.body = opts.data;
		opts.validateStatus = opts.validateStatus || this.validateStatus;
		opts.responseType = opts.responseType || "unknown";
		if (!preparedHeaders.has("accept") && opts.responseType === "json") preparedHeaders.set("accept", "application/json");
		const proxy = opts.proxy || process?.env?.HTTPS_PROXY || process?.env?.https_proxy || process?.env?.HTTP_PROXY || process?.env?.http_proxy;
		if (opts.agent) {} else if (proxy && this.#urlMayUseProxy(opts.url, opts.noProxy)) {
			const HttpsProxyAgent = await _a.#getProxyAgent();
			if (this.agentCache.has(proxy)) opts.agent = this.agentCache.get(proxy);
			else {
				opts.agent = new HttpsProxyAgent(proxy, {
					cert: opts.cert,
					key: opts.key
				});
				this.agentCache.set(proxy, opts.agent);
			}
		} else if (opts.cert && opts.key) {
			if (this.agentCache.has(opts.key)) opts.agent = this.agentCache.get(opts.key);
			else {
				opts.agent = new Agent({
					cert: opts.cert,
					key: opts.key
				});
				this.agentCache.set(opts.key, opts.agent);
			}
		}
		if (typeof opts.errorRedactor !== "function" && opts.errorRedactor !== false) opts.errorRedactor = defaultErrorRedactor;
		if (opts.body && !("duplex" in opts))
 /**
		* required for Node.js and the type isn't available today
		* @link https://github.com/nodejs/node/issues/46221
		* @link https://github.com/microsoft/TypeScript-DOM-lib-generator/issues/1483
		*/
		opts.duplex = "half";
		this.#appendTimeoutToSignal(opts);
		return Object.assign(opts, {
			headers: preparedHeaders,
			url: opts.url instanceof URL ? opts.url : new URL(opts.url)
		});
	}
	#appendTimeoutToSignal(opts) {
		if (opts.timeout) {
			const timeoutSignal = AbortSignal.timeout(opts.timeout);
			if (opts.signal && !opts.signal.aborted) opts.signal = AbortSignal.any([opts.signal, timeoutSignal]);
			else opts.signal = timeoutSignal;
		}
	}
	/**
	* By default, throw for any non-2xx status code
	* @param status status code from the HTTP response
	*/
	validateStatus(status) {
		return status >= 200 && status < 300;
	}
	/**
	* Attempts to parse a response by looking at the Content-Type header.
	* @param {Response} response the HTTP response.
	* @returns a promise that resolves to the response data.
	*/
	async getResponseDataFromContentType(response) {
		let contentType = response.headers.get("Content-Type");
		if (contentType === null) return response.text();
		contentType = contentType.toLowerCase();
		if (contentType.includes("application/json")) {
			let data = await response.text();
			try {
				data = JSON.parse(data);
			} catch {}
			return data;
		} else if (contentType.match(/^text\//)) return response.text();
		else return response.blob();
	}
	/**
	* Creates an async generator that yields the pieces of a multipart/related request body.
	* This implementation follows the spec: https://www.ietf.org/rfc/rfc2387.txt. However, recursive
	* multipart/related requests are not currently supported.
	*
	* @param {GaxiosMultipartOptions[]} multipartOptions the pieces to turn into a multipart/related body.
	* @param {string} boundary the boundary string to be placed between each part.
	*/
	async *getMultipartRequest(multipartOptions, boundary) {
		const finale = `--${boundary}--`;
		for (const currentPart of multipartOptions) {
			yield `--${boundary}\r\nContent-Type: ${currentPart.headers.get("Content-Type") || "application/octet-stream"}\r\n\r\n`;
			if (typeof currentPart.content === "string") yield currentPart.content;
			else yield* currentPart.content;
			yield "\r\n";
		}
		yield finale;
	}
	/**
	* A cache for the lazily-loaded proxy agent.
	*
	* Should use {@link Gaxios[#getProxyAgent]} to retrieve.
	*/
	static #proxyAgent;
	/**
	* A cache for the lazily-loaded fetch library.
	*
	* Should use {@link Gaxios[#getFetch]} to retrieve.
	*/
	static #fetch;
	/**
	* Imports, caches, and returns a proxy agent - if not already imported
	*
	* @returns A proxy agent
	*/
	static async #getProxyAgent() {
		this.#proxyAgent ||= (await import("./https-proxy-agent.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1))).HttpsProxyAgent;
		return this.#proxyAgent;
	}
	static async #getFetch() {
		const hasWindow = typeof window !== "undefined" && !!window;
		this.#fetch ||= hasWindow ? window.fetch : (await import("./node-fetch.js")).default;
		return this.#fetch;
	}
	/**
	* Merges headers.
	* If the base headers do not exist a new `Headers` object will be returned.
	*
	* @remarks
	*
	* Using this utility can be helpful when the headers are not known to exist:
	* - if they exist as `Headers`, that instance will be used
	*   - it improves performance and allows users to use their existing references to their `Headers`
	* - if they exist in another form (`HeadersInit`), they will be used to create a new `Headers` object
	* - if the base headers do not exist a new `Headers` object will be created
	*
	* @param base headers to append/overwrite to
	* @param append headers to append/overwrite with
	* @returns the base headers instance with merged `Headers`
	*/
	static mergeHeaders(base, ...append) {
		base = base instanceof Headers ? base : new Headers(base);
		for (const headers of append) (headers instanceof Headers ? headers : new Headers(headers)).forEach((value, key) => {
			key === "set-cookie" ? base.append(key, value) : base.set(key, value);
		});
		return base;
	}
};
_a = Gaxios;

// node_modules/@google-cloud/storage/node_modules/gaxios/build/esm/src/index.js
var src_exports = /* @__PURE__ */ __exportAll({
	Gaxios: () => Gaxios,
	GaxiosError: () => GaxiosError,
	GaxiosInterceptorManager: () => GaxiosInterceptorManager,
	instance: () => instance,
	request: () => request
});
/**
* The default instance used when the `request` method is directly
* invoked.
*/
const instance = new Gaxios();
/**
* Make an HTTP request using the given options.
* @param opts Options for the request
*/
async function request(opts) {
	return instance.request(opts);
}

// node_modules/@google-cloud/storage/build/esm/src/crc32c.js
var __classPrivateFieldSet$2 = void 0 && (void 0).__classPrivateFieldSet || function(receiver, state, value, kind, f) {
	if (kind === "m") throw new TypeError("Private method is not writable");
	if (kind === "a" && !f) throw new TypeError("Private accessor was defined without a setter");
	if (typeof state === "function" ? receiver !== state || !f : !state.has(receiver)) throw new TypeError("Cannot write private member to an object whose class did not declare it");
	return kind === "a" ? f.call(receiver, value) : f ? f.value = value : state.set(receiver, value), value;
};
var __classPrivateFieldGet$4 = void 0 && (void 0).__classPrivateFieldGet || function(receiver, state, kind, f) {
	if (kind === "a" && !f) throw new TypeError("Private accessor was defined without a getter");
	if (typeof state === "function" ? receiver !== state || !f : !state.has(receiver)) throw new TypeError("Cannot read private member from an object whose class did not declare it");
	return kind === "m" ? f : kind === "a" ? f.call(receiver) : f ? f.value : state.get(receiver);
};
var _CRC32C_crc32c;
/**
* Ported from {@link https://github.com/google/crc32c/blob/21fc8ef30415a635e7351ffa0e5d5367943d4a94/src/crc32c_portable.cc#L16-L59 github.com/google/crc32c}
*/
const CRC32C_EXTENSIONS = [
	0,
	4067132163,
	3778769143,
	324072436,
	3348797215,
	904991772,
	648144872,
	3570033899,
	2329499855,
	2024987596,
	1809983544,
	2575936315,
	1296289744,
	3207089363,
	2893594407,
	1578318884,
	274646895,
	3795141740,
	4049975192,
	51262619,
	3619967088,
	632279923,
	922689671,
	3298075524,
	2592579488,
	1760304291,
	2075979607,
	2312596564,
	1562183871,
	2943781820,
	3156637768,
	1313733451,
	549293790,
	3537243613,
	3246849577,
	871202090,
	3878099393,
	357341890,
	102525238,
	4101499445,
	2858735121,
	1477399826,
	1264559846,
	3107202533,
	1845379342,
	2677391885,
	2361733625,
	2125378298,
	820201905,
	3263744690,
	3520608582,
	598981189,
	4151959214,
	85089709,
	373468761,
	3827903834,
	3124367742,
	1213305469,
	1526817161,
	2842354314,
	2107672161,
	2412447074,
	2627466902,
	1861252501,
	1098587580,
	3004210879,
	2688576843,
	1378610760,
	2262928035,
	1955203488,
	1742404180,
	2511436119,
	3416409459,
	969524848,
	714683780,
	3639785095,
	205050476,
	4266873199,
	3976438427,
	526918040,
	1361435347,
	2739821008,
	2954799652,
	1114974503,
	2529119692,
	1691668175,
	2005155131,
	2247081528,
	3690758684,
	697762079,
	986182379,
	3366744552,
	476452099,
	3993867776,
	4250756596,
	255256311,
	1640403810,
	2477592673,
	2164122517,
	1922457750,
	2791048317,
	1412925310,
	1197962378,
	3037525897,
	3944729517,
	427051182,
	170179418,
	4165941337,
	746937522,
	3740196785,
	3451792453,
	1070968646,
	1905808397,
	2213795598,
	2426610938,
	1657317369,
	3053634322,
	1147748369,
	1463399397,
	2773627110,
	4215344322,
	153784257,
	444234805,
	3893493558,
	1021025245,
	3467647198,
	3722505002,
	797665321,
	2197175160,
	1889384571,
	1674398607,
	2443626636,
	1164749927,
	3070701412,
	2757221520,
	1446797203,
	137323447,
	4198817972,
	3910406976,
	461344835,
	3484808360,
	1037989803,
	781091935,
	3705997148,
	2460548119,
	1623424788,
	1939049696,
	2180517859,
	1429367560,
	2807687179,
	3020495871,
	1180866812,
	410100952,
	3927582683,
	4182430767,
	186734380,
	3756733383,
	763408580,
	1053836080,
	3434856499,
	2722870694,
	1344288421,
	1131464017,
	2971354706,
	1708204729,
	2545590714,
	2229949006,
	1988219213,
	680717673,
	3673779818,
	3383336350,
	1002577565,
	4010310262,
	493091189,
	238226049,
	4233660802,
	2987750089,
	1082061258,
	1395524158,
	2705686845,
	1972364758,
	2279892693,
	2494862625,
	1725896226,
	952904198,
	3399985413,
	3656866545,
	731699698,
	4283874585,
	222117402,
	510512622,
	3959836397,
	3280807620,
	837199303,
	582374963,
	3504198960,
	68661723,
	4135334616,
	3844915500,
	390545967,
	1230274059,
	3141532936,
	2825850620,
	1510247935,
	2395924756,
	2091215383,
	1878366691,
	2644384480,
	3553878443,
	565732008,
	854102364,
	3229815391,
	340358836,
	3861050807,
	4117890627,
	119113024,
	1493875044,
	2875275879,
	3090270611,
	1247431312,
	2660249211,
	1828433272,
	2141937292,
	2378227087,
	3811616794,
	291187481,
	34330861,
	4032846830,
	615137029,
	3603020806,
	3314634738,
	939183345,
	1776939221,
	2609017814,
	2295496738,
	2058945313,
	2926798794,
	1545135305,
	1330124605,
	3173225534,
	4084100981,
	17165430,
	307568514,
	3762199681,
	888469610,
	3332340585,
	3587147933,
	665062302,
	2042050490,
	2346497209,
	2559330125,
	1793573966,
	3190661285,
	1279665062,
	1595330642,
	2910671697
];
const CRC32C_EXTENSION_TABLE = new Int32Array(CRC32C_EXTENSIONS);
const CRC32C_DEFAULT_VALIDATOR_GENERATOR = () => new CRC32C();
const CRC32C_EXCEPTION_MESSAGES = {
	INVALID_INIT_BASE64_RANGE: (l) => `base64-encoded data expected to equal 4 bytes, not ${l}`,
	INVALID_INIT_BUFFER_LENGTH: (l) => `Buffer expected to equal 4 bytes, not ${l}`,
	INVALID_INIT_INTEGER: (l) => `Number expected to be a safe, unsigned 32-bit integer, not ${l}`
};
var CRC32C = class CRC32C {
	/**
	* Constructs a new `CRC32C` object.
	*
	* Reconstruction is recommended via the `CRC32C.from` static method.
	*
	* @param initialValue An initial CRC32C value - a signed 32-bit integer.
	*/
	constructor(initialValue = 0) {
		/** Current CRC32C value */
		_CRC32C_crc32c.set(this, 0);
		__classPrivateFieldSet$2(this, _CRC32C_crc32c, initialValue, "f");
	}
	/**
	* Calculates a CRC32C from a provided buffer.
	*
	* Implementation inspired from:
	* - {@link https://github.com/google/crc32c/blob/21fc8ef30415a635e7351ffa0e5d5367943d4a94/src/crc32c_portable.cc github.com/google/crc32c}
	* - {@link https://github.com/googleapis/python-crc32c/blob/a595e758c08df445a99c3bf132ee8e80a3ec4308/src/google_crc32c/python.py github.com/googleapis/python-crc32c}
	* - {@link https://github.com/googleapis/java-storage/pull/1376/files github.com/googleapis/java-storage}
	*
	* @param data The `Buffer` to generate the CRC32C from
	*/
	update(data) {
		let current = __classPrivateFieldGet$4(this, _CRC32C_crc32c, "f") ^ 4294967295;
		for (const d of data) current = CRC32C.CRC32C_EXTENSION_TABLE[(d ^ current) & 255] ^ current >>> 8;
		__classPrivateFieldSet$2(this, _CRC32C_crc32c, current ^ 4294967295, "f");
	}
	/**
	* Validates a provided input to the current CRC32C value.
	*
	* @param input A Buffer, `CRC32C`-compatible object, base64-encoded data (string), or signed 32-bit integer
	*/
	validate(input) {
		if (typeof input === "number") return input === __classPrivateFieldGet$4(this, _CRC32C_crc32c, "f");
		else if (typeof input === "string") return input === this.toString();
		else if (Buffer.isBuffer(input)) return Buffer.compare(input, this.toBuffer()) === 0;
		else return input.toString() === this.toString();
	}
	/**
	* Returns a `Buffer` representation of the CRC32C value
	*/
	toBuffer() {
		const buffer = Buffer.alloc(4);
		buffer.writeInt32BE(__classPrivateFieldGet$4(this, _CRC32C_crc32c, "f"));
		return buffer;
	}
	/**
	* Returns a JSON-compatible, base64-encoded representation of the CRC32C value.
	*
	* See {@link https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/JSON/stringify `JSON#stringify`}
	*/
	toJSON() {
		return this.toString();
	}
	/**
	* Returns a base64-encoded representation of the CRC32C value.
	*
	* See {@link https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Object/toString `Object#toString`}
	*/
	toString() {
		return this.toBuffer().toString("base64");
	}
	/**
	* Returns the `number` representation of the CRC32C value as a signed 32-bit integer
	*
	* See {@link https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Object/valueOf `Object#valueOf`}
	*/
	valueOf() {
		return __classPrivateFieldGet$4(this, _CRC32C_crc32c, "f");
	}
	/**
	* Generates a `CRC32C` from a compatible buffer format.
	*
	* @param value 4-byte `ArrayBufferView`/`Buffer`/`TypedArray`
	*/
	static fromBuffer(value) {
		let buffer;
		if (Buffer.isBuffer(value)) buffer = value;
		else if ("buffer" in value) buffer = Buffer.from(value.buffer);
		else buffer = Buffer.from(value);
		if (buffer.byteLength !== 4) throw new RangeError(CRC32C_EXCEPTION_MESSAGES.INVALID_INIT_BUFFER_LENGTH(buffer.byteLength));
		return new CRC32C(buffer.readInt32BE());
	}
	static async fromFile(file) {
		const crc32c = new CRC32C();
		await new Promise((resolve, reject) => {
			createReadStream(file).on("data", (d) => {
				if (typeof d === "string") crc32c.update(Buffer.from(d));
				else crc32c.update(d);
			}).on("end", () => resolve()).on("error", reject);
		});
		return crc32c;
	}
	/**
	* Generates a `CRC32C` from 4-byte base64-encoded data (string).
	*
	* @param value 4-byte base64-encoded data (string)
	*/
	static fromString(value) {
		const buffer = Buffer.from(value, "base64");
		if (buffer.byteLength !== 4) throw new RangeError(CRC32C_EXCEPTION_MESSAGES.INVALID_INIT_BASE64_RANGE(buffer.byteLength));
		return this.fromBuffer(buffer);
	}
	/**
	* Generates a `CRC32C` from a safe, unsigned 32-bit integer.
	*
	* @param value an unsigned 32-bit integer
	*/
	static fromNumber(value) {
		if (!Number.isSafeInteger(value) || value > 2 ** 32 || value < -(2 ** 32)) throw new RangeError(CRC32C_EXCEPTION_MESSAGES.INVALID_INIT_INTEGER(value));
		return new CRC32C(value);
	}
	/**
	* Generates a `CRC32C` from a variety of compatible types.
	* Note: strings are treated as input, not as file paths to read from.
	*
	* @param value A number, 4-byte `ArrayBufferView`/`Buffer`/`TypedArray`, or 4-byte base64-encoded data (string)
	*/
	static from(value) {
		if (typeof value === "number") return this.fromNumber(value);
		else if (typeof value === "string") return this.fromString(value);
		else if ("byteLength" in value) return this.fromBuffer(value);
		else return this.fromString(value.toString());
	}
};
_CRC32C_crc32c = /* @__PURE__ */ new WeakMap();
CRC32C.CRC32C_EXTENSIONS = CRC32C_EXTENSIONS;
CRC32C.CRC32C_EXTENSION_TABLE = CRC32C_EXTENSION_TABLE;

// node_modules/@google-cloud/storage/build/esm/src/hash-stream-validator.js
var __classPrivateFieldSet$1 = void 0 && (void 0).__classPrivateFieldSet || function(receiver, state, value, kind, f) {
	if (kind === "m") throw new TypeError("Private method is not writable");
	if (kind === "a" && !f) throw new TypeError("Private accessor was defined without a setter");
	if (typeof state === "function" ? receiver !== state || !f : !state.has(receiver)) throw new TypeError("Cannot write private member to an object whose class did not declare it");
	return kind === "a" ? f.call(receiver, value) : f ? f.value = value : state.set(receiver, value), value;
};
var __classPrivateFieldGet$3 = void 0 && (void 0).__classPrivateFieldGet || function(receiver, state, kind, f) {
	if (kind === "a" && !f) throw new TypeError("Private accessor was defined without a getter");
	if (typeof state === "function" ? receiver !== state || !f : !state.has(receiver)) throw new TypeError("Cannot read private member from an object whose class did not declare it");
	return kind === "m" ? f : kind === "a" ? f.call(receiver) : f ? f.value : state.get(receiver);
};
var _HashStreamValidator_crc32cHash;
var _HashStreamValidator_md5Hash;
var _HashStreamValidator_md5Digest;
var HashStreamValidator = class extends Transform {
	constructor(options = {}) {
		super();
		this.updateHashesOnly = false;
		_HashStreamValidator_crc32cHash.set(this, void 0);
		_HashStreamValidator_md5Hash.set(this, void 0);
		_HashStreamValidator_md5Digest.set(this, "");
		this.crc32cEnabled = !!options.crc32c;
		this.md5Enabled = !!options.md5;
		this.updateHashesOnly = !!options.updateHashesOnly;
		this.crc32cExpected = options.crc32cExpected;
		this.md5Expected = options.md5Expected;
		if (this.crc32cEnabled) {
			if (options.crc32cInstance) __classPrivateFieldSet$1(this, _HashStreamValidator_crc32cHash, options.crc32cInstance, "f");
			else {
				const crc32cGenerator = options.crc32cGenerator || CRC32C_DEFAULT_VALIDATOR_GENERATOR;
				__classPrivateFieldSet$1(this, _HashStreamValidator_crc32cHash, crc32cGenerator(), "f");
			}
		}
		if (this.md5Enabled) __classPrivateFieldSet$1(this, _HashStreamValidator_md5Hash, createHash("md5"), "f");
	}
	/**
	* Return the current CRC32C value, if available.
	*/
	get crc32c() {
		var _a;
		return (_a = __classPrivateFieldGet$3(this, _HashStreamValidator_crc32cHash, "f")) === null || _a === void 0 ? void 0 : _a.toString();
	}
	/**
	* Return the calculated MD5 value, if available.
	*/
	get md5Digest() {
		if (__classPrivateFieldGet$3(this, _HashStreamValidator_md5Hash, "f") && !__classPrivateFieldGet$3(this, _HashStreamValidator_md5Digest, "f")) __classPrivateFieldSet$1(this, _HashStreamValidator_md5Digest, __classPrivateFieldGet$3(this, _HashStreamValidator_md5Hash, "f").digest("base64"), "f");
		return __classPrivateFieldGet$3(this, _HashStreamValidator_md5Digest, "f");
	}
	_flush(callback) {
		this.md5Digest;
		if (this.updateHashesOnly) {
			callback();
			return;
		}
		let failed = this.crc32cEnabled || this.md5Enabled;
		if (this.crc32cEnabled && this.crc32cExpected) failed = !this.test("crc32c", this.crc32cExpected);
		if (this.md5Enabled && this.md5Expected) failed = !this.test("md5", this.md5Expected);
		if (failed) {
			const mismatchError = new RequestError(FileExceptionMessages.DOWNLOAD_MISMATCH);
			mismatchError.code = "CONTENT_DOWNLOAD_MISMATCH";
			callback(mismatchError);
		} else callback();
	}
	_transform(chunk, encoding, callback) {
		this.push(chunk, encoding);
		try {
			if (__classPrivateFieldGet$3(this, _HashStreamValidator_crc32cHash, "f")) __classPrivateFieldGet$3(this, _HashStreamValidator_crc32cHash, "f").update(chunk);
			if (__classPrivateFieldGet$3(this, _HashStreamValidator_md5Hash, "f")) __classPrivateFieldGet$3(this, _HashStreamValidator_md5Hash, "f").update(chunk);
			callback();
		} catch (e) {
			callback(e);
		}
	}
	test(hash, sum) {
		const check = Buffer.isBuffer(sum) ? sum.toString("base64") : sum;
		if (hash === "crc32c" && __classPrivateFieldGet$3(this, _HashStreamValidator_crc32cHash, "f")) return __classPrivateFieldGet$3(this, _HashStreamValidator_crc32cHash, "f").validate(check);
		if (hash === "md5" && __classPrivateFieldGet$3(this, _HashStreamValidator_md5Hash, "f")) return __classPrivateFieldGet$3(this, _HashStreamValidator_md5Digest, "f") === check;
		return false;
	}
};
_HashStreamValidator_crc32cHash = /* @__PURE__ */ new WeakMap(), _HashStreamValidator_md5Hash = /* @__PURE__ */ new WeakMap(), _HashStreamValidator_md5Digest = /* @__PURE__ */ new WeakMap();

// node_modules/@google-cloud/storage/build/esm/src/resumable-upload.js
var __classPrivateFieldSet = void 0 && (void 0).__classPrivateFieldSet || function(receiver, state, value, kind, f) {
	if (kind === "m") throw new TypeError("Private method is not writable");
	if (kind === "a" && !f) throw new TypeError("Private accessor was defined without a setter");
	if (typeof state === "function" ? receiver !== state || !f : !state.has(receiver)) throw new TypeError("Cannot write private member to an object whose class did not declare it");
	return kind === "a" ? f.call(receiver, value) : f ? f.value = value : state.set(receiver, value), value;
};
var __classPrivateFieldGet$2 = void 0 && (void 0).__classPrivateFieldGet || function(receiver, state, kind, f) {
	if (kind === "a" && !f) throw new TypeError("Private accessor was defined without a getter");
	if (typeof state === "function" ? receiver !== state || !f : !state.has(receiver)) throw new TypeError("Cannot read private member from an object whose class did not declare it");
	return kind === "m" ? f : kind === "a" ? f.call(receiver) : f ? f.value : state.get(receiver);
};
var _Upload_instances;
var _Upload_hashValidator;
var _Upload_clientCrc32c;
var _Upload_clientMd5Hash;
var _Upload_gcclGcsCmd;
var _Upload_resetLocalBuffersCache;
var _Upload_addLocalBufferCache;
var _Upload_validateChecksum;
var _Upload_setHeader;
var _Upload_headersToObject;
var _Upload_applyChecksumHeaders;
const NOT_FOUND_STATUS_CODE = 404;
const RESUMABLE_INCOMPLETE_STATUS_CODE = 308;
const PROTOCOL_REGEX$1 = /^(\w*):\/\//;
var Upload = class extends Writable {
	constructor(cfg) {
		var _a;
		super(cfg);
		_Upload_instances.add(this);
		this.numBytesWritten = 0;
		this.numRetries = 0;
		this.currentInvocationId = {
			checkUploadStatus: crypto$1.randomUUID(),
			chunk: crypto$1.randomUUID(),
			uri: crypto$1.randomUUID()
		};
		/**
		* A cache of buffers written to this instance, ready for consuming
		*/
		this.writeBuffers = [];
		this.numChunksReadInRequest = 0;
		_Upload_hashValidator.set(this, void 0);
		_Upload_clientCrc32c.set(this, void 0);
		_Upload_clientMd5Hash.set(this, void 0);
		/**
		* An array of buffers used for caching the most recent upload chunk.
		* We should not assume that the server received all bytes sent in the request.
		*  - https://cloud.google.com/storage/docs/performing-resumable-uploads#chunked-upload
		*/
		this.localWriteCache = [];
		this.localWriteCacheByteLength = 0;
		this.upstreamEnded = false;
		_Upload_gcclGcsCmd.set(this, void 0);
		cfg = cfg || {};
		if (!cfg.bucket || !cfg.file) throw new Error("A bucket and file name are required");
		if (cfg.offset && !cfg.uri) throw new RangeError("Cannot provide an `offset` without providing a `uri`");
		if (cfg.isPartialUpload && !cfg.chunkSize) throw new RangeError("Cannot set `isPartialUpload` without providing a `chunkSize`");
		cfg.authConfig = cfg.authConfig || {};
		cfg.authConfig.scopes = ["https://www.googleapis.com/auth/devstorage.full_control"];
		this.authClient = cfg.authClient || new import_src$3.GoogleAuth(cfg.authConfig);
		const universe = cfg.universeDomain || import_src$3.DEFAULT_UNIVERSE;
		this.apiEndpoint = `https://storage.${universe}`;
		if (cfg.apiEndpoint && cfg.apiEndpoint !== this.apiEndpoint) {
			this.apiEndpoint = this.sanitizeEndpoint(cfg.apiEndpoint);
			const hostname = new URL(this.apiEndpoint).hostname;
			const isDomain = hostname === universe;
			const isDefaultUniverseDomain = hostname === import_src$3.DEFAULT_UNIVERSE;
			const isSubDomainOfUniverse = hostname.slice(-(universe.length + 1)) === `.${universe}`;
			const isSubDomainOfDefaultUniverse = hostname.slice(-(import_src$3.DEFAULT_UNIVERSE.length + 1)) === `.${import_src$3.DEFAULT_UNIVERSE}`;
			if (!isDomain && !isDefaultUniverseDomain && !isSubDomainOfUniverse && !isSubDomainOfDefaultUniverse) {
				if (cfg.useAuthWithCustomEndpoint !== true) this.authClient = src_exports;
			}
		}
		this.baseURI = `${this.apiEndpoint}/upload/storage/v1/b`;
		this.bucket = cfg.bucket;
		const cacheKeyElements = [cfg.bucket, cfg.file];
		if (typeof cfg.generation === "number") cacheKeyElements.push(`${cfg.generation}`);
		this.cacheKey = cacheKeyElements.join("/");
		this.customRequestOptions = cfg.customRequestOptions || {};
		this.file = cfg.file;
		this.generation = cfg.generation;
		this.kmsKeyName = cfg.kmsKeyName;
		this.metadata = cfg.metadata || {};
		this.offset = cfg.offset;
		this.origin = cfg.origin;
		this.params = cfg.params || {};
		this.userProject = cfg.userProject;
		this.chunkSize = cfg.chunkSize;
		this.retryOptions = cfg.retryOptions;
		this.isPartialUpload = (_a = cfg.isPartialUpload) !== null && _a !== void 0 ? _a : false;
		__classPrivateFieldSet(this, _Upload_clientCrc32c, cfg.clientCrc32c, "f");
		__classPrivateFieldSet(this, _Upload_clientMd5Hash, cfg.clientMd5Hash, "f");
		const calculateCrc32c = !cfg.clientCrc32c && cfg.crc32c;
		const calculateMd5 = !cfg.clientMd5Hash && cfg.md5;
		if (calculateCrc32c || calculateMd5) __classPrivateFieldSet(this, _Upload_hashValidator, new HashStreamValidator({
			crc32c: calculateCrc32c,
			md5: calculateMd5,
			updateHashesOnly: true
		}), "f");
		if (cfg.key) {
			if (typeof cfg.key === "string") {
				const base64Key = Buffer.from(cfg.key).toString("base64");
				this.encryption = {
					key: base64Key,
					hash: createHash("sha256").update(cfg.key).digest("base64")
				};
			} else {
				const base64Key = cfg.key.toString("base64");
				this.encryption = {
					key: base64Key,
					hash: createHash("sha256").update(cfg.key).digest("base64")
				};
			}
		}
		this.predefinedAcl = cfg.predefinedAcl;
		if (cfg.private) this.predefinedAcl = "private";
		if (cfg.public) this.predefinedAcl = "publicRead";
		const autoRetry = cfg.retryOptions.autoRetry;
		this.uriProvidedManually = !!cfg.uri;
		this.uri = cfg.uri;
		if (this.offset) this.numBytesWritten = this.offset;
		this.numRetries = 0;
		if (!autoRetry) cfg.retryOptions.maxRetries = 0;
		this.timeOfFirstRequest = Date.now();
		const contentLength = cfg.metadata ? Number(cfg.metadata.contentLength) : NaN;
		this.contentLength = isNaN(contentLength) ? "*" : contentLength;
		__classPrivateFieldSet(this, _Upload_gcclGcsCmd, cfg[GCCL_GCS_CMD_KEY], "f");
		this.once("writing", () => {
			if (this.uri) this.continueUploading().catch((err) => this.destroy(err));
			else this.createURI((err) => {
				if (err) {
					this.destroy(err);
					return;
				}
				this.handleStartUploading();
			});
		});
	}
	/**
	* Handle start uploading.
	* @private
	*/
	handleStartUploading() {
		this.startUploading().catch((err) => this.destroy(err));
	}
	/**
	* Prevent 'finish' event until the upload has succeeded.
	*
	* @param fireFinishEvent The finish callback
	*/
	_final(fireFinishEvent = () => {}) {
		this.upstreamEnded = true;
		this.once("uploadFinished", fireFinishEvent);
		process.nextTick(() => {
			this.emit("upstreamFinished");
			this.emit("writing");
		});
	}
	/**
	* Handles incoming data from upstream
	*
	* @param chunk The chunk to append to the buffer
	* @param encoding The encoding of the chunk
	* @param readCallback A callback for when the buffer has been read downstream
	*/
	_write(chunk, encoding, readCallback = () => {}) {
		this.emit("writing");
		const bufferChunk = typeof chunk === "string" ? Buffer.from(chunk, encoding) : chunk;
		if (__classPrivateFieldGet$2(this, _Upload_hashValidator, "f")) try {
			__classPrivateFieldGet$2(this, _Upload_hashValidator, "f").write(bufferChunk);
		} catch (e) {
			this.destroy(e);
			return;
		}
		this.writeBuffers.push(bufferChunk);
		this.once("readFromChunkBuffer", readCallback);
		process.nextTick(() => this.emit("wroteToChunkBuffer"));
	}
	/**
	* Prepends the local buffer to write buffer and resets it.
	*
	* @param keepLastBytes number of bytes to keep from the end of the local buffer.
	*/
	prependLocalBufferToUpstream(keepLastBytes) {
		let initialBuffers = [];
		if (keepLastBytes) {
			let bytesKept = 0;
			while (keepLastBytes > bytesKept) {
				let buf = this.localWriteCache.pop();
				if (!buf) break;
				bytesKept += buf.byteLength;
				if (bytesKept > keepLastBytes) {
					const diff = bytesKept - keepLastBytes;
					buf = buf.subarray(diff);
					bytesKept -= diff;
				}
				initialBuffers.unshift(buf);
			}
		} else initialBuffers = this.localWriteCache;
		const append = this.writeBuffers;
		this.writeBuffers = initialBuffers;
		for (const buf of append) this.writeBuffers.push(buf);
		__classPrivateFieldGet$2(this, _Upload_instances, "m", _Upload_resetLocalBuffersCache).call(this);
	}
	/**
	* Retrieves data from upstream's buffer.
	*
	* @param limit The maximum amount to return from the buffer.
	*/
	*pullFromChunkBuffer(limit) {
		while (limit) {
			const buf = this.writeBuffers.shift();
			if (!buf) break;
			let bufToYield = buf;
			if (buf.byteLength > limit) {
				bufToYield = buf.subarray(0, limit);
				this.writeBuffers.unshift(buf.subarray(limit));
				limit = 0;
			} else limit -= buf.byteLength;
			yield bufToYield;
			this.emit("readFromChunkBuffer");
		}
	}
	/**
	* A handler for determining if data is ready to be read from upstream.
	*
	* @returns If there will be more chunks to read in the future
	*/
	async waitForNextChunk() {
		return await new Promise((resolve) => {
			if (this.writeBuffers.length) return resolve(true);
			if (this.upstreamEnded) return resolve(false);
			const wroteToChunkBufferCallback = () => {
				removeListeners();
				return resolve(true);
			};
			const upstreamFinishedCallback = () => {
				removeListeners();
				if (this.writeBuffers.length) return resolve(true);
				return resolve(false);
			};
			const removeListeners = () => {
				this.removeListener("wroteToChunkBuffer", wroteToChunkBufferCallback);
				this.removeListener("upstreamFinished", upstreamFinishedCallback);
			};
			this.once("wroteToChunkBuffer", wroteToChunkBufferCallback);
			this.once("upstreamFinished", upstreamFinishedCallback);
		});
	}
	/**
	* Reads data from upstream up to the provided `limit`.
	* Ends when the limit has reached or no data is expected to be pushed from upstream.
	*
	* @param limit The most amount of data this iterator should return. `Infinity` by default.
	*/
	async *upstreamIterator(limit = Infinity) {
		while (limit && await this.waitForNextChunk()) for (const chunk of this.pullFromChunkBuffer(limit)) {
			limit -= chunk.byteLength;
			yield chunk;
		}
	}
	createURI(callback) {
		if (!callback) return this.createURIAsync();
		(async () => {
			try {
				callback(null, await this.createURIAsync());
			} catch (err) {
				callback(err);
			}
		})();
	}
	async createURIAsync() {
		var _a;
		const metadata = { ...this.metadata };
		const headers = {};
		if (metadata.contentLength) {
			headers["X-Upload-Content-Length"] = metadata.contentLength.toString();
			delete metadata.contentLength;
		}
		if (metadata.contentType) {
			headers["X-Upload-Content-Type"] = metadata.contentType;
			delete metadata.contentType;
		}
		if (this.origin) headers.Origin = this.origin;
		const { headers: reqHeaders, idempotencyToken } = decorateHeaders({
			...__classPrivateFieldGet$2(this, _Upload_instances, "m", _Upload_headersToObject).call(this, (_a = this.customRequestOptions) === null || _a === void 0 ? void 0 : _a.headers),
			...headers
		}, {
			idempotencyToken: this.currentInvocationId.uri,
			gcclGcsCmd: __classPrivateFieldGet$2(this, _Upload_gcclGcsCmd, "f")
		});
		this.currentInvocationId.uri = idempotencyToken;
		const reqOpts = {
			method: "POST",
			url: [
				this.baseURI,
				this.bucket,
				"o"
			].join("/"),
			params: Object.assign({
				name: this.file,
				uploadType: "resumable"
			}, this.params),
			data: metadata,
			headers: reqHeaders
		};
		if (metadata.contentLength) __classPrivateFieldGet$2(this, _Upload_instances, "m", _Upload_setHeader).call(this, reqOpts.headers, "X-Upload-Content-Length", metadata.contentLength.toString());
		if (metadata.contentType) __classPrivateFieldGet$2(this, _Upload_instances, "m", _Upload_setHeader).call(this, reqOpts.headers, "X-Upload-Content-Type", metadata.contentType);
		if (typeof this.generation !== "undefined") reqOpts.params.ifGenerationMatch = this.generation;
		if (this.kmsKeyName) reqOpts.params.kmsKeyName = this.kmsKeyName;
		if (this.predefinedAcl) reqOpts.params.predefinedAcl = this.predefinedAcl;
		if (this.origin) __classPrivateFieldGet$2(this, _Upload_instances, "m", _Upload_setHeader).call(this, reqOpts.headers, "Origin", this.origin);
		const uri = await (0, import_lib.default)(async (bail) => {
			var _a, _b, _c;
			try {
				const res = await this.makeRequest(reqOpts);
				this.currentInvocationId.uri = crypto$1.randomUUID();
				return new Headers(res.headers).get("location");
			} catch (err) {
				const e = err;
				const apiError = {
					code: (_a = e.response) === null || _a === void 0 ? void 0 : _a.status,
					name: (_b = e.response) === null || _b === void 0 ? void 0 : _b.statusText,
					message: (_c = e.response) === null || _c === void 0 ? void 0 : _c.statusText,
					errors: [{ reason: e.code }]
				};
				if (this.retryOptions.maxRetries > 0 && this.retryOptions.retryableErrorFn(apiError)) throw e;
				else return bail(e);
			}
		}, {
			retries: this.retryOptions.maxRetries,
			factor: this.retryOptions.retryDelayMultiplier,
			maxTimeout: this.retryOptions.maxRetryDelay * 1e3,
			maxRetryTime: this.retryOptions.totalTimeout * 1e3
		});
		this.uri = uri;
		this.offset = 0;
		this.emit("uri", uri);
		return uri;
	}
	async continueUploading() {
		var _a;
		(_a = this.offset) !== null && _a !== void 0 || await this.getAndSetOffset();
		return this.startUploading();
	}
	async startUploading() {
		var _a;
		const multiChunkMode = !!this.chunkSize;
		let responseReceived = false;
		this.numChunksReadInRequest = 0;
		if (!this.offset) this.offset = 0;
		if (this.offset < this.numBytesWritten) {
			const delta = this.numBytesWritten - this.offset;
			const message = `The offset is lower than the number of bytes written. The server has ${this.offset} bytes and while ${this.numBytesWritten} bytes has been uploaded - thus ${delta} bytes are missing. Stopping as this could result in data loss. Initiate a new upload to continue.`;
			this.emit("error", new RangeError(message));
			return;
		}
		if (this.numBytesWritten < this.offset) {
			const fastForwardBytes = this.offset - this.numBytesWritten;
			for await (const _chunk of this.upstreamIterator(fastForwardBytes));
			this.numBytesWritten = this.offset;
		}
		let expectedUploadSize = void 0;
		if (typeof this.contentLength === "number") expectedUploadSize = this.contentLength - this.numBytesWritten;
		if (this.chunkSize) expectedUploadSize = expectedUploadSize ? Math.min(this.chunkSize, expectedUploadSize) : this.chunkSize;
		const upstreamQueue = this.upstreamIterator(expectedUploadSize);
		const requestStream = new Readable({ read: async () => {
			if (responseReceived) requestStream.push(null);
			const result = await upstreamQueue.next();
			if (result.value) {
				this.numChunksReadInRequest++;
				if (multiChunkMode) __classPrivateFieldGet$2(this, _Upload_instances, "m", _Upload_addLocalBufferCache).call(this, result.value);
				else {
					__classPrivateFieldGet$2(this, _Upload_instances, "m", _Upload_resetLocalBuffersCache).call(this);
					__classPrivateFieldGet$2(this, _Upload_instances, "m", _Upload_addLocalBufferCache).call(this, result.value);
				}
				this.numBytesWritten += result.value.byteLength;
				this.emit("progress", {
					bytesWritten: this.numBytesWritten,
					contentLength: this.contentLength
				});
				requestStream.push(result.value);
			}
			if (result.done) requestStream.push(null);
		} });
		const { headers, idempotencyToken } = decorateHeaders(__classPrivateFieldGet$2(this, _Upload_instances, "m", _Upload_headersToObject).call(this, (_a = this.customRequestOptions) === null || _a === void 0 ? void 0 : _a.headers), {
			idempotencyToken: this.currentInvocationId.chunk,
			gcclGcsCmd: __classPrivateFieldGet$2(this, _Upload_gcclGcsCmd, "f")
		});
		this.currentInvocationId.chunk = idempotencyToken;
		if (multiChunkMode) {
			for await (const chunk of this.upstreamIterator(expectedUploadSize)) __classPrivateFieldGet$2(this, _Upload_instances, "m", _Upload_addLocalBufferCache).call(this, chunk);
			const bytesToUpload = this.localWriteCacheByteLength;
			const isLastChunkOfUpload = !await this.waitForNextChunk();
			if (isLastChunkOfUpload && __classPrivateFieldGet$2(this, _Upload_hashValidator, "f")) __classPrivateFieldGet$2(this, _Upload_hashValidator, "f").end();
			this.prependLocalBufferToUpstream();
			let totalObjectSize = this.contentLength;
			if (typeof this.contentLength !== "number" && isLastChunkOfUpload && !this.isPartialUpload) totalObjectSize = bytesToUpload + this.numBytesWritten;
			const endingByte = bytesToUpload + this.numBytesWritten - 1;
			headers["Content-Length"] = bytesToUpload;
			headers["Content-Range"] = `bytes ${this.offset}-${endingByte}/${totalObjectSize}`;
			if (isLastChunkOfUpload) __classPrivateFieldGet$2(this, _Upload_instances, "m", _Upload_applyChecksumHeaders).call(this, headers);
		} else {
			headers["Content-Range"] = `bytes ${this.offset}-*/${this.contentLength}`;
			if (__classPrivateFieldGet$2(this, _Upload_hashValidator, "f")) __classPrivateFieldGet$2(this, _Upload_hashValidator, "f").end();
			__classPrivateFieldGet$2(this, _Upload_instances, "m", _Upload_applyChecksumHeaders).call(this, headers);
		}
		const reqOpts = {
			method: "PUT",
			url: this.uri,
			headers,
			body: requestStream
		};
		try {
			const resp = await this.makeRequestStream(reqOpts);
			if (resp) {
				responseReceived = true;
				await this.responseHandler(resp);
			}
		} catch (e) {
			const err = e;
			if (this.retryOptions.retryableErrorFn(err)) {
				this.attemptDelayedRetry({
					status: NaN,
					data: err
				});
				return;
			}
			this.destroy(err);
		}
	}
	async responseHandler(resp) {
		var _a, _b;
		if (resp.data.error) {
			this.destroy(resp.data.error);
			return;
		}
		const respHeaders = new Headers(resp.headers);
		this.currentInvocationId.chunk = crypto$1.randomUUID();
		const moreDataToUpload = await this.waitForNextChunk();
		const shouldContinueWithNextMultiChunkRequest = this.chunkSize && resp.status === RESUMABLE_INCOMPLETE_STATUS_CODE && respHeaders.get("range") && moreDataToUpload;
		/**
		* This is true when we're expecting to upload more data in a future request,
		* yet the upstream for the upload session has been exhausted.
		*/
		const shouldContinueUploadInAnotherRequest = this.isPartialUpload && resp.status === RESUMABLE_INCOMPLETE_STATUS_CODE && !moreDataToUpload;
		if (shouldContinueWithNextMultiChunkRequest) {
			const range = respHeaders.get("range");
			this.offset = Number(range.split("-")[1]) + 1;
			const missingBytes = this.numBytesWritten - this.offset;
			if (missingBytes) {
				this.prependLocalBufferToUpstream(missingBytes);
				this.numBytesWritten -= missingBytes;
			} else __classPrivateFieldGet$2(this, _Upload_instances, "m", _Upload_resetLocalBuffersCache).call(this);
			this.continueUploading().catch((err) => this.destroy(err));
		} else if (!this.isSuccessfulResponse(resp.status) && !shouldContinueUploadInAnotherRequest) {
			const err = /* @__PURE__ */ new Error("Upload failed");
			err.code = resp.status;
			err.name = "Upload failed";
			if (resp === null || resp === void 0 ? void 0 : resp.data) err.errors = [resp === null || resp === void 0 ? void 0 : resp.data];
			this.destroy(err);
		} else if (this.isSuccessfulResponse(resp.status)) {
			const serverCrc32c = resp.data.crc32c;
			const serverMd5 = resp.data.md5Hash;
			if (__classPrivateFieldGet$2(this, _Upload_hashValidator, "f")) __classPrivateFieldGet$2(this, _Upload_hashValidator, "f").end();
			const clientCrc32cToValidate = ((_a = __classPrivateFieldGet$2(this, _Upload_hashValidator, "f")) === null || _a === void 0 ? void 0 : _a.crc32c) || __classPrivateFieldGet$2(this, _Upload_clientCrc32c, "f");
			const clientMd5HashToValidate = ((_b = __classPrivateFieldGet$2(this, _Upload_hashValidator, "f")) === null || _b === void 0 ? void 0 : _b.md5Digest) || __classPrivateFieldGet$2(this, _Upload_clientMd5Hash, "f");
			if (__classPrivateFieldGet$2(this, _Upload_instances, "m", _Upload_validateChecksum).call(this, clientCrc32cToValidate, serverCrc32c, "CRC32C") || __classPrivateFieldGet$2(this, _Upload_instances, "m", _Upload_validateChecksum).call(this, clientMd5HashToValidate, serverMd5, "MD5")) return;
			__classPrivateFieldGet$2(this, _Upload_instances, "m", _Upload_resetLocalBuffersCache).call(this);
			if (resp && resp.data) resp.data.size = Number(resp.data.size);
			this.emit("metadata", resp.data);
			this.emit("uploadFinished");
		} else this.emit("uploadFinished");
	}
	/**
	* Check the status of an existing resumable upload.
	*
	* @param cfg A configuration to use. `uri` is required.
	* @returns the current upload status
	*/
	async checkUploadStatus(config = {}) {
		var _a;
		const localHeaders = {
			...__classPrivateFieldGet$2(this, _Upload_instances, "m", _Upload_headersToObject).call(this, (_a = this.customRequestOptions) === null || _a === void 0 ? void 0 : _a.headers),
			"Content-Length": 0,
			"Content-Range": "bytes */*"
		};
		const { headers: reqHeaders, idempotencyToken } = decorateHeaders(localHeaders, {
			idempotencyToken: this.currentInvocationId.checkUploadStatus,
			gcclGcsCmd: __classPrivateFieldGet$2(this, _Upload_gcclGcsCmd, "f")
		});
		this.currentInvocationId.checkUploadStatus = idempotencyToken;
		const opts = {
			method: "PUT",
			url: this.uri,
			headers: reqHeaders
		};
		try {
			const resp = await this.makeRequest(opts);
			this.currentInvocationId.checkUploadStatus = crypto$1.randomUUID();
			return resp;
		} catch (e) {
			if (config.retry === false || !(e instanceof Error) || !this.retryOptions.retryableErrorFn(e)) throw e;
			const retryDelay = this.getRetryDelay();
			if (retryDelay <= 0) throw e;
			await new Promise((resolve) => setTimeout(resolve, retryDelay));
			return this.checkUploadStatus(config);
		}
	}
	async getAndSetOffset() {
		try {
			const resp = await this.checkUploadStatus({ retry: false });
			if (resp.status === RESUMABLE_INCOMPLETE_STATUS_CODE) {
				const respHeaders = new Headers(resp.headers);
				if (typeof respHeaders.get("range") === "string") {
					this.offset = Number(respHeaders.get("range").split("-")[1]) + 1;
					return;
				}
			}
			this.offset = 0;
		} catch (e) {
			const err = e;
			if (this.retryOptions.retryableErrorFn(err)) {
				this.attemptDelayedRetry({
					status: NaN,
					data: err
				});
				return;
			}
			this.destroy(err);
		}
	}
	async makeRequest(reqOpts) {
		if (this.encryption) {
			reqOpts.headers = reqOpts.headers || {};
			__classPrivateFieldGet$2(this, _Upload_instances, "m", _Upload_setHeader).call(this, reqOpts.headers, "x-goog-encryption-algorithm", "AES256");
			__classPrivateFieldGet$2(this, _Upload_instances, "m", _Upload_setHeader).call(this, reqOpts.headers, "x-goog-encryption-key", this.encryption.key.toString());
			__classPrivateFieldGet$2(this, _Upload_instances, "m", _Upload_setHeader).call(this, reqOpts.headers, "x-goog-encryption-key-sha256", this.encryption.hash.toString());
		}
		if (this.userProject) {
			reqOpts.params = reqOpts.params || {};
			reqOpts.params.userProject = this.userProject;
		}
		reqOpts.validateStatus = (status) => {
			return this.isSuccessfulResponse(status) || status === RESUMABLE_INCOMPLETE_STATUS_CODE;
		};
		const combinedReqOpts = {
			...this.customRequestOptions,
			...reqOpts,
			headers: {
				...__classPrivateFieldGet$2(this, _Upload_instances, "m", _Upload_headersToObject).call(this, this.customRequestOptions.headers),
				...__classPrivateFieldGet$2(this, _Upload_instances, "m", _Upload_headersToObject).call(this, reqOpts.headers)
			}
		};
		if (combinedReqOpts.headers) {
			const headers = combinedReqOpts.headers;
			const userTokenKey = Object.keys(headers).find((key) => key.toLowerCase() === "x-goog-gcs-idempotency-token");
			const userTokenValue = userTokenKey ? headers[userTokenKey] : void 0;
			if (!(typeof userTokenValue === "string" && userTokenValue.trim() !== "") && userTokenKey) delete headers[userTokenKey];
		}
		const res = await this.authClient.request(combinedReqOpts);
		if (res.data && res.data.error) throw res.data.error;
		return res;
	}
	async makeRequestStream(reqOpts) {
		const controller = new AbortController();
		const errorCallback = () => controller.abort();
		this.once("error", errorCallback);
		if (this.userProject) {
			reqOpts.params = reqOpts.params || {};
			reqOpts.params.userProject = this.userProject;
		}
		reqOpts.signal = controller.signal;
		reqOpts.validateStatus = () => true;
		const combinedReqOpts = {
			...this.customRequestOptions,
			...reqOpts,
			headers: {
				...__classPrivateFieldGet$2(this, _Upload_instances, "m", _Upload_headersToObject).call(this, this.customRequestOptions.headers),
				...__classPrivateFieldGet$2(this, _Upload_instances, "m", _Upload_headersToObject).call(this, reqOpts.headers)
			}
		};
		if (combinedReqOpts.headers) {
			const headers = combinedReqOpts.headers;
			const userTokenKey = Object.keys(headers).find((key) => key.toLowerCase() === "x-goog-gcs-idempotency-token");
			const userTokenValue = userTokenKey ? headers[userTokenKey] : void 0;
			if (!(typeof userTokenValue === "string" && userTokenValue.trim() !== "") && userTokenKey) delete headers[userTokenKey];
		}
		const res = await this.authClient.request(combinedReqOpts);
		const successfulRequest = this.onResponse(res);
		this.removeListener("error", errorCallback);
		return successfulRequest ? res : null;
	}
	/**
	* @return {bool} is the request good?
	*/
	onResponse(resp) {
		if (resp.status !== 200 && this.retryOptions.retryableErrorFn({
			code: resp.status,
			message: resp.statusText,
			name: resp.statusText
		})) {
			this.attemptDelayedRetry(resp);
			return false;
		}
		this.emit("response", resp);
		return true;
	}
	/**
	* @param resp GaxiosResponse object from previous attempt
	*/
	attemptDelayedRetry(resp) {
		if (this.numRetries < this.retryOptions.maxRetries) {
			if (resp.status === NOT_FOUND_STATUS_CODE && this.numChunksReadInRequest === 0) this.startUploading().catch((err) => this.destroy(err));
			else {
				const retryDelay = this.getRetryDelay();
				if (retryDelay <= 0) {
					this.destroy(buildRetryError("Retry total time limit exceeded", resp));
					return;
				}
				this.numBytesWritten -= this.localWriteCacheByteLength;
				this.prependLocalBufferToUpstream();
				this.offset = void 0;
				setTimeout(this.continueUploading.bind(this), retryDelay);
			}
			this.numRetries++;
		} else this.destroy(buildRetryError("Retry limit exceeded", resp));
	}
	/**
	* The amount of time to wait before retrying the request, in milliseconds.
	* If negative, do not retry.
	*
	* @returns the amount of time to wait, in milliseconds.
	*/
	getRetryDelay() {
		const randomMs = Math.round(Math.random() * 1e3);
		const waitTime = Math.pow(this.retryOptions.retryDelayMultiplier, this.numRetries) * 1e3 + randomMs;
		const maxAllowableDelayMs = this.retryOptions.totalTimeout * 1e3 - (Date.now() - this.timeOfFirstRequest);
		const maxRetryDelayMs = this.retryOptions.maxRetryDelay * 1e3;
		return Math.min(waitTime, maxRetryDelayMs, maxAllowableDelayMs);
	}
	sanitizeEndpoint(url) {
		if (!PROTOCOL_REGEX$1.test(url)) url = `https://${url}`;
		return url.replace(/\/+$/, "");
	}
	/**
	* Check if a given status code is 2xx
	*
	* @param status The status code to check
	* @returns if the status is 2xx
	*/
	isSuccessfulResponse(status) {
		return status >= 200 && status < 300;
	}
};
_Upload_hashValidator = /* @__PURE__ */ new WeakMap(), _Upload_clientCrc32c = /* @__PURE__ */ new WeakMap(), _Upload_clientMd5Hash = /* @__PURE__ */ new WeakMap(), _Upload_gcclGcsCmd = /* @__PURE__ */ new WeakMap(), _Upload_instances = /* @__PURE__ */ new WeakSet(), _Upload_resetLocalBuffersCache = function _Upload_resetLocalBuffersCache() {
	this.localWriteCache = [];
	this.localWriteCacheByteLength = 0;
}, _Upload_addLocalBufferCache = function _Upload_addLocalBufferCache(buf) {
	this.localWriteCache.push(buf);
	this.localWriteCacheByteLength += buf.byteLength;
}, _Upload_validateChecksum = function _Upload_validateChecksum(clientHash, serverHash, hashType) {
	if (clientHash && serverHash) {
		if (clientHash !== serverHash) {
			const detailMessage = `${hashType} checksum mismatch. Client calculated: ${clientHash}, Server returned: ${serverHash}`;
			const detailError = new Error(detailMessage);
			const error = new RequestError(FileExceptionMessages.UPLOAD_MISMATCH);
			error.code = "FILE_NO_UPLOAD";
			error.errors = [detailError];
			this.destroy(error);
			return true;
		}
	}
	return false;
}, _Upload_setHeader = function _Upload_setHeader(headers, key, value) {
	if (!headers) return;
	if (headers instanceof Headers) headers.set(key, value);
	else if (Array.isArray(headers)) headers.push([key, value]);
	else headers[key] = value;
}, _Upload_headersToObject = function _Upload_headersToObject(headers) {
	if (!headers) return {};
	if (headers instanceof Headers) return Object.assign(Object.fromEntries(headers.entries()), headers);
	if (Array.isArray(headers)) return Object.fromEntries(headers);
	return { ...headers };
}, _Upload_applyChecksumHeaders = function _Upload_applyChecksumHeaders(headers) {
	var _a, _b;
	const checksums = [];
	if ((_a = __classPrivateFieldGet$2(this, _Upload_hashValidator, "f")) === null || _a === void 0 ? void 0 : _a.crc32cEnabled) checksums.push(`crc32c=${__classPrivateFieldGet$2(this, _Upload_hashValidator, "f").crc32c}`);
	else if (__classPrivateFieldGet$2(this, _Upload_clientCrc32c, "f")) checksums.push(`crc32c=${__classPrivateFieldGet$2(this, _Upload_clientCrc32c, "f")}`);
	if ((_b = __classPrivateFieldGet$2(this, _Upload_hashValidator, "f")) === null || _b === void 0 ? void 0 : _b.md5Enabled) checksums.push(`md5=${__classPrivateFieldGet$2(this, _Upload_hashValidator, "f").md5Digest}`);
	else if (__classPrivateFieldGet$2(this, _Upload_clientMd5Hash, "f")) checksums.push(`md5=${__classPrivateFieldGet$2(this, _Upload_clientMd5Hash, "f")}`);
	if (checksums.length > 0 && headers) __classPrivateFieldGet$2(this, _Upload_instances, "m", _Upload_setHeader).call(this, headers, "X-Goog-Hash", checksums.join(","));
};
function buildRetryError(prefix, resp) {
	var _a, _b, _c, _d;
	const parts = [];
	if (typeof resp.status === "number" && !isNaN(resp.status)) parts.push(`status: ${resp.status}`);
	const err = resp.data;
	if (err !== void 0 && err !== null) {
		if (typeof err === "object") {
			const gaxiosErrLike = err;
			const errParts = [];
			if (gaxiosErrLike.message) errParts.push(String(gaxiosErrLike.message));
			const status = (_a = gaxiosErrLike.status) !== null && _a !== void 0 ? _a : (_b = gaxiosErrLike.response) === null || _b === void 0 ? void 0 : _b.status;
			if (typeof status === "number" && !isNaN(status) && status !== resp.status) errParts.push(`status: ${status}`);
			const statusText = (_c = gaxiosErrLike.response) === null || _c === void 0 ? void 0 : _c.statusText;
			if (statusText) errParts.push(`statusText: ${statusText}`);
			const responseData = (_d = gaxiosErrLike.response) === null || _d === void 0 ? void 0 : _d.data;
			if (responseData !== void 0 && responseData !== null && responseData !== "") errParts.push(`response: ${typeof responseData === "object" ? JSON.stringify(responseData) : responseData}`);
			if (gaxiosErrLike.code) errParts.push(`code: ${String(gaxiosErrLike.code)}`);
			if (errParts.length > 0) parts.push(...errParts);
			else if (err instanceof Error) parts.push(err.toString() || err.name || "Unknown Error");
			else {
				const stringified = JSON.stringify(err);
				if (stringified && stringified !== "{}") parts.push(stringified);
			}
		} else if (typeof err === "string") {
			if (err !== "") parts.push(err);
		} else parts.push(String(err));
	}
	const suffix = parts.join(" - ");
	return /* @__PURE__ */ new Error(`${prefix} - ${suffix || "Unknown Error"}`);
}
function upload(cfg) {
	return new Upload(cfg);
}
function createURI(cfg, callback) {
	const up = new Upload(cfg);
	if (!callback) return up.createURI();
	(async () => {
		try {
			callback(null, await up.createURI());
		} catch (err) {
			callback(err);
		}
	})();
}

// node_modules/@google-cloud/storage/build/esm/src/signer.js
var SignerExceptionMessages;
(function(SignerExceptionMessages) {
	SignerExceptionMessages["ACCESSIBLE_DATE_INVALID"] = "The accessible at date provided was invalid.";
	SignerExceptionMessages["EXPIRATION_BEFORE_ACCESSIBLE_DATE"] = "An expiration date cannot be before accessible date.";
	SignerExceptionMessages["X_GOOG_CONTENT_SHA256"] = "The header X-Goog-Content-SHA256 must be a hexadecimal string.";
})(SignerExceptionMessages || (SignerExceptionMessages = {}));
const DEFAULT_SIGNING_VERSION = "v2";
const SEVEN_DAYS$1 = 604800;
var URLSigner = class {
	constructor(auth, bucket, file, storage = new Storage()) {
		this.auth = auth;
		this.bucket = bucket;
		this.file = file;
		this.storage = storage;
	}
	getSignedUrl(cfg) {
		const expiresInSeconds = this.parseExpires(cfg.expires);
		const method = cfg.method;
		const accessibleAtInSeconds = this.parseAccessibleAt(cfg.accessibleAt);
		if (expiresInSeconds < accessibleAtInSeconds) throw new Error(SignerExceptionMessages.EXPIRATION_BEFORE_ACCESSIBLE_DATE);
		let customHost;
		const isVirtualHostedStyle = cfg.virtualHostedStyle || false;
		if (cfg.cname) customHost = cfg.cname;
		else if (isVirtualHostedStyle) customHost = `https://${this.bucket.name}.storage.${this.storage.universeDomain}`;
		const config = Object.assign({}, cfg, {
			method,
			expiration: expiresInSeconds,
			accessibleAt: /* @__PURE__ */ new Date(1e3 * accessibleAtInSeconds),
			bucket: this.bucket.name,
			file: this.file ? encodeURI(this.file.name, false) : void 0
		});
		if (customHost) config.cname = customHost;
		const version = cfg.version || DEFAULT_SIGNING_VERSION;
		let promise;
		if (version === "v2") promise = this.getSignedUrlV2(config);
		else if (version === "v4") promise = this.getSignedUrlV4(config);
		else throw new Error(`Invalid signed URL version: ${version}. Supported versions are 'v2' and 'v4'.`);
		return promise.then((query) => {
			var _a;
			query = Object.assign(query, cfg.queryParams);
			const signedUrl = new url.URL(((_a = cfg.host) === null || _a === void 0 ? void 0 : _a.toString()) || config.cname || this.storage.apiEndpoint);
			signedUrl.pathname = this.getResourcePath(!!config.cname, this.bucket.name, config.file);
			signedUrl.search = qsStringify(query);
			return signedUrl.href;
		});
	}
	getSignedUrlV2(config) {
		const canonicalHeadersString = this.getCanonicalHeaders(config.extensionHeaders || {});
		const resourcePath = this.getResourcePath(false, config.bucket, config.file);
		const blobToSign = [
			config.method,
			config.contentMd5 || "",
			config.contentType || "",
			config.expiration,
			canonicalHeadersString + resourcePath
		].join("\n");
		const sign = async () => {
			var _a;
			const auth = this.auth;
			try {
				const signature = await auth.sign(blobToSign, (_a = config.signingEndpoint) === null || _a === void 0 ? void 0 : _a.toString());
				return {
					GoogleAccessId: (await auth.getCredentials()).client_email,
					Expires: config.expiration,
					Signature: signature
				};
			} catch (err) {
				const error = err;
				const signingErr = new SigningError(error.message);
				signingErr.stack = error.stack;
				throw signingErr;
			}
		};
		return sign();
	}
	getSignedUrlV4(config) {
		var _a;
		config.accessibleAt = config.accessibleAt ? config.accessibleAt : /* @__PURE__ */ new Date();
		const expiresPeriodInSeconds = config.expiration - config.accessibleAt.valueOf() * (1 / 1e3);
		if (expiresPeriodInSeconds > SEVEN_DAYS$1) throw new Error(`Max allowed expiration is seven days (${SEVEN_DAYS$1} seconds).`);
		const extensionHeaders = Object.assign({}, config.extensionHeaders);
		extensionHeaders.host = new url.URL(((_a = config.host) === null || _a === void 0 ? void 0 : _a.toString()) || config.cname || this.storage.apiEndpoint).hostname;
		if (config.contentMd5) extensionHeaders["content-md5"] = config.contentMd5;
		if (config.contentType) extensionHeaders["content-type"] = config.contentType;
		let contentSha256;
		const sha256Header = extensionHeaders["x-goog-content-sha256"];
		if (sha256Header) {
			if (typeof sha256Header !== "string" || !/[A-Fa-f0-9]{40}/.test(sha256Header)) throw new Error(SignerExceptionMessages.X_GOOG_CONTENT_SHA256);
			contentSha256 = sha256Header;
		}
		const signedHeaders = Object.keys(extensionHeaders).map((header) => header.toLowerCase()).sort().join(";");
		const extensionHeadersString = this.getCanonicalHeaders(extensionHeaders);
		const credentialScope = `${formatAsUTCISO(config.accessibleAt)}/auto/storage/goog4_request`;
		const sign = async () => {
			var _a;
			const credential = `${(await this.auth.getCredentials()).client_email}/${credentialScope}`;
			const dateISO = formatAsUTCISO(config.accessibleAt ? config.accessibleAt : /* @__PURE__ */ new Date(), true);
			const queryParams = {
				"X-Goog-Algorithm": "GOOG4-RSA-SHA256",
				"X-Goog-Credential": credential,
				"X-Goog-Date": dateISO,
				"X-Goog-Expires": expiresPeriodInSeconds.toString(10),
				"X-Goog-SignedHeaders": signedHeaders,
				...config.queryParams || {}
			};
			const canonicalQueryParams = this.getCanonicalQueryParams(queryParams);
			const canonicalRequest = this.getCanonicalRequest(config.method, this.getResourcePath(!!config.cname, config.bucket, config.file), canonicalQueryParams, extensionHeadersString, signedHeaders, contentSha256);
			const hash = crypto$1.createHash("sha256").update(canonicalRequest).digest("hex");
			const blobToSign = [
				"GOOG4-RSA-SHA256",
				dateISO,
				credentialScope,
				hash
			].join("\n");
			try {
				const signature = await this.auth.sign(blobToSign, (_a = config.signingEndpoint) === null || _a === void 0 ? void 0 : _a.toString());
				const signatureHex = Buffer.from(signature, "base64").toString("hex");
				return Object.assign({}, queryParams, { "X-Goog-Signature": signatureHex });
			} catch (err) {
				const error = err;
				const signingErr = new SigningError(error.message);
				signingErr.stack = error.stack;
				throw signingErr;
			}
		};
		return sign();
	}
	/**
	* Create canonical headers for signing v4 url.
	*
	* The canonical headers for v4-signing a request demands header names are
	* first lowercased, followed by sorting the header names.
	* Then, construct the canonical headers part of the request:
	*  <lowercasedHeaderName> + ":" + Trim(<value>) + "\n"
	*  ..
	*  <lowercasedHeaderName> + ":" + Trim(<value>) + "\n"
	*
	* @param headers
	* @private
	*/
	getCanonicalHeaders(headers) {
		return objectEntries(headers).map(([headerName, value]) => [headerName.toLowerCase(), value]).sort((a, b) => a[0].localeCompare(b[0])).filter(([, value]) => value !== void 0).map(([headerName, value]) => {
			return `${headerName}:${`${value}`.trim().replace(/\s{2,}/g, " ")}\n`;
		}).join("");
	}
	getCanonicalRequest(method, path, query, headers, signedHeaders, contentSha256) {
		return [
			method,
			path,
			query,
			headers,
			signedHeaders,
			contentSha256 || "UNSIGNED-PAYLOAD"
		].join("\n");
	}
	getCanonicalQueryParams(query) {
		return objectEntries(query).map(([key, value]) => [encodeURI(key, true), encodeURI(value, true)]).sort((a, b) => a[0] < b[0] ? -1 : 1).map(([key, value]) => `${key}=${value}`).join("&");
	}
	getResourcePath(cname, bucket, file) {
		if (cname) return "/" + (file || "");
		else if (file) return `/${bucket}/${file}`;
		else return `/${bucket}`;
	}
	parseExpires(expires, current = /* @__PURE__ */ new Date()) {
		const expiresInMSeconds = new Date(expires).valueOf();
		if (isNaN(expiresInMSeconds)) throw new Error(ExceptionMessages.EXPIRATION_DATE_INVALID);
		if (expiresInMSeconds < current.valueOf()) throw new Error(ExceptionMessages.EXPIRATION_DATE_PAST);
		return Math.floor(expiresInMSeconds / 1e3);
	}
	parseAccessibleAt(accessibleAt) {
		const accessibleAtInMSeconds = new Date(accessibleAt || /* @__PURE__ */ new Date()).valueOf();
		if (isNaN(accessibleAtInMSeconds)) throw new Error(SignerExceptionMessages.ACCESSIBLE_DATE_INVALID);
		return Math.floor(accessibleAtInMSeconds / 1e3);
	}
};
/**
* Custom error type for errors related to getting signed errors and policies.
*
* @private
*/
var SigningError = class extends Error {
	constructor() {
		super(...arguments);
		this.name = "SigningError";
	}
};

// node_modules/@google-cloud/storage/build/esm/src/file.js
var __classPrivateFieldGet$1 = void 0 && (void 0).__classPrivateFieldGet || function(receiver, state, kind, f) {
	if (kind === "a" && !f) throw new TypeError("Private accessor was defined without a getter");
	if (typeof state === "function" ? receiver !== state || !f : !state.has(receiver)) throw new TypeError("Cannot read private member from an object whose class did not declare it");
	return kind === "m" ? f : kind === "a" ? f.call(receiver) : f ? f.value : state.get(receiver);
};
var _File_instances;
var _File_validateIntegrity;
var ActionToHTTPMethod;
(function(ActionToHTTPMethod) {
	ActionToHTTPMethod["read"] = "GET";
	ActionToHTTPMethod["write"] = "PUT";
	ActionToHTTPMethod["delete"] = "DELETE";
	ActionToHTTPMethod["resumable"] = "POST";
})(ActionToHTTPMethod || (ActionToHTTPMethod = {}));
/**
* @private
*/
const GS_URL_REGEXP = /^gs:\/\/([a-z0-9_.-]+)\/(.+)$/;
/**
* @private
* This regex will match compressible content types. These are primarily text/*, +json, +text, +xml content types.
* This was based off of mime-db and may periodically need to be updated if new compressible content types become
* standards.
*/
const COMPRESSIBLE_MIME_REGEX = new RegExp([
	/^text\/|application\/ecmascript|application\/javascript|application\/json/,
	/|application\/postscript|application\/rtf|application\/toml|application\/vnd.dart/,
	/|application\/vnd.ms-fontobject|application\/wasm|application\/x-httpd-php|application\/x-ns-proxy-autoconfig/,
	/|application\/x-sh(?!ockwave-flash)|application\/x-tar|application\/x-virtualbox-hdd|application\/x-virtualbox-ova|application\/x-virtualbox-ovf/,
	/|^application\/x-virtualbox-vbox$|application\/x-virtualbox-vdi|application\/x-virtualbox-vhd|application\/x-virtualbox-vmdk/,
	/|application\/xml|application\/xml-dtd|font\/otf|font\/ttf|image\/bmp|image\/vnd.adobe.photoshop|image\/vnd.microsoft.icon/,
	/|image\/vnd.ms-dds|image\/x-icon|image\/x-ms-bmp|message\/rfc822|model\/gltf-binary|\+json|\+text|\+xml|\+yaml/
].map((r) => r.source).join(""), "i");
var SkipReason;
(function(SkipReason) {
	SkipReason["PATH_TRAVERSAL"] = "PATH_TRAVERSAL";
	SkipReason["ILLEGAL_CHARACTER"] = "ILLEGAL_CHARACTER";
	SkipReason["ALREADY_EXISTS"] = "ALREADY_EXISTS";
	SkipReason["DOWNLOAD_ERROR"] = "DOWNLOAD_ERROR";
})(SkipReason || (SkipReason = {}));
var RequestError = class extends Error {};
const SEVEN_DAYS = 604800;
const GS_UTIL_URL_REGEX = /(gs):\/\/([a-z0-9_.-]+)\/(.+)/g;
const HTTPS_PUBLIC_URL_REGEX = /(https):\/\/(storage\.googleapis\.com)\/([a-z0-9_.-]+)\/(.+)/g;
var FileExceptionMessages;
(function(FileExceptionMessages) {
	FileExceptionMessages["EXPIRATION_TIME_NA"] = "An expiration time is not available.";
	FileExceptionMessages["DESTINATION_NO_NAME"] = "Destination file should have a name.";
	FileExceptionMessages["INVALID_VALIDATION_FILE_RANGE"] = "Cannot use validation with file ranges (start/end).";
	FileExceptionMessages["MD5_NOT_AVAILABLE"] = "MD5 verification was specified, but is not available for the requested object. MD5 is not available for composite objects.";
	FileExceptionMessages["EQUALS_CONDITION_TWO_ELEMENTS"] = "Equals condition must be an array of 2 elements.";
	FileExceptionMessages["STARTS_WITH_TWO_ELEMENTS"] = "StartsWith condition must be an array of 2 elements.";
	FileExceptionMessages["CONTENT_LENGTH_RANGE_MIN_MAX"] = "ContentLengthRange must have numeric min & max fields.";
	FileExceptionMessages["DOWNLOAD_MISMATCH"] = "The downloaded data did not match the data from the server. To be sure the content is the same, you should download the file again.";
	FileExceptionMessages["UPLOAD_MISMATCH_DELETE_FAIL"] = "The uploaded data did not match the data from the server.\n    As a precaution, we attempted to delete the file, but it was not successful.\n    To be sure the content is the same, you should try removing the file manually,\n    then uploading the file again.\n    \n\nThe delete attempt failed with this message:\n\n  ";
	FileExceptionMessages["UPLOAD_MISMATCH"] = "The uploaded data did not match the data from the server.\n    As a precaution, the file has been deleted.\n    To be sure the content is the same, you should try uploading the file again.";
	FileExceptionMessages["MD5_RESUMED_UPLOAD"] = "MD5 cannot be used with a continued resumable upload as MD5 cannot be extended from an existing value";
	FileExceptionMessages["MISSING_RESUME_CRC32C_FINAL_UPLOAD"] = "The CRC32C is missing for the final portion of a resumed upload, which is required for validation. Please provide `resumeCRC32C` if validation is required, or disable `validation`.";
})(FileExceptionMessages || (FileExceptionMessages = {}));
/**
* A File object is created from your {@link Bucket} object using
* {@link Bucket#file}.
*
* @class
*/
var File$1 = class File$1 extends ServiceObject {
	/**
	* Cloud Storage uses access control lists (ACLs) to manage object and
	* bucket access. ACLs are the mechanism you use to share objects with other
	* users and allow other users to access your buckets and objects.
	*
	* An ACL consists of one or more entries, where each entry grants permissions
	* to an entity. Permissions define the actions that can be performed against
	* an object or bucket (for example, `READ` or `WRITE`); the entity defines
	* who the permission applies to (for example, a specific user or group of
	* users).
	*
	* The `acl` object on a File instance provides methods to get you a list of
	* the ACLs defined on your bucket, as well as set, update, and delete them.
	*
	* See {@link http://goo.gl/6qBBPO| About Access Control lists}
	*
	* @name File#acl
	* @mixes Acl
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const myBucket = storage.bucket('my-bucket');
	*
	* const file = myBucket.file('my-file');
	* //-
	* // Make a file publicly readable.
	* //-
	* const options = {
	*   entity: 'allUsers',
	*   role: storage.acl.READER_ROLE
	* };
	*
	* file.acl.add(options, function(err, aclObject) {});
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* file.acl.add(options).then(function(data) {
	*   const aclObject = data[0];
	*   const apiResponse = data[1];
	* });
	* ```
	*/
	/**
	* The API-formatted resource description of the file.
	*
	* Note: This is not guaranteed to be up-to-date when accessed. To get the
	* latest record, call the `getMetadata()` method.
	*
	* @name File#metadata
	* @type {object}
	*/
	/**
	* The file's name.
	* @name File#name
	* @type {string}
	*/
	/**
	* @callback Crc32cGeneratorToStringCallback
	* A method returning the CRC32C as a base64-encoded string.
	*
	* @returns {string}
	*
	* @example
	* Hashing the string 'data' should return 'rth90Q=='
	*
	* ```js
	* const buffer = Buffer.from('data');
	* crc32c.update(buffer);
	* crc32c.toString(); // 'rth90Q=='
	* ```
	**/
	/**
	* @callback Crc32cGeneratorValidateCallback
	* A method validating a base64-encoded CRC32C string.
	*
	* @param {string} [value] base64-encoded CRC32C string to validate
	* @returns {boolean}
	*
	* @example
	* Should return `true` if the value matches, `false` otherwise
	*
	* ```js
	* const buffer = Buffer.from('data');
	* crc32c.update(buffer);
	* crc32c.validate('DkjKuA=='); // false
	* crc32c.validate('rth90Q=='); // true
	* ```
	**/
	/**
	* @callback Crc32cGeneratorUpdateCallback
	* A method for passing `Buffer`s for CRC32C generation.
	*
	* @param {Buffer} [data] data to update CRC32C value with
	* @returns {undefined}
	*
	* @example
	* Hashing buffers from 'some ' and 'text\n'
	*
	* ```js
	* const buffer1 = Buffer.from('some ');
	* crc32c.update(buffer1);
	*
	* const buffer2 = Buffer.from('text\n');
	* crc32c.update(buffer2);
	*
	* crc32c.toString(); // 'DkjKuA=='
	* ```
	**/
	/**
	* @typedef {object} CRC32CValidator
	* @property {Crc32cGeneratorToStringCallback}
	* @property {Crc32cGeneratorValidateCallback}
	* @property {Crc32cGeneratorUpdateCallback}
	*/
	/**
	* @callback Crc32cGeneratorCallback
	* @returns {CRC32CValidator}
	*/
	/**
	* @typedef {object} FileOptions Options passed to the File constructor.
	* @property {string} [encryptionKey] A custom encryption key.
	* @property {number} [generation] Generation to scope the file to.
	* @property {string} [kmsKeyName] Cloud KMS Key used to encrypt this
	*     object, if the object is encrypted by such a key. Limited availability;
	*     usable only by enabled projects.
	* @property {string} [userProject] The ID of the project which will be
	*     billed for all requests made from File object.
	* @property {Crc32cGeneratorCallback} [callback] A function that generates a CRC32C Validator. Defaults to {@link CRC32C}
	*/
	/**
	* Constructs a file object.
	*
	* @param {Bucket} bucket The Bucket instance this file is
	*     attached to.
	* @param {string} name The name of the remote file.
	* @param {FileOptions} [options] Configuration options.
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const myBucket = storage.bucket('my-bucket');
	*
	* const file = myBucket.file('my-file');
	* ```
	*/
	constructor(bucket, name, options = {}) {
		var _a, _b;
		const requestQueryObject = {};
		let generation;
		if (options.generation !== null) {
			if (typeof options.generation === "string") generation = Number(options.generation);
			else generation = options.generation;
			if (!isNaN(generation)) requestQueryObject.generation = generation;
		}
		Object.assign(requestQueryObject, options.preconditionOpts);
		const userProject = options.userProject || bucket.userProject;
		if (typeof userProject === "string") requestQueryObject.userProject = userProject;
		super({
			parent: bucket,
			baseUrl: "/o",
			id: encodeURIComponent(name),
			methods: {
				/**
				* @typedef {array} DeleteFileResponse
				* @property {object} 0 The full API response.
				*/
				/**
				* @callback DeleteFileCallback
				* @param {?Error} err Request error, if any.
				* @param {object} apiResponse The full API response.
				*/
				/**
				* Delete the file.
				*
				* See {@link https://cloud.google.com/storage/docs/json_api/v1/objects/delete| Objects: delete API Documentation}
				*
				* @method File#delete
				* @param {object} [options] Configuration options.
				* @param {boolean} [options.ignoreNotFound = false] Ignore an error if
				*     the file does not exist.
				* @param {string} [options.userProject] The ID of the project which will be
				*     billed for the request.
				* @param {DeleteFileCallback} [callback] Callback function.
				* @returns {Promise<DeleteFileResponse>}
				*
				* @example
				* ```
				* const {Storage} = require('@google-cloud/storage');
				* const storage = new Storage();
				* const myBucket = storage.bucket('my-bucket');
				*
				* const file = myBucket.file('my-file');
				* file.delete(function(err, apiResponse) {});
				*
				* //-
				* // If the callback is omitted, we'll return a Promise.
				* //-
				* file.delete().then(function(data) {
				*   const apiResponse = data[0];
				* });
				*
				* ```
				* @example <caption>include:samples/files.js</caption>
				* region_tag:storage_delete_file
				* Another example:
				*/
				delete: { reqOpts: { qs: requestQueryObject } },
				/**
				* @typedef {array} FileExistsResponse
				* @property {boolean} 0 Whether the {@link File} exists.
				*/
				/**
				* @callback FileExistsCallback
				* @param {?Error} err Request error, if any.
				* @param {boolean} exists Whether the {@link File} exists.
				*/
				/**
				* Check if the file exists.
				*
				* @method File#exists
				* @param {options} [options] Configuration options.
				* @param {string} [options.userProject] The ID of the project which will be
				*     billed for the request.
				* @param {FileExistsCallback} [callback] Callback function.
				* @returns {Promise<FileExistsResponse>}
				*
				* @example
				* ```
				* const {Storage} = require('@google-cloud/storage');
				* const storage = new Storage();
				* const myBucket = storage.bucket('my-bucket');
				*
				* const file = myBucket.file('my-file');
				*
				* file.exists(function(err, exists) {});
				*
				* //-
				* // If the callback is omitted, we'll return a Promise.
				* //-
				* file.exists().then(function(data) {
				*   const exists = data[0];
				* });
				* ```
				*/
				exists: { reqOpts: { qs: requestQueryObject } },
				/**
				* @typedef {array} GetFileResponse
				* @property {File} 0 The {@link File}.
				* @property {object} 1 The full API response.
				*/
				/**
				* @callback GetFileCallback
				* @param {?Error} err Request error, if any.
				* @param {File} file The {@link File}.
				* @param {object} apiResponse The full API response.
				*/
				/**
				* Get a file object and its metadata if it exists.
				*
				* @method File#get
				* @param {options} [options] Configuration options.
				* @param {string} [options.userProject] The ID of the project which will be
				*     billed for the request.
				* @param {number} [options.generation] The generation number to get
				* @param {string} [options.restoreToken] If this is a soft-deleted object in an HNS-enabled bucket, returns the restore token which will
				*    be necessary to restore it if there's a name conflict with another object.
				* @param {boolean} [options.softDeleted] If true, returns the soft-deleted object.
				Object `generation` is required if `softDeleted` is set to True.
				* @param {GetFileCallback} [callback] Callback function.
				* @returns {Promise<GetFileResponse>}
				*
				* @example
				* ```
				* const {Storage} = require('@google-cloud/storage');
				* const storage = new Storage();
				* const myBucket = storage.bucket('my-bucket');
				*
				* const file = myBucket.file('my-file');
				*
				* file.get(function(err, file, apiResponse) {
				*   // file.metadata` has been populated.
				* });
				*
				* //-
				* // If the callback is omitted, we'll return a Promise.
				* //-
				* file.get().then(function(data) {
				*   const file = data[0];
				*   const apiResponse = data[1];
				* });
				* ```
				*/
				get: { reqOpts: { qs: requestQueryObject } },
				/**
				* @typedef {array} GetFileMetadataResponse
				* @property {object} 0 The {@link File} metadata.
				* @property {object} 1 The full API response.
				*/
				/**
				* @callback GetFileMetadataCallback
				* @param {?Error} err Request error, if any.
				* @param {object} metadata The {@link File} metadata.
				* @param {object} apiResponse The full API response.
				*/
				/**
				* Get the file's metadata.
				*
				* See {@link https://cloud.google.com/storage/docs/json_api/v1/objects/get| Objects: get API Documentation}
				*
				* @method File#getMetadata
				* @param {object} [options] Configuration options.
				* @param {string} [options.userProject] The ID of the project which will be
				*     billed for the request.
				* @param {GetFileMetadataCallback} [callback] Callback function.
				* @returns {Promise<GetFileMetadataResponse>}
				*
				* @example
				* ```
				* const {Storage} = require('@google-cloud/storage');
				* const storage = new Storage();
				* const myBucket = storage.bucket('my-bucket');
				*
				* const file = myBucket.file('my-file');
				*
				* file.getMetadata(function(err, metadata, apiResponse) {});
				*
				* //-
				* // If the callback is omitted, we'll return a Promise.
				* //-
				* file.getMetadata().then(function(data) {
				*   const metadata = data[0];
				*   const apiResponse = data[1];
				* });
				*
				* ```
				* @example <caption>include:samples/files.js</caption>
				* region_tag:storage_get_metadata
				* Another example:
				*/
				getMetadata: { reqOpts: { qs: requestQueryObject } },
				/**
				* @typedef {object} SetFileMetadataOptions Configuration options for File#setMetadata().
				* @param {string} [userProject] The ID of the project which will be billed for the request.
				*/
				/**
				* @callback SetFileMetadataCallback
				* @param {?Error} err Request error, if any.
				* @param {object} apiResponse The full API response.
				*/
				/**
				* @typedef {array} SetFileMetadataResponse
				* @property {object} 0 The full API response.
				*/
				/**
				* Merge the given metadata with the current remote file's metadata. This
				* will set metadata if it was previously unset or update previously set
				* metadata. To unset previously set metadata, set its value to null.
				*
				* You can set custom key/value pairs in the metadata key of the given
				* object, however the other properties outside of this object must adhere
				* to the {@link https://goo.gl/BOnnCK| official API documentation}.
				*
				*
				* See the examples below for more information.
				*
				* See {@link https://cloud.google.com/storage/docs/json_api/v1/objects/patch| Objects: patch API Documentation}
				*
				* @method File#setMetadata
				* @param {object} [metadata] The metadata you wish to update.
				* @param {SetFileMetadataOptions} [options] Configuration options.
				* @param {SetFileMetadataCallback} [callback] Callback function.
				* @returns {Promise<SetFileMetadataResponse>}
				*
				* @example
				* ```
				* const {Storage} = require('@google-cloud/storage');
				* const storage = new Storage();
				* const myBucket = storage.bucket('my-bucket');
				*
				* const file = myBucket.file('my-file');
				*
				* const metadata = {
				*   contentType: 'application/x-font-ttf',
				*   metadata: {
				*     my: 'custom',
				*     properties: 'go here'
				*   }
				* };
				*
				* file.setMetadata(metadata, function(err, apiResponse) {});
				*
				* // Assuming current metadata = { hello: 'world', unsetMe: 'will do' }
				* file.setMetadata({
				*   metadata: {
				*     abc: '123', // will be set.
				*     unsetMe: null, // will be unset (deleted).
				*     hello: 'goodbye' // will be updated from 'world' to 'goodbye'.
				*   }
				* }, function(err, apiResponse) {
				*   // metadata should now be { abc: '123', hello: 'goodbye' }
				* });
				*
				* //-
				* // Set a temporary hold on this file from its bucket's retention period
				* // configuration.
				* //
				* file.setMetadata({
				*   temporaryHold: true
				* }, function(err, apiResponse) {});
				*
				* //-
				* // Alternatively, you may set a temporary hold. This will follow the
				* // same behavior as an event-based hold, with the exception that the
				* // bucket's retention policy will not renew for this file from the time
				* // the hold is released.
				* //-
				* file.setMetadata({
				*   eventBasedHold: true
				* }, function(err, apiResponse) {});
				*
				* //-
				* // If the callback is omitted, we'll return a Promise.
				* //-
				* file.setMetadata(metadata).then(function(data) {
				*   const apiResponse = data[0];
				* });
				* ```
				*/
				setMetadata: { reqOpts: { qs: requestQueryObject } }
			}
		});
		_File_instances.add(this);
		this.bucket = bucket;
		this.storage = bucket.parent;
		if (options.generation !== null) {
			let generation;
			if (typeof options.generation === "string") generation = Number(options.generation);
			else generation = options.generation;
			if (!isNaN(generation)) this.generation = generation;
		}
		this.kmsKeyName = options.kmsKeyName;
		this.userProject = userProject;
		this.name = name;
		if (options.encryptionKey !== void 0) this.setEncryptionKey(options.encryptionKey);
		this.acl = new Acl({
			request: this.request.bind(this),
			pathPrefix: "/acl"
		});
		this.crc32cGenerator = options.crc32cGenerator || this.bucket.crc32cGenerator;
		this.instanceRetryValue = (_b = (_a = this.storage) === null || _a === void 0 ? void 0 : _a.retryOptions) === null || _b === void 0 ? void 0 : _b.autoRetry;
		this.instancePreconditionOpts = options === null || options === void 0 ? void 0 : options.preconditionOpts;
	}
	/**
	* The object's Cloud Storage URI (`gs://`)
	*
	* @example
	* ```ts
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const bucket = storage.bucket('my-bucket');
	* const file = bucket.file('image.png');
	*
	* // `gs://my-bucket/image.png`
	* const href = file.cloudStorageURI.href;
	* ```
	*/
	get cloudStorageURI() {
		const uri = this.bucket.cloudStorageURI;
		uri.pathname = this.name;
		return uri;
	}
	/**
	* A helper method for determining if a request should be retried based on preconditions.
	* This should only be used for methods where the idempotency is determined by
	* `ifGenerationMatch`
	* @private
	*
	* A request should not be retried under the following conditions:
	* - if precondition option `ifGenerationMatch` is not set OR
	* - if `idempotencyStrategy` is set to `RetryNever`
	*/
	shouldRetryBasedOnPreconditionAndIdempotencyStrat(options) {
		var _a;
		return !((options === null || options === void 0 ? void 0 : options.ifGenerationMatch) === void 0 && ((_a = this.instancePreconditionOpts) === null || _a === void 0 ? void 0 : _a.ifGenerationMatch) === void 0 && this.storage.retryOptions.idempotencyStrategy === IdempotencyStrategy.RetryConditional || this.storage.retryOptions.idempotencyStrategy === IdempotencyStrategy.RetryNever);
	}
	/**
	* @typedef {array} CopyResponse
	* @property {File} 0 The copied {@link File}.
	* @property {object} 1 The full API response.
	*/
	/**
	* @callback CopyCallback
	* @param {?Error} err Request error, if any.
	* @param {File} copiedFile The copied {@link File}.
	* @param {object} apiResponse The full API response.
	*/
	/**
	* @typedef {object} CopyOptions Configuration options for File#copy(). See an
	*     {@link https://cloud.google.com/storage/docs/json_api/v1/objects#resource| Object resource}.
	* @property {string} [cacheControl] The cacheControl setting for the new file.
	* @property {string} [contentEncoding] The contentEncoding setting for the new file.
	* @property {string} [contentType] The contentType setting for the new file.
	* @property {string} [destinationKmsKeyName] Resource name of the Cloud
	*     KMS key, of the form
	*     `projects/my-project/locations/location/keyRings/my-kr/cryptoKeys/my-key`,
	*     that will be used to encrypt the object. Overwrites the object
	* metadata's `kms_key_name` value, if any.
	* @property {string} [kmsKeyName] Resource name of the Cloud KMS key. Alias
	*     for `destinationKmsKeyName`.
	* @property {Metadata} [metadata] Metadata to specify on the copied file.
	* @property {string} [predefinedAcl] Set the ACL for the new file.
	* @property {string} [token] A previously-returned `rewriteToken` from an
	*     unfinished rewrite request.
	* @property {string} [userProject] The ID of the project which will be
	*     billed for the request.
	*/
	/**
	* Copy this file to another file. By default, this will copy the file to the
	* same bucket, but you can choose to copy it to another Bucket by providing
	* a Bucket or File object or a URL starting with "gs://".
	* The generation of the file will not be preserved.
	*
	* See {@link https://cloud.google.com/storage/docs/json_api/v1/objects/rewrite| Objects: rewrite API Documentation}
	*
	* @throws {Error} If the destination file is not provided.
	*
	* @param {string|Bucket|File} destination Destination file.
	* @param {CopyOptions} [options] Configuration options. See an
	* @param {CopyCallback} [callback] Callback function.
	* @returns {Promise<CopyResponse>}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	*
	* //-
	* // You can pass in a variety of types for the destination.
	* //
	* // For all of the below examples, assume we are working with the following
	* // Bucket and File objects.
	* //-
	* const bucket = storage.bucket('my-bucket');
	* const file = bucket.file('my-image.png');
	*
	* //-
	* // If you pass in a string for the destination, the file is copied to its
	* // current bucket, under the new name provided.
	* //-
	* file.copy('my-image-copy.png', function(err, copiedFile, apiResponse) {
	*   // `my-bucket` now contains:
	*   // - "my-image.png"
	*   // - "my-image-copy.png"
	*
	*   // `copiedFile` is an instance of a File object that refers to your new
	*   // file.
	* });
	*
	* //-
	* // If you pass in a string starting with "gs://" for the destination, the
	* // file is copied to the other bucket and under the new name provided.
	* //-
	* const newLocation = 'gs://another-bucket/my-image-copy.png';
	* file.copy(newLocation, function(err, copiedFile, apiResponse) {
	*   // `my-bucket` still contains:
	*   // - "my-image.png"
	*   //
	*   // `another-bucket` now contains:
	*   // - "my-image-copy.png"
	*
	*   // `copiedFile` is an instance of a File object that refers to your new
	*   // file.
	* });
	*
	* //-
	* // If you pass in a Bucket object, the file will be copied to that bucket
	* // using the same name.
	* //-
	* const anotherBucket = storage.bucket('another-bucket');
	* file.copy(anotherBucket, function(err, copiedFile, apiResponse) {
	*   // `my-bucket` still contains:
	*   // - "my-image.png"
	*   //
	*   // `another-bucket` now contains:
	*   // - "my-image.png"
	*
	*   // `copiedFile` is an instance of a File object that refers to your new
	*   // file.
	* });
	*
	* //-
	* // If you pass in a File object, you have complete control over the new
	* // bucket and filename.
	* //-
	* const anotherFile = anotherBucket.file('my-awesome-image.png');
	* file.copy(anotherFile, function(err, copiedFile, apiResponse) {
	*   // `my-bucket` still contains:
	*   // - "my-image.png"
	*   //
	*   // `another-bucket` now contains:
	*   // - "my-awesome-image.png"
	*
	*   // Note:
	*   // The `copiedFile` parameter is equal to `anotherFile`.
	* });
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* file.copy(newLocation).then(function(data) {
	*   const newFile = data[0];
	*   const apiResponse = data[1];
	* });
	*
	* ```
	* @example <caption>include:samples/files.js</caption>
	* region_tag:storage_copy_file
	* Another example:
	*/
	copy(destination, optionsOrCallback, callback) {
		var _a, _b;
		const noDestinationError = new Error(FileExceptionMessages.DESTINATION_NO_NAME);
		if (!destination) throw noDestinationError;
		let options = {};
		if (typeof optionsOrCallback === "function") callback = optionsOrCallback;
		else if (optionsOrCallback) options = { ...optionsOrCallback };
		if (options.contexts) {
			const validationError = handleContextValidation(options.contexts, callback);
			if (validationError) return validationError;
		}
		callback = callback || util$1.noop;
		let destBucket;
		let destName;
		let newFile;
		if (typeof destination === "string") {
			const parsedDestination = GS_URL_REGEXP.exec(destination);
			if (parsedDestination !== null && parsedDestination.length === 3) {
				destBucket = this.storage.bucket(parsedDestination[1]);
				destName = parsedDestination[2];
			} else {
				destBucket = this.bucket;
				destName = destination;
			}
		} else if (destination instanceof Bucket) {
			destBucket = destination;
			destName = this.name;
		} else if (destination instanceof File$1) {
			destBucket = destination.bucket;
			destName = destination.name;
			newFile = destination;
		} else throw noDestinationError;
		const query = {};
		if (this.generation !== void 0) query.sourceGeneration = this.generation;
		if (options.token !== void 0) query.rewriteToken = options.token;
		if (options.userProject !== void 0) {
			query.userProject = options.userProject;
			delete options.userProject;
		}
		if (options.predefinedAcl !== void 0) {
			query.destinationPredefinedAcl = options.predefinedAcl;
			delete options.predefinedAcl;
		}
		newFile = newFile || destBucket.file(destName);
		const headers = {};
		if (this.encryptionKey !== void 0 && this.encryptionKey !== null) {
			headers["x-goog-copy-source-encryption-algorithm"] = "AES256";
			headers["x-goog-copy-source-encryption-key"] = this.encryptionKeyBase64;
			headers["x-goog-copy-source-encryption-key-sha256"] = this.encryptionKeyHash;
		}
		const destinationKmsKeyName = options.destinationKmsKeyName || options.kmsKeyName || newFile.kmsKeyName;
		if (this.encryptionKey && newFile.encryptionKey === void 0 && !destinationKmsKeyName) newFile.setEncryptionKey(this.encryptionKey);
		if (newFile.encryptionKey !== void 0 && newFile.encryptionKey !== null) {
			headers["x-goog-encryption-algorithm"] = "AES256";
			headers["x-goog-encryption-key"] = newFile.encryptionKeyBase64;
			headers["x-goog-encryption-key-sha256"] = newFile.encryptionKeyHash;
		} else if (destinationKmsKeyName !== void 0) {
			query.destinationKmsKeyName = destinationKmsKeyName;
			delete options.destinationKmsKeyName;
			delete options.kmsKeyName;
		}
		if (query.destinationKmsKeyName) {
			this.kmsKeyName = query.destinationKmsKeyName;
			const keyIndex = this.interceptors.indexOf(this.encryptionKeyInterceptor);
			if (keyIndex > -1) this.interceptors.splice(keyIndex, 1);
		}
		if (!this.shouldRetryBasedOnPreconditionAndIdempotencyStrat(options === null || options === void 0 ? void 0 : options.preconditionOpts)) this.storage.retryOptions.autoRetry = false;
		if (((_a = options.preconditionOpts) === null || _a === void 0 ? void 0 : _a.ifGenerationMatch) !== void 0) {
			query.ifGenerationMatch = (_b = options.preconditionOpts) === null || _b === void 0 ? void 0 : _b.ifGenerationMatch;
			delete options.preconditionOpts;
		}
		this.bucket.request({
			method: "POST",
			uri: `/o/${encodeURIComponent(this.name)}/rewriteTo/b/${destBucket.name}/o/${encodeURIComponent(newFile.name)}`,
			qs: query,
			json: options,
			headers
		}, (err, resp) => {
			this.storage.retryOptions.autoRetry = this.instanceRetryValue;
			if (err) {
				callback(err, null, resp);
				return;
			}
			if (resp.rewriteToken) {
				const options = { token: resp.rewriteToken };
				if (query.userProject) options.userProject = query.userProject;
				if (query.destinationKmsKeyName) options.destinationKmsKeyName = query.destinationKmsKeyName;
				this.copy(newFile, options, callback);
				return;
			}
			callback(null, newFile, resp);
		});
	}
	/**
	* @typedef {object} CreateReadStreamOptions Configuration options for File#createReadStream.
	* @property {string} [userProject] The ID of the project which will be
	*     billed for the request.
	* @property {string|boolean} [validation] Possible values: `"md5"`,
	*     `"crc32c"`, or `false`. By default, data integrity is validated with a
	*     CRC32c checksum. You may use MD5 if preferred, but that hash is not
	*     supported for composite objects. An error will be raised if MD5 is
	*     specified but is not available. You may also choose to skip validation
	*     completely, however this is **not recommended**.
	* @property {number} [start] A byte offset to begin the file's download
	*     from. Default is 0. NOTE: Byte ranges are inclusive; that is,
	*     `options.start = 0` and `options.end = 999` represent the first 1000
	*     bytes in a file or object. NOTE: when specifying a byte range, data
	*     integrity is not available.
	* @property {number} [end] A byte offset to stop reading the file at.
	*     NOTE: Byte ranges are inclusive; that is, `options.start = 0` and
	*     `options.end = 999` represent the first 1000 bytes in a file or object.
	*     NOTE: when specifying a byte range, data integrity is not available.
	* @property {boolean} [decompress=true] Disable auto decompression of the
	*     received data. By default this option is set to `true`.
	*     Applicable in cases where the data was uploaded with
	*     `gzip: true` option. See {@link File#createWriteStream}.
	*/
	/**
	* Create a readable stream to read the contents of the remote file. It can be
	* piped to a writable stream or listened to for 'data' events to read a
	* file's contents.
	*
	* In the unlikely event there is a mismatch between what you downloaded and
	* the version in your Bucket, your error handler will receive an error with
	* code "CONTENT_DOWNLOAD_MISMATCH". If you receive this error, the best
	* recourse is to try downloading the file again.
	*
	* NOTE: Readable streams will emit the `end` event when the file is fully
	* downloaded.
	*
	* @param {CreateReadStreamOptions} [options] Configuration options.
	* @returns {ReadableStream}
	*
	* @example
	* ```
	* //-
	* // <h4>Downloading a File</h4>
	* //
	* // The example below demonstrates how we can reference a remote file, then
	* // pipe its contents to a local file. This is effectively creating a local
	* // backup of your remote data.
	* //-
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const bucket = storage.bucket('my-bucket');
	*
	* const fs = require('fs');
	* const remoteFile = bucket.file('image.png');
	* const localFilename = '/Users/stephen/Photos/image.png';
	*
	* remoteFile.createReadStream()
	*   .on('error', function(err) {})
	*   .on('response', function(response) {
	*     // Server connected and responded with the specified status and headers.
	*    })
	*   .on('end', function() {
	*     // The file is fully downloaded.
	*   })
	*   .pipe(fs.createWriteStream(localFilename));
	*
	* //-
	* // To limit the downloaded data to only a byte range, pass an options
	* // object.
	* //-
	* const logFile = myBucket.file('access_log');
	* logFile.createReadStream({
	*     start: 10000,
	*     end: 20000
	*   })
	*   .on('error', function(err) {})
	*   .pipe(fs.createWriteStream('/Users/stephen/logfile.txt'));
	*
	* //-
	* // To read a tail byte range, specify only `options.end` as a negative
	* // number.
	* //-
	* const logFile = myBucket.file('access_log');
	* logFile.createReadStream({
	*     end: -100
	*   })
	*   .on('error', function(err) {})
	*   .pipe(fs.createWriteStream('/Users/stephen/logfile.txt'));
	* ```
	*/
	createReadStream(options = {}) {
		options = Object.assign({ decompress: true }, options);
		const rangeRequest = typeof options.start === "number" || typeof options.end === "number";
		const tailRequest = options.end < 0;
		let validateStream = void 0;
		let request = void 0;
		const throughStream = new PassThroughShim();
		let crc32c = true;
		let md5 = false;
		if (typeof options.validation === "string") {
			const value = options.validation.toLowerCase().trim();
			crc32c = value === "crc32c";
			md5 = value === "md5";
		} else if (options.validation === false) crc32c = false;
		const shouldRunValidation = !rangeRequest && (crc32c || md5);
		if (rangeRequest) {
			if (typeof options.validation === "string" || options.validation === true) throw new Error(FileExceptionMessages.INVALID_VALIDATION_FILE_RANGE);
			crc32c = false;
			md5 = false;
		}
		const onComplete = (err) => {
			if (err) {
				if (request === null || request === void 0 ? void 0 : request.agent) request.agent.destroy();
				throughStream.destroy(err);
			}
		};
		const onResponse = (err, _body, rawResponseStream) => {
			if (err) {
				(async () => {
					try {
						err.message = (await this.getBufferFromReadable(rawResponseStream)).toString("utf8");
					} catch (_a) {} finally {
						throughStream.destroy(err);
					}
				})();
				return;
			}
			request = rawResponseStream.request;
			const headers = rawResponseStream.toJSON().headers;
			const isCompressed = headers["content-encoding"] === "gzip";
			const hashes = {};
			const safeToValidate = headers["x-goog-stored-content-encoding"] === "gzip" && isCompressed || headers["x-goog-stored-content-encoding"] === "identity";
			const transformStreams = [];
			if (shouldRunValidation) {
				if (typeof headers["x-goog-hash"] === "string") headers["x-goog-hash"].split(",").forEach((hashKeyValPair) => {
					const delimiterIndex = hashKeyValPair.indexOf("=");
					const hashType = hashKeyValPair.substring(0, delimiterIndex);
					const hashValue = hashKeyValPair.substring(delimiterIndex + 1);
					hashes[hashType] = hashValue;
				});
				validateStream = new HashStreamValidator({
					crc32c,
					md5,
					crc32cGenerator: this.crc32cGenerator,
					crc32cExpected: hashes.crc32c,
					md5Expected: hashes.md5
				});
			}
			if (md5 && !hashes.md5) {
				const hashError = new RequestError(FileExceptionMessages.MD5_NOT_AVAILABLE);
				hashError.code = "MD5_NOT_AVAILABLE";
				throughStream.destroy(hashError);
				return;
			}
			if (safeToValidate && shouldRunValidation && validateStream) transformStreams.push(validateStream);
			if (isCompressed && options.decompress) transformStreams.push(zlib.createGunzip());
			pipeline(rawResponseStream, ...transformStreams, throughStream, onComplete);
		};
		const makeRequest = () => {
			const query = { alt: "media" };
			if (this.generation) query.generation = this.generation;
			if (options.userProject) query.userProject = options.userProject;
			const headers = {
				"Accept-Encoding": "gzip",
				"Cache-Control": "no-store"
			};
			if (rangeRequest) {
				const start = typeof options.start === "number" ? options.start : "0";
				const end = typeof options.end === "number" ? options.end : "";
				headers.Range = `bytes=${tailRequest ? end : `${start}-${end}`}`;
			}
			const reqOpts = {
				uri: "",
				headers,
				qs: query
			};
			if (options[GCCL_GCS_CMD_KEY]) reqOpts[GCCL_GCS_CMD_KEY] = options[GCCL_GCS_CMD_KEY];
			this.requestStream(reqOpts).on("error", (err) => {
				throughStream.destroy(err);
			}).on("response", (res) => {
				throughStream.emit("response", res);
				util$1.handleResp(null, res, null, onResponse);
			}).resume();
		};
		throughStream.on("reading", makeRequest);
		return throughStream;
	}
	/**
	* @callback CreateResumableUploadCallback
	* @param {?Error} err Request error, if any.
	* @param {string} uri The resumable upload's unique session URI.
	*/
	/**
	* @typedef {array} CreateResumableUploadResponse
	* @property {string} 0 The resumable upload's unique session URI.
	*/
	/**
	* @typedef {object} CreateResumableUploadOptions
	* @property {object} [metadata] Metadata to set on the file.
	* @property {number} [offset] The starting byte of the upload stream for resuming an interrupted upload.
	* @property {string} [origin] Origin header to set for the upload.
	* @property {string} [predefinedAcl] Apply a predefined set of access
	* controls to this object.
	*
	* Acceptable values are:
	* - **`authenticatedRead`** - Object owner gets `OWNER` access, and
	*   `allAuthenticatedUsers` get `READER` access.
	*
	* - **`bucketOwnerFullControl`** - Object owner gets `OWNER` access, and
	*   project team owners get `OWNER` access.
	*
	* - **`bucketOwnerRead`** - Object owner gets `OWNER` access, and project
	*   team owners get `READER` access.
	*
	* - **`private`** - Object owner gets `OWNER` access.
	*
	* - **`projectPrivate`** - Object owner gets `OWNER` access, and project
	*   team members get access according to their roles.
	*
	* - **`publicRead`** - Object owner gets `OWNER` access, and `allUsers`
	*   get `READER` access.
	* @property {boolean} [private] Make the uploaded file private. (Alias for
	*     `options.predefinedAcl = 'private'`)
	* @property {boolean} [public] Make the uploaded file public. (Alias for
	*     `options.predefinedAcl = 'publicRead'`)
	* @property {string} [userProject] The ID of the project which will be
	*     billed for the request.
	* @property {string} [chunkSize] Create a separate request per chunk. This
	*     value is in bytes and should be a multiple of 256 KiB (2^18).
	*     {@link https://cloud.google.com/storage/docs/performing-resumable-uploads#chunked-upload| We recommend using at least 8 MiB for the chunk size.}
	*/
	/**
	* Create a unique resumable upload session URI. This is the first step when
	* performing a resumable upload.
	*
	* See the {@link https://cloud.google.com/storage/docs/json_api/v1/how-tos/resumable-upload| Resumable upload guide}
	* for more on how the entire process works.
	*
	* <h4>Note</h4>
	*
	* If you are just looking to perform a resumable upload without worrying
	* about any of the details, see {@link File#createWriteStream}. Resumable
	* uploads are performed by default.
	*
	* See {@link https://cloud.google.com/storage/docs/json_api/v1/how-tos/resumable-upload| Resumable upload guide}
	*
	* @param {CreateResumableUploadOptions} [options] Configuration options.
	* @param {CreateResumableUploadCallback} [callback] Callback function.
	* @returns {Promise<CreateResumableUploadResponse>}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const myBucket = storage.bucket('my-bucket');
	*
	* const file = myBucket.file('my-file');
	* file.createResumableUpload(function(err, uri) {
	*   if (!err) {
	*     // `uri` can be used to PUT data to.
	*   }
	* });
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* file.createResumableUpload().then(function(data) {
	*   const uri = data[0];
	* });
	* ```
	*/
	createResumableUpload(optionsOrCallback, callback) {
		var _a, _b;
		const options = typeof optionsOrCallback === "object" ? optionsOrCallback : {};
		callback = typeof optionsOrCallback === "function" ? optionsOrCallback : callback;
		const retryOptions = this.storage.retryOptions;
		if (((_a = options === null || options === void 0 ? void 0 : options.preconditionOpts) === null || _a === void 0 ? void 0 : _a.ifGenerationMatch) === void 0 && ((_b = this.instancePreconditionOpts) === null || _b === void 0 ? void 0 : _b.ifGenerationMatch) === void 0 && this.storage.retryOptions.idempotencyStrategy === IdempotencyStrategy.RetryConditional || this.storage.retryOptions.idempotencyStrategy === IdempotencyStrategy.RetryNever) retryOptions.autoRetry = false;
		createURI({
			authClient: this.storage.authClient,
			apiEndpoint: this.storage.apiEndpoint,
			bucket: this.bucket.name,
			customRequestOptions: this.getRequestInterceptors().reduce((reqOpts, interceptorFn) => interceptorFn(reqOpts), {}),
			file: this.name,
			generation: this.generation,
			key: this.encryptionKey === null ? void 0 : this.encryptionKey,
			kmsKeyName: this.kmsKeyName,
			metadata: options.metadata,
			offset: options.offset,
			origin: options.origin,
			predefinedAcl: options.predefinedAcl,
			private: options.private,
			public: options.public,
			userProject: options.userProject || this.userProject,
			retryOptions,
			params: (options === null || options === void 0 ? void 0 : options.preconditionOpts) || this.instancePreconditionOpts,
			universeDomain: this.bucket.storage.universeDomain,
			useAuthWithCustomEndpoint: this.storage.useAuthWithCustomEndpoint,
			[GCCL_GCS_CMD_KEY]: options[GCCL_GCS_CMD_KEY]
		}, callback);
		this.storage.retryOptions.autoRetry = this.instanceRetryValue;
	}
	/**
	* @typedef {object} CreateWriteStreamOptions Configuration options for File#createWriteStream().
	* @property {string} [contentType] Alias for
	*     `options.metadata.contentType`. If set to `auto`, the file name is used
	*     to determine the contentType.
	* @property {string|boolean} [gzip] If true, automatically gzip the file.
	*     If set to `auto`, the contentType is used to determine if the file
	* should be gzipped. This will set `options.metadata.contentEncoding` to
	* `gzip` if necessary.
	* @property {object} [metadata] See the examples below or
	*     {@link https://cloud.google.com/storage/docs/json_api/v1/objects/insert#request_properties_JSON| Objects: insert request body}
	*     for more details.
	* @property {number} [offset] The starting byte of the upload stream, for
	*     resuming an interrupted upload. Defaults to 0.
	* @property {string} [predefinedAcl] Apply a predefined set of access
	* controls to this object.
	*
	* Acceptable values are:
	* - **`authenticatedRead`** - Object owner gets `OWNER` access, and
	*   `allAuthenticatedUsers` get `READER` access.
	*
	* - **`bucketOwnerFullControl`** - Object owner gets `OWNER` access, and
	*   project team owners get `OWNER` access.
	*
	* - **`bucketOwnerRead`** - Object owner gets `OWNER` access, and project
	*   team owners get `READER` access.
	*
	* - **`private`** - Object owner gets `OWNER` access.
	*
	* - **`projectPrivate`** - Object owner gets `OWNER` access, and project
	*   team members get access according to their roles.
	*
	* - **`publicRead`** - Object owner gets `OWNER` access, and `allUsers`
	*   get `READER` access.
	* @property {boolean} [private] Make the uploaded file private. (Alias for
	*     `options.predefinedAcl = 'private'`)
	* @property {boolean} [public] Make the uploaded file public. (Alias for
	*     `options.predefinedAcl = 'publicRead'`)
	* @property {boolean} [resumable] Force a resumable upload. NOTE: When
	*     working with streams, the file format and size is unknown until it's
	*     completely consumed. Because of this, it's best for you to be explicit
	*     for what makes sense given your input.
	* @property {number} [timeout=60000] Set the HTTP request timeout in
	*     milliseconds. This option is not available for resumable uploads.
	*     Default: `60000`
	* @property {string} [uri] The URI for an already-created resumable
	*     upload. See {@link File#createResumableUpload}.
	* @property {string} [userProject] The ID of the project which will be
	*     billed for the request.
	* @property {string|boolean} [validation] Possible values: `"md5"`,
	*     `"crc32c"`, or `false`. By default, data integrity is validated with a
	*     CRC32c checksum. You may use MD5 if preferred, but that hash is not
	*     supported for composite objects. An error will be raised if MD5 is
	*     specified but is not available. You may also choose to skip validation
	*     completely, however this is **not recommended**. In addition to specifying
	*     validation type, providing `metadata.crc32c` or `metadata.md5Hash` will
	*     cause the server to perform validation in addition to client validation.
	*     NOTE: Validation is automatically skipped for objects that were
	*     uploaded using the `gzip` option and have already compressed content.
	*/
	/**
	* Create a writable stream to overwrite the contents of the file in your
	* bucket.
	*
	* A File object can also be used to create files for the first time.
	*
	* Resumable uploads are automatically enabled and must be shut off explicitly
	* by setting `options.resumable` to `false`.
	*
	*
	* <p class="notice">
	*   There is some overhead when using a resumable upload that can cause
	*   noticeable performance degradation while uploading a series of small
	*   files. When uploading files less than 10MB, it is recommended that the
	*   resumable feature is disabled.
	* </p>
	*
	* NOTE: Writable streams will emit the `finish` event when the file is fully
	* uploaded.
	*
	* See {@link https://cloud.google.com/storage/docs/json_api/v1/how-tos/upload Upload Options (Simple or Resumable)}
	* See {@link https://cloud.google.com/storage/docs/json_api/v1/objects/insert Objects: insert API Documentation}
	*
	* @param {CreateWriteStreamOptions} [options] Configuration options.
	* @returns {WritableStream}
	*
	* @example
	* ```
	* const fs = require('fs');
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const myBucket = storage.bucket('my-bucket');
	*
	* const file = myBucket.file('my-file');
	*
	* //-
	* // <h4>Uploading a File</h4>
	* //
	* // Now, consider a case where we want to upload a file to your bucket. You
	* // have the option of using {@link Bucket#upload}, but that is just
	* // a convenience method which will do the following.
	* //-
	* fs.createReadStream('/Users/stephen/Photos/birthday-at-the-zoo/panda.jpg')
	*   .pipe(file.createWriteStream())
	*   .on('error', function(err) {})
	*   .on('finish', function() {
	*     // The file upload is complete.
	*   });
	*
	* //-
	* // <h4>Uploading a File with gzip compression</h4>
	* //-
	* fs.createReadStream('/Users/stephen/site/index.html')
	*   .pipe(file.createWriteStream({ gzip: true }))
	*   .on('error', function(err) {})
	*   .on('finish', function() {
	*     // The file upload is complete.
	*   });
	*
	* //-
	* // Downloading the file with `createReadStream` will automatically decode
	* // the file.
	* //-
	*
	* //-
	* // <h4>Uploading a File with Metadata</h4>
	* //
	* // One last case you may run into is when you want to upload a file to your
	* // bucket and set its metadata at the same time. Like above, you can use
	* // {@link Bucket#upload} to do this, which is just a wrapper around
	* // the following.
	* //-
	* fs.createReadStream('/Users/stephen/Photos/birthday-at-the-zoo/panda.jpg')
	*   .pipe(file.createWriteStream({
	*     metadata: {
	*       contentType: 'image/jpeg',
	*       metadata: {
	*         custom: 'metadata'
	*       }
	*     }
	*   }))
	*   .on('error', function(err) {})
	*   .on('finish', function() {
	*     // The file upload is complete.
	*   });
	* ```
	*
	* //-
	* // <h4>Continuing a Resumable Upload</h4>
	* //
	* // One can capture a `uri` from a resumable upload to reuse later.
	* // Additionally, for validation, one can also capture and pass `crc32c`.
	* //-
	* let uri: string | undefined = undefined;
	* let resumeCRC32C: string | undefined = undefined;
	*
	* fs.createWriteStream()
	*   .on('uri', link => {uri = link})
	*   .on('crc32', crc32c => {resumeCRC32C = crc32c});
	*
	* // later...
	* fs.createWriteStream({uri, resumeCRC32C});
	*/
	createWriteStream(options = {}) {
		var _a;
		(_a = options.metadata) !== null && _a !== void 0 || (options.metadata = {});
		if (options.contentType) options.metadata.contentType = options.contentType;
		let crc32c = true;
		let md5 = false;
		if (typeof options.validation === "string") {
			options.validation = options.validation.toLowerCase();
			crc32c = options.validation === "crc32c";
			md5 = options.validation === "md5";
		} else if (options.validation === false) {
			crc32c = false;
			md5 = false;
		}
		if (options.offset) {
			if (md5) throw new RangeError(FileExceptionMessages.MD5_RESUMED_UPLOAD);
			if (crc32c && !options.isPartialUpload && !options.resumeCRC32C) throw new RangeError(FileExceptionMessages.MISSING_RESUME_CRC32C_FINAL_UPLOAD);
		}
		/**
		* A callback for determining when the underlying pipeline is complete.
		* It's possible the pipeline callback could error before the write stream
		* calls `final` so by default this will destroy the write stream unless the
		* write stream sets this callback via its `final` handler.
		* @param error An optional error
		*/
		let pipelineCallback = (error) => {
			writeStream.destroy(error || void 0);
		};
		const writeStream = new Writable({
			final(cb) {
				pipelineCallback = cb;
				emitStream.end();
			},
			write(chunk, encoding, cb) {
				emitStream.write(chunk, encoding, cb);
			}
		});
		writeStream.once("error", (e) => {
			emitStream.destroy(e);
		});
		writeStream.once("close", () => {
			emitStream.destroy();
		});
		const emitStream = new PassThroughShim();
		const noop = () => {};
		emitStream.on("error", noop);
		const fileWriteStream = (0, import_duplexify.default)();
		let fileWriteStreamMetadataReceived = false;
		emitStream.on("reading", () => writeStream.emit("reading"));
		emitStream.on("writing", () => writeStream.emit("writing"));
		fileWriteStream.on("uri", (evt) => writeStream.emit("uri", evt));
		fileWriteStream.on("progress", (evt) => writeStream.emit("progress", evt));
		fileWriteStream.on("response", (resp) => writeStream.emit("response", resp));
		fileWriteStream.once("metadata", () => {
			fileWriteStreamMetadataReceived = true;
		});
		writeStream.once("writing", async () => {
			try {
				if (!options.metadata.contentType || options.metadata.contentType === "auto") {
					const detectedContentType = (await getMime()).getType(this.name);
					if (detectedContentType) options.metadata.contentType = detectedContentType;
				}
				let gzip = options.gzip;
				if (gzip === "auto") gzip = COMPRESSIBLE_MIME_REGEX.test(options.metadata.contentType || "");
				if (gzip) options.metadata.contentEncoding = "gzip";
				const transformStreams = [];
				if (gzip) transformStreams.push(zlib.createGzip());
				let hashCalculatingStream = null;
				if (crc32c || md5) {
					const crc32cInstance = options.resumeCRC32C ? CRC32C.from(options.resumeCRC32C) : void 0;
					hashCalculatingStream = new HashStreamValidator({
						crc32c,
						crc32cInstance,
						md5,
						crc32cGenerator: this.crc32cGenerator,
						updateHashesOnly: true
					});
					transformStreams.push(hashCalculatingStream);
				}
				if (options.resumable === false) this.startSimpleUpload_(fileWriteStream, options);
				else this.startResumableUpload_(fileWriteStream, options);
				emitStream.removeListener("error", noop);
				if (fileWriteStream.destroyed) {
					let callbackCalled = false;
					const onError = (err) => {
						if (!callbackCalled) {
							callbackCalled = true;
							pipelineCallback(err);
						}
					};
					fileWriteStream.once("error", onError);
					emitStream.destroy();
					process.nextTick(() => {
						fileWriteStream.removeListener("error", onError);
						if (!callbackCalled) {
							callbackCalled = true;
							const err = fileWriteStream.errored || /* @__PURE__ */ new Error("Write stream destroyed");
							pipelineCallback(err);
						}
					});
					return;
				}
				pipeline(emitStream, ...transformStreams, fileWriteStream, async (e) => {
					if (e) return pipelineCallback(e);
					if (options.isPartialUpload) {
						if (hashCalculatingStream === null || hashCalculatingStream === void 0 ? void 0 : hashCalculatingStream.crc32c) writeStream.emit("crc32c", hashCalculatingStream.crc32c);
						return pipelineCallback();
					}
					if (!fileWriteStreamMetadataReceived) try {
						await new Promise((resolve, reject) => {
							fileWriteStream.once("metadata", resolve);
							fileWriteStream.once("error", reject);
						});
					} catch (e) {
						return pipelineCallback(e);
					}
					if (hashCalculatingStream === null || hashCalculatingStream === void 0 ? void 0 : hashCalculatingStream.crc32c) writeStream.emit("crc32c", hashCalculatingStream.crc32c);
					try {
						const metadataNotReady = options.isPartialUpload && !this.metadata;
						if (hashCalculatingStream && !metadataNotReady) await __classPrivateFieldGet$1(this, _File_instances, "m", _File_validateIntegrity).call(this, hashCalculatingStream, {
							crc32c,
							md5
						});
						pipelineCallback();
					} catch (e) {
						pipelineCallback(e);
					}
				});
			} catch (err) {
				emitStream.removeListener("error", noop);
				emitStream.destroy(err);
				fileWriteStream.destroy(err);
				pipelineCallback(err);
			}
		});
		return writeStream;
	}
	delete(optionsOrCallback, cb) {
		const options = typeof optionsOrCallback === "object" ? optionsOrCallback : {};
		cb = typeof optionsOrCallback === "function" ? optionsOrCallback : cb;
		this.disableAutoRetryConditionallyIdempotent_(this.methods.delete, AvailableServiceObjectMethods.delete, options);
		(async () => {
			let resp;
			try {
				resp = await super.delete(options);
			} catch (err) {
				cb(err);
				return;
			} finally {
				this.storage.retryOptions.autoRetry = this.instanceRetryValue;
			}
			cb(null, ...resp);
		})();
	}
	/**
	* @typedef {array} DownloadResponse
	* @property [0] The contents of a File.
	*/
	/**
	* @callback DownloadCallback
	* @param err Request error, if any.
	* @param contents The contents of a File.
	*/
	/**
	* Convenience method to download a file into memory or to a local
	* destination.
	*
	* @param {object} [options] Configuration options. The arguments match those
	*     passed to {@link File#createReadStream}.
	* @param {string} [options.destination] Local file path to write the file's
	*     contents to.
	* @param {string} [options.userProject] The ID of the project which will be
	*     billed for the request.
	* @param {DownloadCallback} [callback] Callback function.
	* @returns {Promise<DownloadResponse>}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const myBucket = storage.bucket('my-bucket');
	*
	* const file = myBucket.file('my-file');
	*
	* //-
	* // Download a file into memory. The contents will be available as the
	* second
	* // argument in the demonstration below, `contents`.
	* //-
	* file.download(function(err, contents) {});
	*
	* //-
	* // Download a file to a local destination.
	* //-
	* file.download({
	*   destination: '/Users/me/Desktop/file-backup.txt'
	* }, function(err) {});
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* file.download().then(function(data) {
	*   const contents = data[0];
	* });
	*
	* ```
	* @example <caption>include:samples/files.js</caption>
	* region_tag:storage_download_file
	* Another example:
	*
	* @example <caption>include:samples/encryption.js</caption>
	* region_tag:storage_download_encrypted_file
	* Example of downloading an encrypted file:
	*
	* @example <caption>include:samples/requesterPays.js</caption>
	* region_tag:storage_download_file_requester_pays
	* Example of downloading a file where the requester pays:
	*/
	download(optionsOrCallback, cb) {
		let options;
		if (typeof optionsOrCallback === "function") {
			cb = optionsOrCallback;
			options = {};
		} else options = Object.assign({}, optionsOrCallback);
		let called = false;
		const callback = ((...args) => {
			if (!called) cb(...args);
			called = true;
		});
		const destination = options.destination;
		delete options.destination;
		if (options.encryptionKey !== void 0) {
			this.setEncryptionKey(options.encryptionKey);
			delete options.encryptionKey;
		}
		const fileStream = this.createReadStream(options);
		let receivedData = false;
		if (destination) fileStream.on("error", callback).once("data", (data) => {
			receivedData = true;
			const writable = fs.createWriteStream(destination);
			writable.write(data);
			fileStream.pipe(writable).on("error", (err) => {
				callback(err, Buffer.from(""));
			}).on("finish", () => {
				callback(null, data);
			});
		}).on("end", () => {
			if (!receivedData) {
				const data = Buffer.alloc(0);
				try {
					fs.writeFileSync(destination, data);
					callback(null, data);
				} catch (e) {
					callback(e, data);
				}
			}
		});
		else (async () => {
			let contents;
			try {
				contents = await this.getBufferFromReadable(fileStream);
			} catch (err) {
				callback === null || callback === void 0 || callback(err);
				return;
			}
			callback === null || callback === void 0 || callback(null, contents);
		})();
	}
	/**
	* The Storage API allows you to use a custom key for server-side encryption.
	*
	* See {@link https://cloud.google.com/storage/docs/encryption#customer-supplied| Customer-supplied Encryption Keys}
	*
	* @param {string|buffer} encryptionKey An AES-256 encryption key.
	* @returns {File}
	*
	* @example
	* ```
	* const crypto = require('crypto');
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const myBucket = storage.bucket('my-bucket');
	*
	* const encryptionKey = crypto.randomBytes(32);
	*
	* const fileWithCustomEncryption = myBucket.file('my-file');
	* fileWithCustomEncryption.setEncryptionKey(encryptionKey);
	*
	* const fileWithoutCustomEncryption = myBucket.file('my-file');
	*
	* fileWithCustomEncryption.save('data', function(err) {
	*   // Try to download with the File object that hasn't had
	*   // `setEncryptionKey()` called:
	*   fileWithoutCustomEncryption.download(function(err) {
	*     // We will receive an error:
	*     //   err.message === 'Bad Request'
	*
	*     // Try again with the File object we called `setEncryptionKey()` on:
	*     fileWithCustomEncryption.download(function(err, contents) {
	*       // contents.toString() === 'data'
	*     });
	*   });
	* });
	*
	* ```
	* @example <caption>include:samples/encryption.js</caption>
	* region_tag:storage_upload_encrypted_file
	* Example of uploading an encrypted file:
	*
	* @example <caption>include:samples/encryption.js</caption>
	* region_tag:storage_download_encrypted_file
	* Example of downloading an encrypted file:
	*/
	setEncryptionKey(encryptionKey) {
		if (this.encryptionKeyInterceptor) {
			const index = this.interceptors.indexOf(this.encryptionKeyInterceptor);
			if (index > -1) this.interceptors.splice(index, 1);
			this.encryptionKeyInterceptor = void 0;
		}
		this.encryptionKey = encryptionKey;
		if (encryptionKey === null || encryptionKey === void 0) {
			this.encryptionKeyBase64 = void 0;
			this.encryptionKeyHash = void 0;
			return this;
		}
		this.encryptionKeyBase64 = Buffer.from(encryptionKey).toString("base64");
		this.encryptionKeyHash = crypto$1.createHash("sha256").update(this.encryptionKeyBase64, "base64").digest("base64");
		this.encryptionKeyInterceptor = { request: (reqOpts) => {
			reqOpts.headers = reqOpts.headers || {};
			reqOpts.headers["x-goog-encryption-algorithm"] = "AES256";
			reqOpts.headers["x-goog-encryption-key"] = this.encryptionKeyBase64;
			reqOpts.headers["x-goog-encryption-key-sha256"] = this.encryptionKeyHash;
			return reqOpts;
		} };
		this.interceptors.push(this.encryptionKeyInterceptor);
		return this;
	}
	/**
	* Gets a reference to a Cloud Storage {@link File} file from the provided URL in string format.
	* @param {string} publicUrlOrGsUrl the URL as a string. Must be of the format gs://bucket/file
	*  or https://storage.googleapis.com/bucket/file.
	* @param {Storage} storageInstance an instance of a Storage object.
	* @param {FileOptions} [options] Configuration options
	* @returns {File}
	*/
	static from(publicUrlOrGsUrl, storageInstance, options) {
		const gsMatches = [...publicUrlOrGsUrl.matchAll(GS_UTIL_URL_REGEX)];
		const httpsMatches = [...publicUrlOrGsUrl.matchAll(HTTPS_PUBLIC_URL_REGEX)];
		if (gsMatches.length > 0) {
			const bucket = new Bucket(storageInstance, gsMatches[0][2]);
			return new File$1(bucket, gsMatches[0][3], options);
		} else if (httpsMatches.length > 0) {
			const bucket = new Bucket(storageInstance, httpsMatches[0][3]);
			return new File$1(bucket, httpsMatches[0][4], options);
		} else throw new Error("URL string must be of format gs://bucket/file or https://storage.googleapis.com/bucket/file");
	}
	get(optionsOrCallback, cb) {
		const options = typeof optionsOrCallback === "object" ? optionsOrCallback : {};
		cb = typeof optionsOrCallback === "function" ? optionsOrCallback : cb;
		super.get(options).then((resp) => cb(null, ...resp)).catch(cb);
	}
	/**
	* @typedef {array} GetExpirationDateResponse
	* @property {date} 0 A Date object representing the earliest time this file's
	*     retention policy will expire.
	*/
	/**
	* @callback GetExpirationDateCallback
	* @param {?Error} err Request error, if any.
	* @param {date} expirationDate A Date object representing the earliest time
	*     this file's retention policy will expire.
	*/
	/**
	* If this bucket has a retention policy defined, use this method to get a
	* Date object representing the earliest time this file will expire.
	*
	* @param {GetExpirationDateCallback} [callback] Callback function.
	* @returns {Promise<GetExpirationDateResponse>}
	*
	* @example
	* ```
	* const storage = require('@google-cloud/storage')();
	* const myBucket = storage.bucket('my-bucket');
	*
	* const file = myBucket.file('my-file');
	*
	* file.getExpirationDate(function(err, expirationDate) {
	*   // expirationDate is a Date object.
	* });
	* ```
	*/
	getExpirationDate(callback) {
		this.getMetadata((err, metadata, apiResponse) => {
			if (err) {
				callback(err, null, apiResponse);
				return;
			}
			if (!metadata.retentionExpirationTime) {
				callback(new Error(FileExceptionMessages.EXPIRATION_TIME_NA), null, apiResponse);
				return;
			}
			callback(null, new Date(metadata.retentionExpirationTime), apiResponse);
		});
	}
	/**
	* @typedef {array} GenerateSignedPostPolicyV2Response
	* @property {object} 0 The document policy.
	*/
	/**
	* @callback GenerateSignedPostPolicyV2Callback
	* @param {?Error} err Request error, if any.
	* @param {object} policy The document policy.
	*/
	/**
	* Get a signed policy document to allow a user to upload data with a POST
	* request.
	*
	* In Google Cloud Platform environments, such as Cloud Functions and App
	* Engine, you usually don't provide a `keyFilename` or `credentials` during
	* instantiation. In those environments, we call the
	* {@link https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/signBlob| signBlob API}
	* to create a signed policy. That API requires either the
	* `https://www.googleapis.com/auth/iam` or
	* `https://www.googleapis.com/auth/cloud-platform` scope, so be sure they are
	* enabled.
	*
	* See {@link https://cloud.google.com/storage/docs/xml-api/post-object-v2| POST Object with the V2 signing process}
	*
	* @throws {Error} If an expiration timestamp from the past is given.
	* @throws {Error} If options.equals has an array with less or more than two
	*     members.
	* @throws {Error} If options.startsWith has an array with less or more than two
	*     members.
	*
	* @param {object} options Configuration options.
	* @param {array|array[]} [options.equals] Array of request parameters and
	*     their expected value (e.g. [['$<field>', '<value>']]). Values are
	*     translated into equality constraints in the conditions field of the
	*     policy document (e.g. ['eq', '$<field>', '<value>']). If only one
	*     equality condition is to be specified, options.equals can be a one-
	*     dimensional array (e.g. ['$<field>', '<value>']).
	* @param {*} options.expires - A timestamp when this policy will expire. Any
	*     value given is passed to `new Date()`.
	* @param {array|array[]} [options.startsWith] Array of request parameters and
	*     their expected prefixes (e.g. [['$<field>', '<value>']). Values are
	*     translated into starts-with constraints in the conditions field of the
	*     policy document (e.g. ['starts-with', '$<field>', '<value>']). If only
	*     one prefix condition is to be specified, options.startsWith can be a
	* one- dimensional array (e.g. ['$<field>', '<value>']).
	* @param {string} [options.acl] ACL for the object from possibly predefined
	*     ACLs.
	* @param {string} [options.successRedirect] The URL to which the user client
	*     is redirected if the upload is successful.
	* @param {string} [options.successStatus] - The status of the Google Storage
	*     response if the upload is successful (must be string).
	* @param {object} [options.contentLengthRange]
	* @param {number} [options.contentLengthRange.min] Minimum value for the
	*     request's content length.
	* @param {number} [options.contentLengthRange.max] Maximum value for the
	*     request's content length.
	* @param {GenerateSignedPostPolicyV2Callback} [callback] Callback function.
	* @returns {Promise<GenerateSignedPostPolicyV2Response>}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const myBucket = storage.bucket('my-bucket');
	*
	* const file = myBucket.file('my-file');
	* const options = {
	*   equals: ['$Content-Type', 'image/jpeg'],
	*   expires: '10-25-2022',
	*   contentLengthRange: {
	*     min: 0,
	*     max: 1024
	*   }
	* };
	*
	* file.generateSignedPostPolicyV2(options, function(err, policy) {
	*   // policy.string: the policy document in plain text.
	*   // policy.base64: the policy document in base64.
	*   // policy.signature: the policy signature in base64.
	* });
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* file.generateSignedPostPolicyV2(options).then(function(data) {
	*   const policy = data[0];
	* });
	* ```
	*/
	generateSignedPostPolicyV2(optionsOrCallback, cb) {
		const args = normalize$1(optionsOrCallback, cb);
		let options = args.options;
		const callback = args.callback;
		const expires = new Date(options.expires);
		if (isNaN(expires.getTime())) throw new Error(ExceptionMessages.EXPIRATION_DATE_INVALID);
		if (expires.valueOf() < Date.now()) throw new Error(ExceptionMessages.EXPIRATION_DATE_PAST);
		options = Object.assign({}, options);
		const conditions = [[
			"eq",
			"$key",
			this.name
		], { bucket: this.bucket.name }];
		if (Array.isArray(options.equals)) {
			if (!Array.isArray(options.equals[0])) options.equals = [options.equals];
			options.equals.forEach((condition) => {
				if (!Array.isArray(condition) || condition.length !== 2) throw new Error(FileExceptionMessages.EQUALS_CONDITION_TWO_ELEMENTS);
				conditions.push([
					"eq",
					condition[0],
					condition[1]
				]);
			});
		}
		if (Array.isArray(options.startsWith)) {
			if (!Array.isArray(options.startsWith[0])) options.startsWith = [options.startsWith];
			options.startsWith.forEach((condition) => {
				if (!Array.isArray(condition) || condition.length !== 2) throw new Error(FileExceptionMessages.STARTS_WITH_TWO_ELEMENTS);
				conditions.push([
					"starts-with",
					condition[0],
					condition[1]
				]);
			});
		}
		if (options.acl) conditions.push({ acl: options.acl });
		if (options.successRedirect) conditions.push({ success_action_redirect: options.successRedirect });
		if (options.successStatus) conditions.push({ success_action_status: options.successStatus });
		if (options.contentLengthRange) {
			const min = options.contentLengthRange.min;
			const max = options.contentLengthRange.max;
			if (typeof min !== "number" || typeof max !== "number") throw new Error(FileExceptionMessages.CONTENT_LENGTH_RANGE_MIN_MAX);
			conditions.push([
				"content-length-range",
				min,
				max
			]);
		}
		const policy = {
			expiration: expires.toISOString(),
			conditions
		};
		const policyString = JSON.stringify(policy);
		const policyBase64 = Buffer.from(policyString).toString("base64");
		(async () => {
			let signature;
			try {
				signature = await this.storage.authClient.sign(policyBase64, options.signingEndpoint);
			} catch (err) {
				callback(new SigningError(err.message));
				return;
			}
			callback(null, {
				string: policyString,
				base64: policyBase64,
				signature
			});
		})();
	}
	/**
	* @typedef {object} SignedPostPolicyV4Output
	* @property {string} url The request URL.
	* @property {object} fields The form fields to include in the POST request.
	*/
	/**
	* @typedef {array} GenerateSignedPostPolicyV4Response
	* @property {SignedPostPolicyV4Output} 0 An object containing the request URL and form fields.
	*/
	/**
	* @callback GenerateSignedPostPolicyV4Callback
	* @param {?Error} err Request error, if any.
	* @param {SignedPostPolicyV4Output} output An object containing the request URL and form fields.
	*/
	/**
	* Get a v4 signed policy document to allow a user to upload data with a POST
	* request.
	*
	* In Google Cloud Platform environments, such as Cloud Functions and App
	* Engine, you usually don't provide a `keyFilename` or `credentials` during
	* instantiation. In those environments, we call the
	* {@link https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/signBlob| signBlob API}
	* to create a signed policy. That API requires either the
	* `https://www.googleapis.com/auth/iam` or
	* `https://www.googleapis.com/auth/cloud-platform` scope, so be sure they are
	* enabled.
	*
	* See {@link https://cloud.google.com/storage/docs/xml-api/post-object#policydocument| Policy Document Reference}
	*
	* @param {object} options Configuration options.
	* @param {Date|number|string} options.expires - A timestamp when this policy will expire. Any
	*     value given is passed to `new Date()`.
	* @param {boolean} [config.virtualHostedStyle=false] Use virtual hosted-style
	*     URLs ('https://mybucket.storage.googleapis.com/...') instead of path-style
	*     ('https://storage.googleapis.com/mybucket/...'). Virtual hosted-style URLs
	*     should generally be preferred instead of path-style URL.
	*     Currently defaults to `false` for path-style, although this may change in a
	*     future major-version release.
	* @param {string} [config.bucketBoundHostname] The bucket-bound hostname to return in
	*     the result, e.g. "https://cdn.example.com".
	* @param {object} [config.fields] [Form fields]{@link https://cloud.google.com/storage/docs/xml-api/post-object#policydocument}
	*     to include in the signed policy. Any fields with key beginning with 'x-ignore-'
	*     will not be included in the policy to be signed.
	* @param {object[]} [config.conditions] [Conditions]{@link https://cloud.google.com/storage/docs/authentication/signatures#policy-document}
	*     to include in the signed policy. All fields given in `config.fields` are
	*     automatically included in the conditions array, adding the same entry
	*     in both `fields` and `conditions` will result in duplicate entries.
	*
	* @param {GenerateSignedPostPolicyV4Callback} [callback] Callback function.
	* @returns {Promise<GenerateSignedPostPolicyV4Response>}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const myBucket = storage.bucket('my-bucket');
	*
	* const file = myBucket.file('my-file');
	* const options = {
	*   expires: '10-25-2022',
	*   conditions: [
	*     ['eq', '$Content-Type', 'image/jpeg'],
	*     ['content-length-range', 0, 1024],
	*   ],
	*   fields: {
	*     acl: 'public-read',
	*     'x-goog-meta-foo': 'bar',
	*     'x-ignore-mykey': 'data'
	*   }
	* };
	*
	* file.generateSignedPostPolicyV4(options, function(err, response) {
	*   // response.url The request URL
	*   // response.fields The form fields (including the signature) to include
	*   //     to be used to upload objects by HTML forms.
	* });
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* file.generateSignedPostPolicyV4(options).then(function(data) {
	*   const response = data[0];
	*   // response.url The request URL
	*   // response.fields The form fields (including the signature) to include
	*   //     to be used to upload objects by HTML forms.
	* });
	* ```
	*/
	generateSignedPostPolicyV4(optionsOrCallback, cb) {
		const args = normalize$1(optionsOrCallback, cb);
		let options = args.options;
		const callback = args.callback;
		const expires = new Date(options.expires);
		if (isNaN(expires.getTime())) throw new Error(ExceptionMessages.EXPIRATION_DATE_INVALID);
		if (expires.valueOf() < Date.now()) throw new Error(ExceptionMessages.EXPIRATION_DATE_PAST);
		if (expires.valueOf() - Date.now() > SEVEN_DAYS * 1e3) throw new Error(`Max allowed expiration is seven days (${SEVEN_DAYS} seconds).`);
		options = Object.assign({}, options);
		let fields = Object.assign({}, options.fields);
		const now = /* @__PURE__ */ new Date();
		const nowISO = formatAsUTCISO(now, true);
		const todayISO = formatAsUTCISO(now);
		const sign = async () => {
			const { client_email } = await this.storage.authClient.getCredentials();
			const credential = `${client_email}/${todayISO}/auto/storage/goog4_request`;
			fields = {
				...fields,
				bucket: this.bucket.name,
				key: this.name,
				"x-goog-date": nowISO,
				"x-goog-credential": credential,
				"x-goog-algorithm": "GOOG4-RSA-SHA256"
			};
			const conditions = options.conditions || [];
			Object.entries(fields).forEach(([key, value]) => {
				if (!key.startsWith("x-ignore-")) conditions.push({ [key]: value });
			});
			delete fields.bucket;
			const policy = {
				conditions,
				expiration: formatAsUTCISO(expires, true, "-", ":")
			};
			const policyString = unicodeJSONStringify(policy);
			const policyBase64 = Buffer.from(policyString).toString("base64");
			try {
				const signature = await this.storage.authClient.sign(policyBase64, options.signingEndpoint);
				const signatureHex = Buffer.from(signature, "base64").toString("hex");
				const universe = this.parent.storage.universeDomain;
				fields["policy"] = policyBase64;
				fields["x-goog-signature"] = signatureHex;
				let url;
				const EMULATOR_HOST = process.env.STORAGE_EMULATOR_HOST;
				if (this.storage.customEndpoint && typeof EMULATOR_HOST === "string") url = `${this.storage.apiEndpoint}/${this.bucket.name}`;
				else if (this.storage.customEndpoint) url = this.storage.apiEndpoint;
				else if (options.virtualHostedStyle) url = `https://${this.bucket.name}.storage.${universe}/`;
				else if (options.bucketBoundHostname) url = `${options.bucketBoundHostname}/`;
				else url = `https://storage.${universe}/${this.bucket.name}/`;
				return {
					url,
					fields
				};
			} catch (err) {
				throw new SigningError(err.message);
			}
		};
		(async () => {
			let res;
			try {
				res = await sign();
			} catch (err) {
				callback(err);
				return;
			}
			callback(null, res);
		})();
	}
	/**
	* @typedef {array} GetSignedUrlResponse
	* @property {object} 0 The signed URL.
	*/
	/**
	* @callback GetSignedUrlCallback
	* @param {?Error} err Request error, if any.
	* @param {object} url The signed URL.
	*/
	/**
	* Get a signed URL to allow limited time access to the file.
	*
	* In Google Cloud Platform environments, such as Cloud Functions and App
	* Engine, you usually don't provide a `keyFilename` or `credentials` during
	* instantiation. In those environments, we call the
	* {@link https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/signBlob| signBlob API}
	* to create a signed URL. That API requires either the
	* `https://www.googleapis.com/auth/iam` or
	* `https://www.googleapis.com/auth/cloud-platform` scope, so be sure they are
	* enabled.
	*
	* See {@link https://cloud.google.com/storage/docs/access-control/signed-urls| Signed URLs Reference}
	*
	* @throws {Error} if an expiration timestamp from the past is given.
	*
	* @param {object} config Configuration object.
	* @param {string} config.action "read" (HTTP: GET), "write" (HTTP: PUT), or
	*     "delete" (HTTP: DELETE), "resumable" (HTTP: POST).
	*     When using "resumable", the header `X-Goog-Resumable: start` has
	*     to be sent when making a request with the signed URL.
	* @param {*} config.expires A timestamp when this link will expire. Any value
	*     given is passed to `new Date()`.
	*     Note: 'v4' supports maximum duration of 7 days (604800 seconds) from now.
	*     See [reference]{@link https://cloud.google.com/storage/docs/access-control/signed-urls#example}
	* @param {string} [config.version='v2'] The signing version to use, either
	*     'v2' or 'v4'.
	* @param {boolean} [config.virtualHostedStyle=false] Use virtual hosted-style
	*     URLs (e.g. 'https://mybucket.storage.googleapis.com/...') instead of path-style
	*     (e.g. 'https://storage.googleapis.com/mybucket/...'). Virtual hosted-style URLs
	*     should generally be preferred instead of path-style URL.
	*     Currently defaults to `false` for path-style, although this may change in a
	*     future major-version release.
	* @param {string} [config.cname] The cname for this bucket, i.e.,
	*     "https://cdn.example.com".
	* @param {string} [config.contentMd5] The MD5 digest value in base64. Just like
	*     if you provide this, the client must provide this HTTP header with this same
	*     value in its request, so to if this parameter is not provided here,
	*     the client must not provide any value for this HTTP header in its request.
	* @param {string} [config.contentType] Just like if you provide this, the client
	*     must provide this HTTP header with this same value in its request, so to if
	*     this parameter is not provided here, the client must not provide any value
	*     for this HTTP header in its request.
	* @param {object} [config.extensionHeaders] If these headers are used, the
	* server will check to make sure that the client provides matching
	* values. See {@link https://cloud.google.com/storage/docs/access-control/signed-urls#about-canonical-extension-headers| Canonical extension headers}
	* for the requirements of this feature, most notably:
	* - The header name must be prefixed with `x-goog-`
	* - The header name must be all lowercase
	*
	* Note: Multi-valued header passed as an array in the extensionHeaders
	*       object is converted into a string, delimited by `,` with
	*       no space. Requests made using the signed URL will need to
	*       delimit multi-valued headers using a single `,` as well, or
	*       else the server will report a mismatched signature.
	* @param {object} [config.queryParams] Additional query parameters to include
	*     in the signed URL.
	* @param {string} [config.promptSaveAs] The filename to prompt the user to
	*     save the file as when the signed url is accessed. This is ignored if
	*     `config.responseDisposition` is set.
	* @param {string} [config.responseDisposition] The
	*     {@link http://goo.gl/yMWxQV| response-content-disposition parameter} of the
	*     signed url.
	* @param {*} [config.accessibleAt=Date.now()] A timestamp when this link became usable. Any value
	*     given is passed to `new Date()`.
	*     Note: Use for 'v4' only.
	* @param {string} [config.responseType] The response-content-type parameter
	*     of the signed url.
	* @param {GetSignedUrlCallback} [callback] Callback function.
	* @returns {Promise<GetSignedUrlResponse>}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const myBucket = storage.bucket('my-bucket');
	*
	* const file = myBucket.file('my-file');
	*
	* //-
	* // Generate a URL that allows temporary access to download your file.
	* //-
	* const request = require('request');
	*
	* const config = {
	*   action: 'read',
	*   expires: '03-17-2025',
	* };
	*
	* file.getSignedUrl(config, function(err, url) {
	*   if (err) {
	*     console.error(err);
	*     return;
	*   }
	*
	*   // The file is now available to read from this URL.
	*   request(url, function(err, resp) {
	*     // resp.statusCode = 200
	*   });
	* });
	*
	* //-
	* // Generate a URL that allows temporary access to download your file.
	* // Access will begin at accessibleAt and end at expires.
	* //-
	* const request = require('request');
	*
	* const config = {
	*   action: 'read',
	*   expires: '03-17-2025',
	*   accessibleAt: '03-13-2025'
	* };
	*
	* file.getSignedUrl(config, function(err, url) {
	*   if (err) {
	*     console.error(err);
	*     return;
	*   }
	*
	*   // The file will be available to read from this URL from 03-13-2025 to 03-17-2025.
	*   request(url, function(err, resp) {
	*     // resp.statusCode = 200
	*   });
	* });
	*
	* //-
	* // Generate a URL to allow write permissions. This means anyone with this
	* URL
	* // can send a POST request with new data that will overwrite the file.
	* //-
	* file.getSignedUrl({
	*   action: 'write',
	*   expires: '03-17-2025'
	* }, function(err, url) {
	*   if (err) {
	*     console.error(err);
	*     return;
	*   }
	*
	*   // The file is now available to be written to.
	*   const writeStream = request.put(url);
	*   writeStream.end('New data');
	*
	*   writeStream.on('complete', function(resp) {
	*     // Confirm the new content was saved.
	*     file.download(function(err, fileContents) {
	*       console.log('Contents:', fileContents.toString());
	*       // Contents: New data
	*     });
	*   });
	* });
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* file.getSignedUrl(config).then(function(data) {
	*   const url = data[0];
	* });
	*
	* ```
	* @example <caption>include:samples/files.js</caption>
	* region_tag:storage_generate_signed_url
	* Another example:
	*/
	getSignedUrl(cfg, callback) {
		const method = ActionToHTTPMethod[cfg.action];
		const extensionHeaders = objectKeyToLowercase(cfg.extensionHeaders || {});
		if (cfg.action === "resumable") extensionHeaders["x-goog-resumable"] = "start";
		const queryParams = Object.assign({}, cfg.queryParams);
		if (typeof cfg.responseType === "string") queryParams["response-content-type"] = cfg.responseType;
		if (typeof cfg.promptSaveAs === "string") queryParams["response-content-disposition"] = "attachment; filename=\"" + cfg.promptSaveAs + "\"";
		if (typeof cfg.responseDisposition === "string") queryParams["response-content-disposition"] = cfg.responseDisposition;
		if (this.generation) queryParams["generation"] = this.generation.toString();
		const signConfig = {
			method,
			expires: cfg.expires,
			accessibleAt: cfg.accessibleAt,
			extensionHeaders,
			queryParams,
			contentMd5: cfg.contentMd5,
			contentType: cfg.contentType,
			host: cfg.host,
			signingEndpoint: cfg.signingEndpoint
		};
		if (cfg.cname) signConfig.cname = cfg.cname;
		if (cfg.version) signConfig.version = cfg.version;
		if (cfg.virtualHostedStyle) signConfig.virtualHostedStyle = cfg.virtualHostedStyle;
		if (!this.signer) this.signer = new URLSigner(this.storage.authClient, this.bucket, this, this.storage);
		(async () => {
			let signedUrl;
			try {
				signedUrl = await this.signer.getSignedUrl(signConfig);
			} catch (err) {
				callback(err);
				return;
			}
			callback(null, signedUrl);
		})();
	}
	/**
	* @callback IsPublicCallback
	* @param {?Error} err Request error, if any.
	* @param {boolean} resp Whether file is public or not.
	*/
	/**
	* @typedef {array} IsPublicResponse
	* @property {boolean} 0 Whether file is public or not.
	*/
	/**
	* Check whether this file is public or not by sending
	* a HEAD request without credentials.
	* No errors from the server indicates that the current
	* file is public.
	* A 403-Forbidden error {@link https://cloud.google.com/storage/docs/json_api/v1/status-codes#403_Forbidden}
	* indicates that file is private.
	* Any other non 403 error is propagated to user.
	*
	* @param {IsPublicCallback} [callback] Callback function.
	* @returns {Promise<IsPublicResponse>}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const myBucket = storage.bucket('my-bucket');
	*
	* const file = myBucket.file('my-file');
	*
	* //-
	* // Check whether the file is publicly accessible.
	* //-
	* file.isPublic(function(err, resp) {
	*   if (err) {
	*     console.error(err);
	*     return;
	*   }
	*   console.log(`the file ${file.id} is public: ${resp}`) ;
	* })
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* file.isPublic().then(function(data) {
	*   const resp = data[0];
	* });
	* ```
	*/
	isPublic(callback) {
		var _a;
		const storageInterceptors = ((_a = this.storage) === null || _a === void 0 ? void 0 : _a.interceptors) || [];
		const fileInterceptors = this.interceptors || [];
		const headers = storageInterceptors.concat(fileInterceptors).reduce((acc, curInterceptor) => {
			const currentHeaders = curInterceptor.request({ uri: `${this.storage.apiEndpoint}/${this.bucket.name}/${encodeURIComponent(this.name)}` });
			Object.assign(acc, currentHeaders.headers);
			return acc;
		}, {});
		util$1.makeRequest({
			method: "GET",
			uri: `${this.storage.apiEndpoint}/${this.bucket.name}/${encodeURIComponent(this.name)}`,
			headers
		}, { retryOptions: this.storage.retryOptions }, (err) => {
			if (err) {
				if (err.code === 403) callback(null, false);
				else callback(err);
			} else callback(null, true);
		});
	}
	/**
	* @typedef {object} MakeFilePrivateOptions Configuration options for File#makePrivate().
	* @property {Metadata} [metadata] Define custom metadata properties to define
	*     along with the operation.
	* @property {boolean} [strict] If true, set the file to be private to
	*     only the owner user. Otherwise, it will be private to the project.
	* @property {string} [userProject] The ID of the project which will be
	*     billed for the request.
	*/
	/**
	* @callback MakeFilePrivateCallback
	* @param {?Error} err Request error, if any.
	* @param {object} apiResponse The full API response.
	*/
	/**
	* @typedef {array} MakeFilePrivateResponse
	* @property {object} 0 The full API response.
	*/
	/**
	* Make a file private to the project and remove all other permissions.
	* Set `options.strict` to true to make the file private to only the owner.
	*
	* See {@link https://cloud.google.com/storage/docs/json_api/v1/objects/patch| Objects: patch API Documentation}
	*
	* @param {MakeFilePrivateOptions} [options] Configuration options.
	* @param {MakeFilePrivateCallback} [callback] Callback function.
	* @returns {Promise<MakeFilePrivateResponse>}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const myBucket = storage.bucket('my-bucket');
	*
	* const file = myBucket.file('my-file');
	*
	* //-
	* // Set the file private so only project maintainers can see and modify it.
	* //-
	* file.makePrivate(function(err) {});
	*
	* //-
	* // Set the file private so only the owner can see and modify it.
	* //-
	* file.makePrivate({ strict: true }, function(err) {});
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* file.makePrivate().then(function(data) {
	*   const apiResponse = data[0];
	* });
	* ```
	*/
	makePrivate(optionsOrCallback, callback) {
		var _a, _b;
		const options = typeof optionsOrCallback === "object" ? optionsOrCallback : {};
		callback = typeof optionsOrCallback === "function" ? optionsOrCallback : callback;
		const query = { predefinedAcl: options.strict ? "private" : "projectPrivate" };
		if (((_a = options.preconditionOpts) === null || _a === void 0 ? void 0 : _a.ifMetagenerationMatch) !== void 0) {
			query.ifMetagenerationMatch = (_b = options.preconditionOpts) === null || _b === void 0 ? void 0 : _b.ifMetagenerationMatch;
			delete options.preconditionOpts;
		}
		if (options.userProject) query.userProject = options.userProject;
		const metadata = {
			...options.metadata,
			acl: null
		};
		this.setMetadata(metadata, query, callback);
	}
	/**
	* @typedef {array} MakeFilePublicResponse
	* @property {object} 0 The full API response.
	*/
	/**
	* @callback MakeFilePublicCallback
	* @param {?Error} err Request error, if any.
	* @param {object} apiResponse The full API response.
	*/
	/**
	* Set a file to be publicly readable and maintain all previous permissions.
	*
	* See {@link https://cloud.google.com/storage/docs/json_api/v1/objectAccessControls/insert| ObjectAccessControls: insert API Documentation}
	*
	* @param {MakeFilePublicCallback} [callback] Callback function.
	* @returns {Promise<MakeFilePublicResponse>}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const myBucket = storage.bucket('my-bucket');
	*
	* const file = myBucket.file('my-file');
	*
	* file.makePublic(function(err, apiResponse) {});
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* file.makePublic().then(function(data) {
	*   const apiResponse = data[0];
	* });
	*
	* ```
	* @example <caption>include:samples/files.js</caption>
	* region_tag:storage_make_public
	* Another example:
	*/
	makePublic(callback) {
		callback = callback || util$1.noop;
		this.acl.add({
			entity: "allUsers",
			role: "READER"
		}, (err, acl, resp) => {
			callback(err, resp);
		});
	}
	/**
	* The public URL of this File
	* Use {@link File#makePublic} to enable anonymous access via the returned URL.
	*
	* @returns {string}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const bucket = storage.bucket('albums');
	* const file = bucket.file('my-file');
	*
	* // publicUrl will be "https://storage.googleapis.com/albums/my-file"
	* const publicUrl = file.publicUrl();
	* ```
	*/
	publicUrl() {
		return `${this.storage.apiEndpoint}/${this.bucket.name}/${encodeURIComponent(this.name)}`;
	}
	/**
	* @typedef {array} MoveFileAtomicResponse
	* @property {File} 0 The moved {@link File}.
	* @property {object} 1 The full API response.
	*/
	/**
	* @callback MoveFileAtomicCallback
	* @param {?Error} err Request error, if any.
	* @param {File} movedFile The moved {@link File}.
	* @param {object} apiResponse The full API response.
	*/
	/**
	* @typedef {object} MoveFileAtomicOptions Configuration options for File#moveFileAtomic(). See an
	*     {@link https://cloud.google.com/storage/docs/json_api/v1/objects#resource| Object resource}.
	* @property {string} [userProject] The ID of the project which will be
	*     billed for the request.
	* @property {object} [preconditionOpts] Precondition options.
	* @property {number} [preconditionOpts.ifGenerationMatch] Makes the operation conditional on whether the object's current generation matches the given value.
	*/
	/**
	* Move this file within the same bucket.
	* The source object must exist and be a live object.
	* The source and destination object IDs must be different.
	* Overwriting the destination object is allowed by default, but can be prevented
	* using preconditions.
	* If the destination path includes non-existent parent folders, they will be created.
	*
	* See {@link https://cloud.google.com/storage/docs/json_api/v1/objects/move| Objects: move API Documentation}
	*
	* @throws {Error} If the destination file is not provided.
	*
	* @param {string|File} destination Destination file name or File object within the same bucket..
	* @param {MoveFileAtomicOptions} [options] Configuration options. See an
	* @param {MoveFileAtomicCallback} [callback] Callback function.
	* @returns {Promise<MoveFileAtomicResponse>}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	*
	* //-
	* // Assume 'my-bucket' is a bucket.
	* //-
	* const bucket = storage.bucket('my-bucket');
	* const file = bucket.file('my-image.png');
	*
	* //-
	* // If you pass in a string for the destination, the file is copied to its
	* // current bucket, under the new name provided.
	* //-
	* file.moveFileAtomic('moved-image.png', function(err, movedFile, apiResponse) {
	*   // `my-bucket` now contains:
	*   // - "moved-image.png"
	*
	*   // `movedFile` is an instance of a File object that refers to your new
	*   // file.
	* });
	*
	* //-
	* // Move the file to a subdirectory, creating parent folders if necessary.
	* //-
	* file.moveFileAtomic('new-folder/subfolder/moved-image.png', function(err, movedFile, apiResponse) {
	* // `my-bucket` now contains:
	* // - "new-folder/subfolder/moved-image.png"
	* });
	*
	* //-
	* // Prevent overwriting an existing destination object using preconditions.
	* //-
	* file.moveFileAtomic('existing-destination.png', {
	* preconditionOpts: {
	* ifGenerationMatch: 0 // Fails if the destination object exists.
	* }
	* }, function(err, movedFile, apiResponse) {
	* if (err) {
	* // Handle the error (e.g., the destination object already exists).
	* } else {
	* // Move successful.
	* }
	* });
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* file.moveFileAtomic('moved-image.png).then(function(data) {
	*   const newFile = data[0];
	*   const apiResponse = data[1];
	* });
	*
	* ```
	* @example <caption>include:samples/files.js</caption>
	* region_tag:storage_move_file
	* Another example:
	*/
	moveFileAtomic(destination, optionsOrCallback, callback) {
		var _a, _b;
		const noDestinationError = new Error(FileExceptionMessages.DESTINATION_NO_NAME);
		if (!destination) throw noDestinationError;
		let options = {};
		if (typeof optionsOrCallback === "function") callback = optionsOrCallback;
		else if (optionsOrCallback) options = { ...optionsOrCallback };
		callback = callback || util$1.noop;
		let destName;
		let newFile;
		if (typeof destination === "string") {
			const parsedDestination = GS_URL_REGEXP.exec(destination);
			if (parsedDestination !== null && parsedDestination.length === 3) destName = parsedDestination[2];
			else destName = destination;
		} else if (destination instanceof File$1) {
			destName = destination.name;
			newFile = destination;
		} else throw noDestinationError;
		newFile = newFile || this.bucket.file(destName);
		if (!this.shouldRetryBasedOnPreconditionAndIdempotencyStrat(options === null || options === void 0 ? void 0 : options.preconditionOpts)) this.storage.retryOptions.autoRetry = false;
		const query = {};
		if (options.userProject !== void 0) {
			query.userProject = options.userProject;
			delete options.userProject;
		}
		if (((_a = options.preconditionOpts) === null || _a === void 0 ? void 0 : _a.ifGenerationMatch) !== void 0) {
			query.ifGenerationMatch = (_b = options.preconditionOpts) === null || _b === void 0 ? void 0 : _b.ifGenerationMatch;
			delete options.preconditionOpts;
		}
		this.request({
			method: "POST",
			uri: `/moveTo/o/${encodeURIComponent(newFile.name)}`,
			qs: query,
			json: options
		}, (err, resp) => {
			this.storage.retryOptions.autoRetry = this.instanceRetryValue;
			if (err) {
				callback(err, null, resp);
				return;
			}
			callback(null, newFile, resp);
		});
	}
	/**
	* @typedef {array} MoveResponse
	* @property {File} 0 The destination File.
	* @property {object} 1 The full API response.
	*/
	/**
	* @callback MoveCallback
	* @param {?Error} err Request error, if any.
	* @param {?File} destinationFile The destination File.
	* @param {object} apiResponse The full API response.
	*/
	/**
	* @typedef {object} MoveOptions Configuration options for File#move(). See an
	*     {@link https://cloud.google.com/storage/docs/json_api/v1/objects#resource| Object resource}.
	* @param {string} [userProject] The ID of the project which will be
	*     billed for the request.
	*/
	/**
	* Move this file to another location. By default, this will rename the file
	* and keep it in the same bucket, but you can choose to move it to another
	* Bucket by providing a Bucket or File object or a URL beginning with
	* "gs://".
	*
	* **Warning**:
	* There is currently no atomic `move` method in the Cloud Storage API,
	* so this method is a composition of {@link File#copy} (to the new
	* location) and {@link File#delete} (from the old location). While
	* unlikely, it is possible that an error returned to your callback could be
	* triggered from either one of these API calls failing, which could leave a
	* duplicate file lingering. The error message will indicate what operation
	* has failed.
	*
	* See {@link https://cloud.google.com/storage/docs/json_api/v1/objects/copy| Objects: copy API Documentation}
	*
	* @throws {Error} If the destination file is not provided.
	*
	* @param {string|Bucket|File} destination Destination file.
	* @param {MoveCallback} [callback] Callback function.
	* @returns {Promise<MoveResponse>}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* //-
	* // You can pass in a variety of types for the destination.
	* //
	* // For all of the below examples, assume we are working with the following
	* // Bucket and File objects.
	* //-
	* const bucket = storage.bucket('my-bucket');
	* const file = bucket.file('my-image.png');
	*
	* //-
	* // If you pass in a string for the destination, the file is moved to its
	* // current bucket, under the new name provided.
	* //-
	* file.move('my-image-new.png', function(err, destinationFile, apiResponse) {
	*   // `my-bucket` no longer contains:
	*   // - "my-image.png"
	*   // but contains instead:
	*   // - "my-image-new.png"
	*
	*   // `destinationFile` is an instance of a File object that refers to your
	*   // new file.
	* });
	*
	* //-
	* // If you pass in a string starting with "gs://" for the destination, the
	* // file is copied to the other bucket and under the new name provided.
	* //-
	* const newLocation = 'gs://another-bucket/my-image-new.png';
	* file.move(newLocation, function(err, destinationFile, apiResponse) {
	*   // `my-bucket` no longer contains:
	*   // - "my-image.png"
	*   //
	*   // `another-bucket` now contains:
	*   // - "my-image-new.png"
	*
	*   // `destinationFile` is an instance of a File object that refers to your
	*   // new file.
	* });
	*
	* //-
	* // If you pass in a Bucket object, the file will be moved to that bucket
	* // using the same name.
	* //-
	* const anotherBucket = gcs.bucket('another-bucket');
	*
	* file.move(anotherBucket, function(err, destinationFile, apiResponse) {
	*   // `my-bucket` no longer contains:
	*   // - "my-image.png"
	*   //
	*   // `another-bucket` now contains:
	*   // - "my-image.png"
	*
	*   // `destinationFile` is an instance of a File object that refers to your
	*   // new file.
	* });
	*
	* //-
	* // If you pass in a File object, you have complete control over the new
	* // bucket and filename.
	* //-
	* const anotherFile = anotherBucket.file('my-awesome-image.png');
	*
	* file.move(anotherFile, function(err, destinationFile, apiResponse) {
	*   // `my-bucket` no longer contains:
	*   // - "my-image.png"
	*   //
	*   // `another-bucket` now contains:
	*   // - "my-awesome-image.png"
	*
	*   // Note:
	*   // The `destinationFile` parameter is equal to `anotherFile`.
	* });
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* file.move('my-image-new.png').then(function(data) {
	*   const destinationFile = data[0];
	*   const apiResponse = data[1];
	* });
	*
	* ```
	* @example <caption>include:samples/files.js</caption>
	* region_tag:storage_move_file
	* Another example:
	*/
	move(destination, optionsOrCallback, callback) {
		const options = typeof optionsOrCallback === "object" ? optionsOrCallback : {};
		callback = typeof optionsOrCallback === "function" ? optionsOrCallback : callback;
		callback = callback || util$1.noop;
		this.copy(destination, options, (err, destinationFile, copyApiResponse) => {
			if (err) {
				err.message = "file#copy failed with an error - " + err.message;
				callback(err, null, copyApiResponse);
				return;
			}
			if (this.name !== destinationFile.name || this.bucket.name !== destinationFile.bucket.name) this.delete(options, (err, apiResponse) => {
				if (err) {
					err.message = "file#delete failed with an error - " + err.message;
					callback(err, destinationFile, apiResponse);
					return;
				}
				callback(null, destinationFile, copyApiResponse);
			});
			else callback(null, destinationFile, copyApiResponse);
		});
	}
	/**
	* @typedef {array} RenameResponse
	* @property {File} 0 The destination File.
	* @property {object} 1 The full API response.
	*/
	/**
	* @callback RenameCallback
	* @param {?Error} err Request error, if any.
	* @param {?File} destinationFile The destination File.
	* @param {object} apiResponse The full API response.
	*/
	/**
	* @typedef {object} RenameOptions Configuration options for File#move(). See an
	*     {@link https://cloud.google.com/storage/docs/json_api/v1/objects#resource| Object resource}.
	* @param {string} [userProject] The ID of the project which will be
	*     billed for the request.
	*/
	/**
	* Rename this file.
	*
	* **Warning**:
	* There is currently no atomic `rename` method in the Cloud Storage API,
	* so this method is an alias of {@link File#move}, which in turn is a
	* composition of {@link File#copy} (to the new location) and
	* {@link File#delete} (from the old location). While
	* unlikely, it is possible that an error returned to your callback could be
	* triggered from either one of these API calls failing, which could leave a
	* duplicate file lingering. The error message will indicate what operation
	* has failed.
	*
	* @param {string|File} destinationFile Destination file.
	* @param {RenameCallback} [callback] Callback function.
	* @returns {Promise<RenameResponse>}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	*
	* //-
	* // You can pass in a string or a File object.
	* //
	* // For all of the below examples, assume we are working with the following
	* // Bucket and File objects.
	* //-
	*
	* const bucket = storage.bucket('my-bucket');
	* const file = bucket.file('my-image.png');
	*
	* //-
	* // You can pass in a string for the destinationFile.
	* //-
	* file.rename('renamed-image.png', function(err, renamedFile, apiResponse) {
	*   // `my-bucket` no longer contains:
	*   // - "my-image.png"
	*   // but contains instead:
	*   // - "renamed-image.png"
	*
	*   // `renamedFile` is an instance of a File object that refers to your
	*   // renamed file.
	* });
	*
	* //-
	* // You can pass in a File object.
	* //-
	* const anotherFile = anotherBucket.file('my-awesome-image.png');
	*
	* file.rename(anotherFile, function(err, renamedFile, apiResponse) {
	*   // `my-bucket` no longer contains:
	*   // - "my-image.png"
	*
	*   // Note:
	*   // The `renamedFile` parameter is equal to `anotherFile`.
	* });
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* file.rename('my-renamed-image.png').then(function(data) {
	*   const renamedFile = data[0];
	*   const apiResponse = data[1];
	* });
	* ```
	*/
	rename(destinationFile, optionsOrCallback, callback) {
		const options = typeof optionsOrCallback === "object" ? optionsOrCallback : {};
		callback = typeof optionsOrCallback === "function" ? optionsOrCallback : callback;
		callback = callback || util$1.noop;
		this.move(destinationFile, options, callback);
	}
	/**
	* @typedef {object} RestoreOptions Options for File#restore(). See an
	*     {@link https://cloud.google.com/storage/docs/json_api/v1/objects#resource| Object resource}.
	* @param {string} [userProject] The ID of the project which will be
	*     billed for the request.
	* @param {number} [generation] If present, selects a specific revision of this object.
	* @param {string} [restoreToken] Returns an option that must be specified when getting a soft-deleted object from an HNS-enabled
	*  bucket that has a naming and generation conflict with another object in the same bucket.
	* @param {string} [projection] Specifies the set of properties to return. If used, must be 'full' or 'noAcl'.
	* @param {string | number} [ifGenerationMatch] Request proceeds if the generation of the target resource
	*  matches the value used in the precondition.
	*  If the values don't match, the request fails with a 412 Precondition Failed response.
	* @param {string | number} [ifGenerationNotMatch] Request proceeds if the generation of the target resource does
	*  not match the value used in the precondition. If the values match, the request fails with a 304 Not Modified response.
	* @param {string | number} [ifMetagenerationMatch] Request proceeds if the meta-generation of the target resource
	*  matches the value used in the precondition.
	*  If the values don't match, the request fails with a 412 Precondition Failed response.
	* @param {string | number} [ifMetagenerationNotMatch]  Request proceeds if the meta-generation of the target resource does
	*  not match the value used in the precondition. If the values match, the request fails with a 304 Not Modified response.
	*/
	/**
	* Restores a soft-deleted file
	* @param {RestoreOptions} options Restore options.
	* @returns {Promise<File>}
	*/
	async restore(options) {
		const [file] = await this.request({
			method: "POST",
			uri: "/restore",
			qs: options
		});
		return file;
	}
	/**
	* Makes request and applies userProject query parameter if necessary.
	*
	* @private
	*
	* @param {object} reqOpts - The request options.
	* @param {function} callback - The callback function.
	*/
	request(reqOpts, callback) {
		return this.parent.request.call(this, reqOpts, callback);
	}
	/**
	* @callback RotateEncryptionKeyCallback
	* @extends CopyCallback
	*/
	/**
	* @typedef RotateEncryptionKeyResponse
	* @extends CopyResponse
	*/
	/**
	* @param {string|buffer|object} RotateEncryptionKeyOptions Configuration options
	*     for File#rotateEncryptionKey().
	* If a string or Buffer is provided, it is interpreted as an AES-256,
	* customer-supplied encryption key. If you'd like to use a Cloud KMS key
	* name, you must specify an options object with the property name:
	* `kmsKeyName`.
	* @param {string|buffer} [options.encryptionKey] An AES-256 encryption key.
	* @param {string} [options.kmsKeyName] A Cloud KMS key name.
	*/
	/**
	* This method allows you to update the encryption key associated with this
	* file.
	*
	* See {@link https://cloud.google.com/storage/docs/encryption#customer-supplied| Customer-supplied Encryption Keys}
	*
	* @param {RotateEncryptionKeyOptions} [options] - Configuration options.
	* @param {RotateEncryptionKeyCallback} [callback]
	* @returns {Promise<File>}
	*
	* @example <caption>include:samples/encryption.js</caption>
	* region_tag:storage_rotate_encryption_key
	* Example of rotating the encryption key for this file:
	*/
	rotateEncryptionKey(optionsOrCallback, callback) {
		var _a;
		callback = typeof optionsOrCallback === "function" ? optionsOrCallback : callback;
		let options = {};
		if (typeof optionsOrCallback === "string" || optionsOrCallback instanceof Buffer) options = { encryptionKey: optionsOrCallback };
		else if (typeof optionsOrCallback === "object") options = optionsOrCallback;
		const newFile = this.bucket.file(this.id, options);
		const copyOptions = ((_a = options.preconditionOpts) === null || _a === void 0 ? void 0 : _a.ifGenerationMatch) !== void 0 ? { preconditionOpts: options.preconditionOpts } : {};
		this.copy(newFile, copyOptions, (err, file, resp) => {
			if (!err) {
				if (options.encryptionKey !== void 0) this.setEncryptionKey(options.encryptionKey);
				else this.setEncryptionKey(null);
				if (options.kmsKeyName !== void 0) this.kmsKeyName = options.kmsKeyName;
				else this.kmsKeyName = void 0;
			}
			if (callback) callback(err, file, resp);
		});
	}
	/**
	* @typedef {object} SaveOptions
	* @extends CreateWriteStreamOptions
	*/
	/**
	* @callback SaveCallback
	* @param {?Error} err Request error, if any.
	*/
	/**
	* Write strings or buffers to a file.
	*
	* *This is a convenience method which wraps {@link File#createWriteStream}.*
	* To upload arbitrary data to a file, please use {@link File#createWriteStream} directly.
	*
	* Resumable uploads are automatically enabled and must be shut off explicitly
	* by setting `options.resumable` to `false`.
	*
	* Multipart uploads with retryable error codes will be retried 3 times with exponential backoff.
	*
	* <p class="notice">
	*   There is some overhead when using a resumable upload that can cause
	*   noticeable performance degradation while uploading a series of small
	* files. When uploading files less than 10MB, it is recommended that the
	* resumable feature is disabled.
	* </p>
	*
	* @param {SaveData} data The data to write to a file.
	* @param {SaveOptions} [options] See {@link File#createWriteStream}'s `options`
	*     parameter.
	* @param {SaveCallback} [callback] Callback function.
	* @returns {Promise}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const myBucket = storage.bucket('my-bucket');
	*
	* const file = myBucket.file('my-file');
	* const contents = 'This is the contents of the file.';
	*
	* file.save(contents, function(err) {
	*   if (!err) {
	*     // File written successfully.
	*   }
	* });
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* file.save(contents).then(function() {});
	* ```
	*/
	save(data, optionsOrCallback, callback) {
		var _a;
		callback = typeof optionsOrCallback === "function" ? optionsOrCallback : callback;
		const options = typeof optionsOrCallback === "object" ? optionsOrCallback : {};
		const validationError = handleContextValidation((_a = options.metadata) === null || _a === void 0 ? void 0 : _a.contexts, callback);
		if (validationError) return validationError;
		let maxRetries = this.storage.retryOptions.maxRetries;
		if (!this.shouldRetryBasedOnPreconditionAndIdempotencyStrat(options === null || options === void 0 ? void 0 : options.preconditionOpts)) maxRetries = 0;
		const returnValue = (0, import_lib.default)(async (bail) => {
			return new Promise((resolve, reject) => {
				if (maxRetries === 0) this.storage.retryOptions.autoRetry = false;
				const writable = this.createWriteStream(options);
				if (options.onUploadProgress) writable.on("progress", options.onUploadProgress);
				const handleError = (err) => {
					if (this.storage.retryOptions.autoRetry && this.storage.retryOptions.retryableErrorFn(err)) return reject(err);
					return bail(err);
				};
				if (typeof data === "string" || Buffer.isBuffer(data) || data instanceof Uint8Array) writable.on("error", handleError).on("finish", () => resolve()).end(data);
				else pipeline(data, writable, (err) => {
					if (err) {
						if (typeof data !== "function") return bail(err);
						handleError(err);
					} else resolve();
				});
			});
		}, {
			retries: maxRetries,
			factor: this.storage.retryOptions.retryDelayMultiplier,
			maxTimeout: this.storage.retryOptions.maxRetryDelay * 1e3,
			maxRetryTime: this.storage.retryOptions.totalTimeout * 1e3
		});
		if (!callback) return returnValue;
		return (async () => {
			try {
				await returnValue;
			} catch (err) {
				callback(err);
				return;
			}
			callback();
		})();
	}
	setMetadata(metadata, optionsOrCallback, cb) {
		const options = typeof optionsOrCallback === "object" ? optionsOrCallback : {};
		cb = typeof optionsOrCallback === "function" ? optionsOrCallback : cb;
		const validationError = handleContextValidation(metadata.contexts, cb);
		if (validationError) return validationError;
		this.disableAutoRetryConditionallyIdempotent_(this.methods.setMetadata, AvailableServiceObjectMethods.setMetadata, options);
		(async () => {
			let resp;
			try {
				resp = await super.setMetadata(metadata, options);
			} catch (err) {
				cb(err);
				return;
			} finally {
				this.storage.retryOptions.autoRetry = this.instanceRetryValue;
			}
			cb(null, ...resp);
		})();
	}
	/**
	* @typedef {array} SetStorageClassResponse
	* @property {object} 0 The full API response.
	*/
	/**
	* @typedef {object} SetStorageClassOptions Configuration options for File#setStorageClass().
	* @property {string} [userProject] The ID of the project which will be
	*     billed for the request.
	*/
	/**
	* @callback SetStorageClassCallback
	* @param {?Error} err Request error, if any.
	* @param {object} apiResponse The full API response.
	*/
	/**
	* Set the storage class for this file.
	*
	* See {@link https://cloud.google.com/storage/docs/per-object-storage-class| Per-Object Storage Class}
	* See {@link https://cloud.google.com/storage/docs/storage-classes| Storage Classes}
	*
	* @param {string} storageClass The new storage class. (`standard`,
	*     `nearline`, `coldline`, or `archive`)
	*     **Note:** The storage classes `multi_regional` and `regional`
	*     are now legacy and will be deprecated in the future.
	* @param {SetStorageClassOptions} [options] Configuration options.
	* @param {string} [options.userProject] The ID of the project which will be
	*     billed for the request.
	* @param {SetStorageClassCallback} [callback] Callback function.
	* @returns {Promise<SetStorageClassResponse>}
	*
	* @example
	* ```
	* file.setStorageClass('nearline', function(err, apiResponse) {
	*   if (err) {
	*     // Error handling omitted.
	*   }
	*
	*   // The storage class was updated successfully.
	* });
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* file.setStorageClass('nearline').then(function() {});
	* ```
	*/
	setStorageClass(storageClass, optionsOrCallback, callback) {
		callback = typeof optionsOrCallback === "function" ? optionsOrCallback : callback;
		const req = {
			...typeof optionsOrCallback === "object" ? optionsOrCallback : {},
			storageClass: storageClass.replace(/-/g, "_").replace(/([a-z])([A-Z])/g, (_, low, up) => {
				return low + "_" + up;
			}).toUpperCase()
		};
		this.copy(this, req, (err, file, apiResponse) => {
			if (err) {
				callback(err, apiResponse);
				return;
			}
			this.metadata = file.metadata;
			callback(null, apiResponse);
		});
	}
	/**
	* Set a user project to be billed for all requests made from this File
	* object.
	*
	* @param {string} userProject The user project.
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const bucket = storage.bucket('albums');
	* const file = bucket.file('my-file');
	*
	* file.setUserProject('grape-spaceship-123');
	* ```
	*/
	setUserProject(userProject) {
		this.bucket.setUserProject.call(this, userProject);
	}
	/**
	* This creates a resumable-upload upload stream.
	*
	* @param {Duplexify} stream - Duplexify stream of data to pipe to the file.
	* @param {object=} options - Configuration object.
	*
	* @private
	*/
	startResumableUpload_(dup, options = {}) {
		var _a;
		(_a = options.metadata) !== null && _a !== void 0 || (options.metadata = {});
		const retryOptions = this.storage.retryOptions;
		if (!this.shouldRetryBasedOnPreconditionAndIdempotencyStrat(options.preconditionOpts)) retryOptions.autoRetry = false;
		const cfg = {
			authClient: this.storage.authClient,
			apiEndpoint: this.storage.apiEndpoint,
			bucket: this.bucket.name,
			customRequestOptions: this.getRequestInterceptors().reduce((reqOpts, interceptorFn) => interceptorFn(reqOpts), {}),
			file: this.name,
			generation: this.generation,
			isPartialUpload: options.isPartialUpload,
			key: this.encryptionKey === null ? void 0 : this.encryptionKey,
			kmsKeyName: this.kmsKeyName,
			metadata: options.metadata,
			offset: options.offset,
			predefinedAcl: options.predefinedAcl,
			private: options.private,
			public: options.public,
			uri: options.uri,
			userProject: options.userProject || this.userProject,
			retryOptions: { ...retryOptions },
			params: (options === null || options === void 0 ? void 0 : options.preconditionOpts) || this.instancePreconditionOpts,
			chunkSize: options === null || options === void 0 ? void 0 : options.chunkSize,
			highWaterMark: options === null || options === void 0 ? void 0 : options.highWaterMark,
			universeDomain: this.bucket.storage.universeDomain,
			[GCCL_GCS_CMD_KEY]: options[GCCL_GCS_CMD_KEY]
		};
		let uploadStream;
		try {
			uploadStream = upload(cfg);
		} catch (error) {
			dup.destroy(error);
			this.storage.retryOptions.autoRetry = this.instanceRetryValue;
			return;
		}
		uploadStream.on("response", (resp) => {
			dup.emit("response", resp);
		}).on("uri", (uri) => {
			dup.emit("uri", uri);
		}).on("metadata", (metadata) => {
			this.metadata = metadata;
			dup.emit("metadata");
		}).on("finish", () => {
			dup.emit("complete");
		}).on("progress", (evt) => dup.emit("progress", evt));
		dup.setWritable(uploadStream);
		this.storage.retryOptions.autoRetry = this.instanceRetryValue;
	}
	/**
	* Takes a readable stream and pipes it to a remote file. Unlike
	* `startResumableUpload_`, which uses the resumable upload technique, this
	* method uses a simple upload (all or nothing).
	*
	* @param {Duplexify} dup - Duplexify stream of data to pipe to the file.
	* @param {object=} options - Configuration object.
	*
	* @private
	*/
	startSimpleUpload_(dup, options = {}) {
		var _a;
		(_a = options.metadata) !== null && _a !== void 0 || (options.metadata = {});
		const uri = `${this.storage.apiEndpoint}/upload/storage/v1/b/${this.bucket.name}/o`;
		const reqOpts = {
			qs: { name: this.name },
			uri,
			[GCCL_GCS_CMD_KEY]: options[GCCL_GCS_CMD_KEY]
		};
		if (this.generation !== void 0) reqOpts.qs.ifGenerationMatch = this.generation;
		if (this.kmsKeyName !== void 0) reqOpts.qs.kmsKeyName = this.kmsKeyName;
		if (typeof options.timeout === "number") reqOpts.timeout = options.timeout;
		if (options.userProject || this.userProject) reqOpts.qs.userProject = options.userProject || this.userProject;
		if (options.predefinedAcl) reqOpts.qs.predefinedAcl = options.predefinedAcl;
		else if (options.private) reqOpts.qs.predefinedAcl = "private";
		else if (options.public) reqOpts.qs.predefinedAcl = "publicRead";
		Object.assign(reqOpts.qs, this.instancePreconditionOpts, options.preconditionOpts);
		util$1.makeWritableStream(dup, {
			makeAuthenticatedRequest: (reqOpts) => {
				this.request(reqOpts, (err, body, resp) => {
					if (err) {
						dup.destroy(err);
						return;
					}
					this.metadata = body;
					dup.emit("metadata", body);
					dup.emit("response", resp);
					dup.emit("complete");
				});
			},
			metadata: options.metadata,
			request: reqOpts
		});
	}
	disableAutoRetryConditionallyIdempotent_(coreOpts, methodType, localPreconditionOptions) {
		var _a, _b, _c, _d;
		if (typeof coreOpts === "object" && ((_b = (_a = coreOpts === null || coreOpts === void 0 ? void 0 : coreOpts.reqOpts) === null || _a === void 0 ? void 0 : _a.qs) === null || _b === void 0 ? void 0 : _b.ifGenerationMatch) === void 0 && (localPreconditionOptions === null || localPreconditionOptions === void 0 ? void 0 : localPreconditionOptions.ifGenerationMatch) === void 0 && methodType === AvailableServiceObjectMethods.delete && this.storage.retryOptions.idempotencyStrategy === IdempotencyStrategy.RetryConditional || this.storage.retryOptions.idempotencyStrategy === IdempotencyStrategy.RetryNever) this.storage.retryOptions.autoRetry = false;
		if (typeof coreOpts === "object" && ((_d = (_c = coreOpts === null || coreOpts === void 0 ? void 0 : coreOpts.reqOpts) === null || _c === void 0 ? void 0 : _c.qs) === null || _d === void 0 ? void 0 : _d.ifMetagenerationMatch) === void 0 && (localPreconditionOptions === null || localPreconditionOptions === void 0 ? void 0 : localPreconditionOptions.ifMetagenerationMatch) === void 0 && methodType === AvailableServiceObjectMethods.setMetadata && this.storage.retryOptions.idempotencyStrategy === IdempotencyStrategy.RetryConditional || this.storage.retryOptions.idempotencyStrategy === IdempotencyStrategy.RetryNever) this.storage.retryOptions.autoRetry = false;
	}
	async getBufferFromReadable(readable) {
		const buf = [];
		for await (const chunk of readable) buf.push(chunk);
		return Buffer.concat(buf);
	}
};
_File_instances = /* @__PURE__ */ new WeakSet(), _File_validateIntegrity = async function _File_validateIntegrity(hashCalculatingStream, verify = {}) {
	const metadata = this.metadata;
	let dataMismatch = !!(verify.crc32c || verify.md5);
	if (verify.crc32c && metadata.crc32c) dataMismatch = !hashCalculatingStream.test("crc32c", metadata.crc32c);
	if (verify.md5 && metadata.md5Hash) dataMismatch = !hashCalculatingStream.test("md5", metadata.md5Hash);
	if (dataMismatch) {
		const errors = [];
		let code = "";
		let message = "";
		try {
			await this.delete();
			if (verify.md5 && !metadata.md5Hash) {
				code = "MD5_NOT_AVAILABLE";
				message = FileExceptionMessages.MD5_NOT_AVAILABLE;
			} else {
				code = "FILE_NO_UPLOAD";
				message = FileExceptionMessages.UPLOAD_MISMATCH;
			}
		} catch (e) {
			const error = e;
			code = "FILE_NO_UPLOAD_DELETE";
			message = `${FileExceptionMessages.UPLOAD_MISMATCH_DELETE_FAIL}${error.message}`;
			errors.push(error);
		}
		const error = new RequestError(message);
		error.code = code;
		error.errors = errors;
		throw error;
	}
	return true;
};
/*! Developer Documentation
*
* All async methods (except for streams) will return a Promise in the event
* that a callback is omitted.
*/
(0, import_src$1.promisifyAll)(File$1, { exclude: [
	"cloudStorageURI",
	"publicUrl",
	"request",
	"save",
	"setEncryptionKey",
	"shouldRetryBasedOnPreconditionAndIdempotencyStrat",
	"getBufferFromReadable",
	"restore"
] });

// node_modules/@google-cloud/storage/build/esm/src/iam.js
var IAMExceptionMessages;
(function(IAMExceptionMessages) {
	IAMExceptionMessages["POLICY_OBJECT_REQUIRED"] = "A policy object is required.";
	IAMExceptionMessages["PERMISSIONS_REQUIRED"] = "Permissions are required.";
})(IAMExceptionMessages || (IAMExceptionMessages = {}));
/**
* Get and set IAM policies for your Cloud Storage bucket.
*
* See {@link https://cloud.google.com/storage/docs/access-control/iam#short_title_iam_management| Cloud Storage IAM Management}
* See {@link https://cloud.google.com/iam/docs/granting-changing-revoking-access| Granting, Changing, and Revoking Access}
* See {@link https://cloud.google.com/iam/docs/understanding-roles| IAM Roles}
*
* @constructor Iam
*
* @param {Bucket} bucket The parent instance.
* @example
* ```
* const {Storage} = require('@google-cloud/storage');
* const storage = new Storage();
* const bucket = storage.bucket('my-bucket');
* // bucket.iam
* ```
*/
var Iam = class {
	constructor(bucket) {
		this.request_ = bucket.request.bind(bucket);
		this.resourceId_ = "buckets/" + bucket.getId();
	}
	/**
	* @typedef {object} GetPolicyOptions Requested options for IAM#getPolicy().
	* @property {number} [requestedPolicyVersion] The version of IAM policies to
	*     request. If a policy with a condition is requested without setting
	*     this, the server will return an error. This must be set to a value
	*     of 3 to retrieve IAM policies containing conditions. This is to
	*     prevent client code that isn't aware of IAM conditions from
	*     interpreting and modifying policies incorrectly. The service might
	*     return a policy with version lower than the one that was requested,
	*     based on the feature syntax in the policy fetched.
	*     See {@link https://cloud.google.com/iam/docs/policies#versions| IAM Policy versions}
	* @property {string} [userProject] The ID of the project which will be
	*     billed for the request.
	*/
	/**
	* @typedef {array} GetPolicyResponse
	* @property {Policy} 0 The policy.
	* @property {object} 1 The full API response.
	*/
	/**
	* @typedef {object} Policy
	* @property {PolicyBinding[]} policy.bindings Bindings associate members with roles.
	* @property {string} [policy.etag] Etags are used to perform a read-modify-write.
	* @property {number} [policy.version] The syntax schema version of the Policy.
	*      To set an IAM policy with conditional binding, this field must be set to
	*      3 or greater.
	*     See {@link https://cloud.google.com/iam/docs/policies#versions| IAM Policy versions}
	*/
	/**
	* @typedef {object} PolicyBinding
	* @property {string} role Role that is assigned to members.
	* @property {string[]} members Specifies the identities requesting access for the bucket.
	* @property {Expr} [condition] The condition that is associated with this binding.
	*/
	/**
	* @typedef {object} Expr
	* @property {string} [title] An optional title for the expression, i.e. a
	*     short string describing its purpose. This can be used e.g. in UIs
	*     which allow to enter the expression.
	* @property {string} [description] An optional description of the
	*     expression. This is a longer text which describes the expression,
	*     e.g. when hovered over it in a UI.
	* @property {string} expression Textual representation of an expression in
	*     Common Expression Language syntax. The application context of the
	*     containing message determines which well-known feature set of CEL
	*     is supported.The condition that is associated with this binding.
	*
	* @see [Condition] https://cloud.google.com/storage/docs/access-control/iam#conditions
	*/
	/**
	* Get the IAM policy.
	*
	* @param {GetPolicyOptions} [options] Request options.
	* @param {GetPolicyCallback} [callback] Callback function.
	* @returns {Promise<GetPolicyResponse>}
	*
	* See {@link https://cloud.google.com/storage/docs/json_api/v1/buckets/getIamPolicy| Buckets: setIamPolicy API Documentation}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const bucket = storage.bucket('my-bucket');
	*
	* bucket.iam.getPolicy(
	*     {requestedPolicyVersion: 3},
	*     function(err, policy, apiResponse) {
	*
	*     },
	* );
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* bucket.iam.getPolicy({requestedPolicyVersion: 3})
	*   .then(function(data) {
	*     const policy = data[0];
	*     const apiResponse = data[1];
	*   });
	*
	* ```
	* @example <caption>include:samples/iam.js</caption>
	* region_tag:storage_view_bucket_iam_members
	* Example of retrieving a bucket's IAM policy:
	*/
	getPolicy(optionsOrCallback, callback) {
		const { options, callback: cb } = normalize$1(optionsOrCallback, callback);
		const qs = {};
		if (options.userProject) qs.userProject = options.userProject;
		if (options.requestedPolicyVersion !== null && options.requestedPolicyVersion !== void 0) qs.optionsRequestedPolicyVersion = options.requestedPolicyVersion;
		this.request_({
			uri: "/iam",
			qs
		}, cb);
	}
	/**
	* Set the IAM policy.
	*
	* @throws {Error} If no policy is provided.
	*
	* @param {Policy} policy The policy.
	* @param {SetPolicyOptions} [options] Configuration options.
	* @param {SetPolicyCallback} callback Callback function.
	* @returns {Promise<SetPolicyResponse>}
	*
	* See {@link https://cloud.google.com/storage/docs/json_api/v1/buckets/setIamPolicy| Buckets: setIamPolicy API Documentation}
	* See {@link https://cloud.google.com/iam/docs/understanding-roles| IAM Roles}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const bucket = storage.bucket('my-bucket');
	*
	* const myPolicy = {
	*   bindings: [
	*     {
	*       role: 'roles/storage.admin',
	*       members:
	* ['serviceAccount:myotherproject@appspot.gserviceaccount.com']
	*     }
	*   ]
	* };
	*
	* bucket.iam.setPolicy(myPolicy, function(err, policy, apiResponse) {});
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* bucket.iam.setPolicy(myPolicy).then(function(data) {
	*   const policy = data[0];
	*   const apiResponse = data[1];
	* });
	*
	* ```
	* @example <caption>include:samples/iam.js</caption>
	* region_tag:storage_add_bucket_iam_member
	* Example of adding to a bucket's IAM policy:
	*
	* @example <caption>include:samples/iam.js</caption>
	* region_tag:storage_remove_bucket_iam_member
	* Example of removing from a bucket's IAM policy:
	*/
	setPolicy(policy, optionsOrCallback, callback) {
		if (policy === null || typeof policy !== "object") throw new Error(IAMExceptionMessages.POLICY_OBJECT_REQUIRED);
		const { options, callback: cb } = normalize$1(optionsOrCallback, callback);
		let maxRetries;
		if (policy.etag === void 0) maxRetries = 0;
		this.request_({
			method: "PUT",
			uri: "/iam",
			maxRetries,
			json: Object.assign({ resourceId: this.resourceId_ }, policy),
			qs: options
		}, cb);
	}
	/**
	* Test a set of permissions for a resource.
	*
	* @throws {Error} If permissions are not provided.
	*
	* @param {string|string[]} permissions The permission(s) to test for.
	* @param {TestIamPermissionsOptions} [options] Configuration object.
	* @param {TestIamPermissionsCallback} [callback] Callback function.
	* @returns {Promise<TestIamPermissionsResponse>}
	*
	* See {@link https://cloud.google.com/storage/docs/json_api/v1/buckets/testIamPermissions| Buckets: testIamPermissions API Documentation}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const bucket = storage.bucket('my-bucket');
	*
	* //-
	* // Test a single permission.
	* //-
	* const test = 'storage.buckets.delete';
	*
	* bucket.iam.testPermissions(test, function(err, permissions, apiResponse) {
	*   console.log(permissions);
	*   // {
	*   //   "storage.buckets.delete": true
	*   // }
	* });
	*
	* //-
	* // Test several permissions at once.
	* //-
	* const tests = [
	*   'storage.buckets.delete',
	*   'storage.buckets.get'
	* ];
	*
	* bucket.iam.testPermissions(tests, function(err, permissions) {
	*   console.log(permissions);
	*   // {
	*   //   "storage.buckets.delete": false,
	*   //   "storage.buckets.get": true
	*   // }
	* });
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* bucket.iam.testPermissions(test).then(function(data) {
	*   const permissions = data[0];
	*   const apiResponse = data[1];
	* });
	* ```
	*/
	testPermissions(permissions, optionsOrCallback, callback) {
		if (!Array.isArray(permissions) && typeof permissions !== "string") throw new Error(IAMExceptionMessages.PERMISSIONS_REQUIRED);
		const { options, callback: cb } = normalize$1(optionsOrCallback, callback);
		const permissionsArray = Array.isArray(permissions) ? permissions : [permissions];
		const req = Object.assign({ permissions: permissionsArray }, options);
		this.request_({
			uri: "/iam/testPermissions",
			qs: req,
			useQuerystring: true
		}, (err, resp) => {
			if (err) {
				cb(err, null, resp);
				return;
			}
			const availablePermissions = Array.isArray(resp.permissions) ? resp.permissions : [];
			const permissionsHash = permissionsArray.reduce((acc, permission) => {
				acc[permission] = availablePermissions.indexOf(permission) > -1;
				return acc;
			}, {});
			cb(null, permissionsHash, resp);
		});
	}
};
/*! Developer Documentation
*
* All async methods (except for streams) will return a Promise in the event
* that a callback is omitted.
*/
(0, import_src$1.promisifyAll)(Iam);

// node_modules/@google-cloud/storage/build/esm/src/notification.js
/**
* The API-formatted resource description of the notification.
*
* Note: This is not guaranteed to be up-to-date when accessed. To get the
* latest record, call the `getMetadata()` method.
*
* @name Notification#metadata
* @type {object}
*/
/**
* A Notification object is created from your {@link Bucket} object using
* {@link Bucket#notification}. Use it to interact with Cloud Pub/Sub
* notifications.
*
* See {@link https://cloud.google.com/storage/docs/pubsub-notifications| Cloud Pub/Sub Notifications for Google Cloud Storage}
*
* @class
* @hideconstructor
*
* @param {Bucket} bucket The bucket instance this notification is attached to.
* @param {string} id The ID of the notification.
*
* @example
* ```
* const {Storage} = require('@google-cloud/storage');
* const storage = new Storage();
* const myBucket = storage.bucket('my-bucket');
*
* const notification = myBucket.notification('1');
* ```
*/
var Notification = class extends ServiceObject {
	constructor(bucket, id) {
		const requestQueryObject = {};
		const methods = {
			/**
			* Creates a notification subscription for the bucket.
			*
			* See {@link https://cloud.google.com/storage/docs/json_api/v1/notifications/insert| Notifications: insert}
			* @method Notification#create
			*
			* @param {Topic|string} topic The Cloud PubSub topic to which this
			* subscription publishes. If the project ID is omitted, the current
			* project ID will be used.
			*
			* Acceptable formats are:
			* - `projects/grape-spaceship-123/topics/my-topic`
			*
			* - `my-topic`
			* @param {CreateNotificationRequest} [options] Metadata to set for
			*     the notification.
			* @param {CreateNotificationCallback} [callback] Callback function.
			* @returns {Promise<CreateNotificationResponse>}
			* @throws {Error} If a valid topic is not provided.
			*
			* @example
			* ```
			* const {Storage} = require('@google-cloud/storage');
			* const storage = new Storage();
			* const myBucket = storage.bucket('my-bucket');
			* const notification = myBucket.notification('1');
			*
			* notification.create(function(err, notification, apiResponse) {
			*   if (!err) {
			*     // The notification was created successfully.
			*   }
			* });
			*
			* //-
			* // If the callback is omitted, we'll return a Promise.
			* //-
			* notification.create().then(function(data) {
			*   const notification = data[0];
			*   const apiResponse = data[1];
			* });
			* ```
			*/
			create: true,
			/**
			* @typedef {array} DeleteNotificationResponse
			* @property {object} 0 The full API response.
			*/
			/**
			* Permanently deletes a notification subscription.
			*
			* See {@link https://cloud.google.com/storage/docs/json_api/v1/notifications/delete| Notifications: delete API Documentation}
			*
			* @param {object} [options] Configuration options.
			* @param {string} [options.userProject] The ID of the project which will be
			*     billed for the request.
			* @param {DeleteNotificationCallback} [callback] Callback function.
			* @returns {Promise<DeleteNotificationResponse>}
			*
			* @example
			* ```
			* const {Storage} = require('@google-cloud/storage');
			* const storage = new Storage();
			* const myBucket = storage.bucket('my-bucket');
			* const notification = myBucket.notification('1');
			*
			* notification.delete(function(err, apiResponse) {});
			*
			* //-
			* // If the callback is omitted, we'll return a Promise.
			* //-
			* notification.delete().then(function(data) {
			*   const apiResponse = data[0];
			* });
			*
			* ```
			* @example <caption>include:samples/deleteNotification.js</caption>
			* region_tag:storage_delete_bucket_notification
			* Another example:
			*/
			delete: { reqOpts: { qs: requestQueryObject } },
			/**
			* Get a notification and its metadata if it exists.
			*
			* See {@link https://cloud.google.com/storage/docs/json_api/v1/notifications/get| Notifications: get API Documentation}
			*
			* @param {object} [options] Configuration options.
			*     See {@link Bucket#createNotification} for create options.
			* @param {boolean} [options.autoCreate] Automatically create the object if
			*     it does not exist. Default: `false`.
			* @param {string} [options.userProject] The ID of the project which will be
			*     billed for the request.
			* @param {GetNotificationCallback} [callback] Callback function.
			* @return {Promise<GetNotificationCallback>}
			*
			* @example
			* ```
			* const {Storage} = require('@google-cloud/storage');
			* const storage = new Storage();
			* const myBucket = storage.bucket('my-bucket');
			* const notification = myBucket.notification('1');
			*
			* notification.get(function(err, notification, apiResponse) {
			*   // `notification.metadata` has been populated.
			* });
			*
			* //-
			* // If the callback is omitted, we'll return a Promise.
			* //-
			* notification.get().then(function(data) {
			*   const notification = data[0];
			*   const apiResponse = data[1];
			* });
			* ```
			*/
			get: { reqOpts: { qs: requestQueryObject } },
			/**
			* Get the notification's metadata.
			*
			* See {@link https://cloud.google.com/storage/docs/json_api/v1/notifications/get| Notifications: get API Documentation}
			*
			* @param {object} [options] Configuration options.
			* @param {string} [options.userProject] The ID of the project which will be
			*     billed for the request.
			* @param {GetNotificationMetadataCallback} [callback] Callback function.
			* @returns {Promise<GetNotificationMetadataResponse>}
			*
			* @example
			* ```
			* const {Storage} = require('@google-cloud/storage');
			* const storage = new Storage();
			* const myBucket = storage.bucket('my-bucket');
			* const notification = myBucket.notification('1');
			*
			* notification.getMetadata(function(err, metadata, apiResponse) {});
			*
			* //-
			* // If the callback is omitted, we'll return a Promise.
			* //-
			* notification.getMetadata().then(function(data) {
			*   const metadata = data[0];
			*   const apiResponse = data[1];
			* });
			*
			* ```
			* @example <caption>include:samples/getMetadataNotifications.js</caption>
			* region_tag:storage_print_pubsub_bucket_notification
			* Another example:
			*/
			getMetadata: { reqOpts: { qs: requestQueryObject } },
			/**
			* @typedef {array} NotificationExistsResponse
			* @property {boolean} 0 Whether the notification exists or not.
			*/
			/**
			* @callback NotificationExistsCallback
			* @param {?Error} err Request error, if any.
			* @param {boolean} exists Whether the notification exists or not.
			*/
			/**
			* Check if the notification exists.
			*
			* @method Notification#exists
			* @param {NotificationExistsCallback} [callback] Callback function.
			* @returns {Promise<NotificationExistsResponse>}
			*
			* @example
			* ```
			* const {Storage} = require('@google-cloud/storage');
			* const storage = new Storage();
			* const myBucket = storage.bucket('my-bucket');
			* const notification = myBucket.notification('1');
			*
			* notification.exists(function(err, exists) {});
			*
			* //-
			* // If the callback is omitted, we'll return a Promise.
			* //-
			* notification.exists().then(function(data) {
			*   const exists = data[0];
			* });
			* ```
			*/
			exists: true
		};
		super({
			parent: bucket,
			baseUrl: "/notificationConfigs",
			id: id.toString(),
			createMethod: bucket.createNotification.bind(bucket),
			methods
		});
	}
};
/*! Developer Documentation
*
* All async methods (except for streams) will return a Promise in the event
* that a callback is omitted.
*/
(0, import_src$1.promisifyAll)(Notification);

// node_modules/@google-cloud/storage/build/esm/src/bucket.js
var ComposeCleanupError = class extends Error {
	constructor(message, errors, newFile, apiResponse) {
		super(message);
		this.name = "ComposeCleanupError";
		this.errors = errors;
		this.newFile = newFile;
		this.apiResponse = apiResponse;
	}
};
var BucketActionToHTTPMethod;
(function(BucketActionToHTTPMethod) {
	BucketActionToHTTPMethod["list"] = "GET";
})(BucketActionToHTTPMethod || (BucketActionToHTTPMethod = {}));
var AvailableServiceObjectMethods;
(function(AvailableServiceObjectMethods) {
	AvailableServiceObjectMethods[AvailableServiceObjectMethods["setMetadata"] = 0] = "setMetadata";
	AvailableServiceObjectMethods[AvailableServiceObjectMethods["delete"] = 1] = "delete";
})(AvailableServiceObjectMethods || (AvailableServiceObjectMethods = {}));
var BucketExceptionMessages;
(function(BucketExceptionMessages) {
	BucketExceptionMessages["PROVIDE_SOURCE_FILE"] = "You must provide at least one source file.";
	BucketExceptionMessages["DESTINATION_FILE_NOT_SPECIFIED"] = "A destination file must be specified.";
	BucketExceptionMessages["CHANNEL_ID_REQUIRED"] = "An ID is required to create a channel.";
	BucketExceptionMessages["TOPIC_NAME_REQUIRED"] = "A valid topic name is required.";
	BucketExceptionMessages["CONFIGURATION_OBJECT_PREFIX_REQUIRED"] = "A configuration object with a prefix is required.";
	BucketExceptionMessages["SPECIFY_FILE_NAME"] = "A file name must be specified.";
	BucketExceptionMessages["METAGENERATION_NOT_PROVIDED"] = "A metageneration must be provided.";
	BucketExceptionMessages["SUPPLY_NOTIFICATION_ID"] = "You must supply a notification ID.";
})(BucketExceptionMessages || (BucketExceptionMessages = {}));
/**
* @callback Crc32cGeneratorToStringCallback
* A method returning the CRC32C as a base64-encoded string.
*
* @returns {string}
*
* @example
* Hashing the string 'data' should return 'rth90Q=='
*
* ```js
* const buffer = Buffer.from('data');
* crc32c.update(buffer);
* crc32c.toString(); // 'rth90Q=='
* ```
**/
/**
* @callback Crc32cGeneratorValidateCallback
* A method validating a base64-encoded CRC32C string.
*
* @param {string} [value] base64-encoded CRC32C string to validate
* @returns {boolean}
*
* @example
* Should return `true` if the value matches, `false` otherwise
*
* ```js
* const buffer = Buffer.from('data');
* crc32c.update(buffer);
* crc32c.validate('DkjKuA=='); // false
* crc32c.validate('rth90Q=='); // true
* ```
**/
/**
* @callback Crc32cGeneratorUpdateCallback
* A method for passing `Buffer`s for CRC32C generation.
*
* @param {Buffer} [data] data to update CRC32C value with
* @returns {undefined}
*
* @example
* Hashing buffers from 'some ' and 'text\n'
*
* ```js
* const buffer1 = Buffer.from('some ');
* crc32c.update(buffer1);
*
* const buffer2 = Buffer.from('text\n');
* crc32c.update(buffer2);
*
* crc32c.toString(); // 'DkjKuA=='
* ```
**/
/**
* @typedef {object} CRC32CValidator
* @property {Crc32cGeneratorToStringCallback}
* @property {Crc32cGeneratorValidateCallback}
* @property {Crc32cGeneratorUpdateCallback}
*/
/**
* A function that generates a CRC32C Validator. Defaults to {@link CRC32C}
*
* @name Bucket#crc32cGenerator
* @type {CRC32CValidator}
*/
/**
* Get and set IAM policies for your bucket.
*
* @name Bucket#iam
* @mixes Iam
*
* See {@link https://cloud.google.com/storage/docs/access-control/iam#short_title_iam_management| Cloud Storage IAM Management}
* See {@link https://cloud.google.com/iam/docs/granting-changing-revoking-access| Granting, Changing, and Revoking Access}
* See {@link https://cloud.google.com/iam/docs/understanding-roles| IAM Roles}
*
* @example
* ```
* const {Storage} = require('@google-cloud/storage');
* const storage = new Storage();
* const bucket = storage.bucket('albums');
*
* //-
* // Get the IAM policy for your bucket.
* //-
* bucket.iam.getPolicy(function(err, policy) {
*   console.log(policy);
* });
*
* //-
* // If the callback is omitted, we'll return a Promise.
* //-
* bucket.iam.getPolicy().then(function(data) {
*   const policy = data[0];
*   const apiResponse = data[1];
* });
*
* ```
* @example <caption>include:samples/iam.js</caption>
* region_tag:storage_view_bucket_iam_members
* Example of retrieving a bucket's IAM policy:
*
* @example <caption>include:samples/iam.js</caption>
* region_tag:storage_add_bucket_iam_member
* Example of adding to a bucket's IAM policy:
*
* @example <caption>include:samples/iam.js</caption>
* region_tag:storage_remove_bucket_iam_member
* Example of removing from a bucket's IAM policy:
*/
/**
* Cloud Storage uses access control lists (ACLs) to manage object and
* bucket access. ACLs are the mechanism you use to share objects with other
* users and allow other users to access your buckets and objects.
*
* An ACL consists of one or more entries, where each entry grants permissions
* to an entity. Permissions define the actions that can be performed against
* an object or bucket (for example, `READ` or `WRITE`); the entity defines
* who the permission applies to (for example, a specific user or group of
* users).
*
* The `acl` object on a Bucket instance provides methods to get you a list of
* the ACLs defined on your bucket, as well as set, update, and delete them.
*
* Buckets also have
* {@link https://cloud.google.com/storage/docs/access-control/lists#default| default ACLs}
* for all created files. Default ACLs specify permissions that all new
* objects added to the bucket will inherit by default. You can add, delete,
* get, and update entities and permissions for these as well with
* {@link Bucket#acl.default}.
*
* See {@link http://goo.gl/6qBBPO| About Access Control Lists}
* See {@link https://cloud.google.com/storage/docs/access-control/lists#default| Default ACLs}
*
* @name Bucket#acl
* @mixes Acl
* @property {Acl} default Cloud Storage Buckets have
* {@link https://cloud.google.com/storage/docs/access-control/lists#default| default ACLs}
* for all created files. You can add, delete, get, and update entities and
* permissions for these as well. The method signatures and examples are all
* the same, after only prefixing the method call with `default`.
*
* @example
* ```
* const {Storage} = require('@google-cloud/storage');
* const storage = new Storage();
*
* //-
* // Make a bucket's contents publicly readable.
* //-
* const myBucket = storage.bucket('my-bucket');
*
* const options = {
*   entity: 'allUsers',
*   role: storage.acl.READER_ROLE
* };
*
* myBucket.acl.add(options, function(err, aclObject) {});
*
* //-
* // If the callback is omitted, we'll return a Promise.
* //-
* myBucket.acl.add(options).then(function(data) {
*   const aclObject = data[0];
*   const apiResponse = data[1];
* });
*
* ```
* @example <caption>include:samples/acl.js</caption>
* region_tag:storage_print_bucket_acl
* Example of printing a bucket's ACL:
*
* @example <caption>include:samples/acl.js</caption>
* region_tag:storage_print_bucket_acl_for_user
* Example of printing a bucket's ACL for a specific user:
*
* @example <caption>include:samples/acl.js</caption>
* region_tag:storage_add_bucket_owner
* Example of adding an owner to a bucket:
*
* @example <caption>include:samples/acl.js</caption>
* region_tag:storage_remove_bucket_owner
* Example of removing an owner from a bucket:
*
* @example <caption>include:samples/acl.js</caption>
* region_tag:storage_add_bucket_default_owner
* Example of adding a default owner to a bucket:
*
* @example <caption>include:samples/acl.js</caption>
* region_tag:storage_remove_bucket_default_owner
* Example of removing a default owner from a bucket:
*/
/**
* The API-formatted resource description of the bucket.
*
* Note: This is not guaranteed to be up-to-date when accessed. To get the
* latest record, call the `getMetadata()` method.
*
* @name Bucket#metadata
* @type {object}
*/
/**
* The bucket's name.
* @name Bucket#name
* @type {string}
*/
/**
* Get {@link File} objects for the files currently in the bucket as a
* readable object stream.
*
* @method Bucket#getFilesStream
* @param {GetFilesOptions} [query] Query object for listing files.
* @returns {ReadableStream} A readable stream that emits {@link File} instances.
*
* @example
* ```
* const {Storage} = require('@google-cloud/storage');
* const storage = new Storage();
* const bucket = storage.bucket('albums');
*
* bucket.getFilesStream()
*   .on('error', console.error)
*   .on('data', function(file) {
*     // file is a File object.
*   })
*   .on('end', function() {
*     // All files retrieved.
*   });
*
* //-
* // If you anticipate many results, you can end a stream early to prevent
* // unnecessary processing and API requests.
* //-
* bucket.getFilesStream()
*   .on('data', function(file) {
*     this.end();
*   });
*
* //-
* // If you're filtering files with a delimiter, you should use
* // {@link Bucket#getFiles} and set `autoPaginate: false` in order to
* // preserve the `apiResponse` argument.
* //-
* const prefixes = [];
*
* function callback(err, files, nextQuery, apiResponse) {
*   prefixes = prefixes.concat(apiResponse.prefixes);
*
*   if (nextQuery) {
*     bucket.getFiles(nextQuery, callback);
*   } else {
*     // prefixes = The finished array of prefixes.
*   }
* }
*
* bucket.getFiles({
*   autoPaginate: false,
*   delimiter: '/'
* }, callback);
* ```
*/
/**
* Create a Bucket object to interact with a Cloud Storage bucket.
*
* @class
* @hideconstructor
*
* @param {Storage} storage A {@link Storage} instance.
* @param {string} name The name of the bucket.
* @param {object} [options] Configuration object.
* @param {string} [options.userProject] User project.
*
* @example
* ```
* const {Storage} = require('@google-cloud/storage');
* const storage = new Storage();
* const bucket = storage.bucket('albums');
* ```
*/
var Bucket = class Bucket extends ServiceObject {
	getFilesStream(query) {
		return new Readable();
	}
	constructor(storage, name, options) {
		var _a, _b, _c, _d;
		options = options || {};
		name = name.replace(/^gs:\/\//, "").replace(/\/+$/, "");
		const requestQueryObject = {};
		if ((_a = options === null || options === void 0 ? void 0 : options.preconditionOpts) === null || _a === void 0 ? void 0 : _a.ifGenerationMatch) requestQueryObject.ifGenerationMatch = options.preconditionOpts.ifGenerationMatch;
		if ((_b = options === null || options === void 0 ? void 0 : options.preconditionOpts) === null || _b === void 0 ? void 0 : _b.ifGenerationNotMatch) requestQueryObject.ifGenerationNotMatch = options.preconditionOpts.ifGenerationNotMatch;
		if ((_c = options === null || options === void 0 ? void 0 : options.preconditionOpts) === null || _c === void 0 ? void 0 : _c.ifMetagenerationMatch) requestQueryObject.ifMetagenerationMatch = options.preconditionOpts.ifMetagenerationMatch;
		if ((_d = options === null || options === void 0 ? void 0 : options.preconditionOpts) === null || _d === void 0 ? void 0 : _d.ifMetagenerationNotMatch) requestQueryObject.ifMetagenerationNotMatch = options.preconditionOpts.ifMetagenerationNotMatch;
		const userProject = options.userProject;
		if (typeof userProject === "string") requestQueryObject.userProject = userProject;
		const methods = {
			/**
			* Create a bucket.
			*
			* @method Bucket#create
			* @param {CreateBucketRequest} [metadata] Metadata to set for the bucket.
			* @param {CreateBucketCallback} [callback] Callback function.
			* @returns {Promise<CreateBucketResponse>}
			*
			* @example
			* ```
			* const {Storage} = require('@google-cloud/storage');
			* const storage = new Storage();
			* const bucket = storage.bucket('albums');
			* bucket.create(function(err, bucket, apiResponse) {
			*   if (!err) {
			*     // The bucket was created successfully.
			*   }
			* });
			*
			* //-
			* // If the callback is omitted, we'll return a Promise.
			* //-
			* bucket.create().then(function(data) {
			*   const bucket = data[0];
			*   const apiResponse = data[1];
			* });
			* ```
			*/
			create: { reqOpts: { qs: requestQueryObject } },
			/**
			* IamDeleteBucketOptions Configuration options.
			* @property {boolean} [ignoreNotFound = false] Ignore an error if
			*     the bucket does not exist.
			* @property {string} [userProject] The ID of the project which will be
			*     billed for the request.
			*/
			/**
			* @typedef {array} DeleteBucketResponse
			* @property {object} 0 The full API response.
			*/
			/**
			* @callback DeleteBucketCallback
			* @param {?Error} err Request error, if any.
			* @param {object} apiResponse The full API response.
			*/
			/**
			* Delete the bucket.
			*
			* See {@link https://cloud.google.com/storage/docs/json_api/v1/buckets/delete| Buckets: delete API Documentation}
			*
			* @method Bucket#delete
			* @param {DeleteBucketOptions} [options] Configuration options.
			* @param {boolean} [options.ignoreNotFound = false] Ignore an error if
			*     the bucket does not exist.
			* @param {string} [options.userProject] The ID of the project which will be
			*     billed for the request.
			* @param {DeleteBucketCallback} [callback] Callback function.
			* @returns {Promise<DeleteBucketResponse>}
			*
			* @example
			* ```
			* const {Storage} = require('@google-cloud/storage');
			* const storage = new Storage();
			* const bucket = storage.bucket('albums');
			* bucket.delete(function(err, apiResponse) {});
			*
			* //-
			* // If the callback is omitted, we'll return a Promise.
			* //-
			* bucket.delete().then(function(data) {
			*   const apiResponse = data[0];
			* });
			*
			* ```
			* @example <caption>include:samples/buckets.js</caption>
			* region_tag:storage_delete_bucket
			* Another example:
			*/
			delete: { reqOpts: { qs: requestQueryObject } },
			/**
			* @typedef {object} BucketExistsOptions Configuration options for Bucket#exists().
			* @property {string} [userProject] The ID of the project which will be
			*     billed for the request.
			*/
			/**
			* @typedef {array} BucketExistsResponse
			* @property {boolean} 0 Whether the {@link Bucket} exists.
			*/
			/**
			* @callback BucketExistsCallback
			* @param {?Error} err Request error, if any.
			* @param {boolean} exists Whether the {@link Bucket} exists.
			*/
			/**
			* Check if the bucket exists.
			*
			* @method Bucket#exists
			* @param {BucketExistsOptions} [options] Configuration options.
			* @param {string} [options.userProject] The ID of the project which will be
			*     billed for the request.
			* @param {BucketExistsCallback} [callback] Callback function.
			* @returns {Promise<BucketExistsResponse>}
			*
			* @example
			* ```
			* const {Storage} = require('@google-cloud/storage');
			* const storage = new Storage();
			* const bucket = storage.bucket('albums');
			*
			* bucket.exists(function(err, exists) {});
			*
			* //-
			* // If the callback is omitted, we'll return a Promise.
			* //-
			* bucket.exists().then(function(data) {
			*   const exists = data[0];
			* });
			* ```
			*/
			exists: { reqOpts: { qs: requestQueryObject } },
			/**
			* @typedef {object} [GetBucketOptions] Configuration options for Bucket#get()
			* @property {boolean} [autoCreate] Automatically create the object if
			*     it does not exist. Default: `false`
			* @property {string} [userProject] The ID of the project which will be
			*     billed for the request.
			*/
			/**
			* @typedef {array} GetBucketResponse
			* @property {Bucket} 0 The {@link Bucket}.
			* @property {object} 1 The full API response.
			*/
			/**
			* @callback GetBucketCallback
			* @param {?Error} err Request error, if any.
			* @param {Bucket} bucket The {@link Bucket}.
			* @param {object} apiResponse The full API response.
			*/
			/**
			* Get a bucket if it exists.
			*
			* You may optionally use this to "get or create" an object by providing
			* an object with `autoCreate` set to `true`. Any extra configuration that
			* is normally required for the `create` method must be contained within
			* this object as well.
			*
			* @method Bucket#get
			* @param {GetBucketOptions} [options] Configuration options.
			* @param {boolean} [options.autoCreate] Automatically create the object if
			*     it does not exist. Default: `false`
			* @param {string} [options.userProject] The ID of the project which will be
			*     billed for the request.
			* @param {GetBucketCallback} [callback] Callback function.
			* @returns {Promise<GetBucketResponse>}
			*
			* @example
			* ```
			* const {Storage} = require('@google-cloud/storage');
			* const storage = new Storage();
			* const bucket = storage.bucket('albums');
			*
			* bucket.get(function(err, bucket, apiResponse) {
			*   // `bucket.metadata` has been populated.
			* });
			*
			* //-
			* // If the callback is omitted, we'll return a Promise.
			* //-
			* bucket.get().then(function(data) {
			*   const bucket = data[0];
			*   const apiResponse = data[1];
			* });
			* ```
			*/
			get: { reqOpts: { qs: requestQueryObject } },
			/**
			* @typedef {array} GetBucketMetadataResponse
			* @property {object} 0 The bucket metadata.
			* @property {object} 1 The full API response.
			*/
			/**
			* @callback GetBucketMetadataCallback
			* @param {?Error} err Request error, if any.
			* @param {object} metadata The bucket metadata.
			* @param {object} apiResponse The full API response.
			*/
			/**
			* @typedef {object} GetBucketMetadataOptions Configuration options for Bucket#getMetadata().
			* @property {string} [userProject] The ID of the project which will be
			*     billed for the request.
			*/
			/**
			* Get the bucket's metadata.
			*
			* To set metadata, see {@link Bucket#setMetadata}.
			*
			* See {@link https://cloud.google.com/storage/docs/json_api/v1/buckets/get| Buckets: get API Documentation}
			*
			* @method Bucket#getMetadata
			* @param {GetBucketMetadataOptions} [options] Configuration options.
			* @param {string} [options.userProject] The ID of the project which will be
			*     billed for the request.
			* @param {GetBucketMetadataCallback} [callback] Callback function.
			* @returns {Promise<GetBucketMetadataResponse>}
			*
			* @example
			* ```
			* const {Storage} = require('@google-cloud/storage');
			* const storage = new Storage();
			* const bucket = storage.bucket('albums');
			*
			* bucket.getMetadata(function(err, metadata, apiResponse) {});
			*
			* //-
			* // If the callback is omitted, we'll return a Promise.
			* //-
			* bucket.getMetadata().then(function(data) {
			*   const metadata = data[0];
			*   const apiResponse = data[1];
			* });
			*
			* ```
			* @example <caption>include:samples/requesterPays.js</caption>
			* region_tag:storage_get_requester_pays_status
			* Example of retrieving the requester pays status of a bucket:
			*/
			getMetadata: { reqOpts: { qs: requestQueryObject } },
			/**
			* @typedef {object} SetBucketMetadataOptions Configuration options for Bucket#setMetadata().
			* @property {string} [userProject] The ID of the project which will be
			*     billed for the request.
			*/
			/**
			* @typedef {array} SetBucketMetadataResponse
			* @property {object} apiResponse The full API response.
			*/
			/**
			* @callback SetBucketMetadataCallback
			* @param {?Error} err Request error, if any.
			* @param {object} metadata The bucket metadata.
			*/
			/**
			* Set the bucket's metadata.
			*
			* See {@link https://cloud.google.com/storage/docs/json_api/v1/buckets/patch| Buckets: patch API Documentation}
			*
			* @method Bucket#setMetadata
			* @param {object<string, *>} metadata The metadata you wish to set.
			* @param {SetBucketMetadataOptions} [options] Configuration options.
			* @param {string} [options.userProject] The ID of the project which will be
			*     billed for the request.
			* @param {SetBucketMetadataCallback} [callback] Callback function.
			* @returns {Promise<SetBucketMetadataResponse>}
			*
			* @example
			* ```
			* const {Storage} = require('@google-cloud/storage');
			* const storage = new Storage();
			* const bucket = storage.bucket('albums');
			*
			* //-
			* // Set website metadata field on the bucket.
			* //-
			* const metadata = {
			*   website: {
			*     mainPageSuffix: 'http://example.com',
			*     notFoundPage: 'http://example.com/404.html'
			*   }
			* };
			*
			* bucket.setMetadata(metadata, function(err, apiResponse) {});
			*
			* //-
			* // Enable versioning for your bucket.
			* //-
			* bucket.setMetadata({
			*   versioning: {
			*     enabled: true
			*   }
			* }, function(err, apiResponse) {});
			*
			* //-
			* // Enable KMS encryption for objects within this bucket.
			* //-
			* bucket.setMetadata({
			*   encryption: {
			*     defaultKmsKeyName: 'projects/grape-spaceship-123/...'
			*   }
			* }, function(err, apiResponse) {});
			*
			* //-
			* // Enforce CMEK-only encryption for new objects.
			* // This blocks Google-Managed and Customer-Supplied keys.
			* //-
			* bucket.setMetadata({
			*   encryption: {
			*     defaultKmsKeyName: 'projects/grape-spaceship-123/...',
			*     googleManagedEncryptionEnforcementConfig: {
			*       restrictionMode: 'FullyRestricted'
			*     },
			*     customerSuppliedEncryptionEnforcementConfig: {
			*       restrictionMode: 'FullyRestricted'
			*     },
			*     customerManagedEncryptionEnforcementConfig: {
			*       restrictionMode: 'NotRestricted'
			*     }
			*   }
			* }, function(err, apiResponse) {});
			*
			* //-
			* // Set the default event-based hold value for new objects in this
			* // bucket.
			* //-
			* bucket.setMetadata({
			*   defaultEventBasedHold: true
			* }, function(err, apiResponse) {});
			*
			* //-
			* // Remove object lifecycle rules.
			* //-
			* bucket.setMetadata({
			*   lifecycle: null
			* }, function(err, apiResponse) {});
			*
			* //-
			* // If the callback is omitted, we'll return a Promise.
			* //-
			* bucket.setMetadata(metadata).then(function(data) {
			*   const apiResponse = data[0];
			* });
			* ```
			*/
			setMetadata: { reqOpts: { qs: requestQueryObject } }
		};
		super({
			parent: storage,
			baseUrl: "/b",
			id: name,
			createMethod: storage.createBucket.bind(storage),
			methods
		});
		/**
		* Indicates whether this Bucket object is a placeholder for an item
		* that the API failed to retrieve (unreachable) due to partial failure.
		* Consumers must check this flag before accessing other properties.
		*/
		this.unreachable = false;
		this.name = name;
		this.storage = storage;
		this.userProject = options.userProject;
		this.acl = new Acl({
			request: this.request.bind(this),
			pathPrefix: "/acl"
		});
		this.acl.default = new Acl({
			request: this.request.bind(this),
			pathPrefix: "/defaultObjectAcl"
		});
		this.crc32cGenerator = options.crc32cGenerator || this.storage.crc32cGenerator;
		this.iam = new Iam(this);
		this.getFilesStream = import_src.paginator.streamify("getFiles");
		this.instanceRetryValue = storage.retryOptions.autoRetry;
		this.instancePreconditionOpts = options === null || options === void 0 ? void 0 : options.preconditionOpts;
	}
	/**
	* The bucket's Cloud Storage URI (`gs://`)
	*
	* @example
	* ```ts
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const bucket = storage.bucket('my-bucket');
	*
	* // `gs://my-bucket`
	* const href = bucket.cloudStorageURI.href;
	* ```
	*/
	get cloudStorageURI() {
		const uri = new URL$1("gs://");
		uri.host = this.name;
		return uri;
	}
	/**
	* @typedef {object} AddLifecycleRuleOptions Configuration options for Bucket#addLifecycleRule().
	* @property {boolean} [append=true] The new rules will be appended to any
	*     pre-existing rules.
	*/
	/**
	*
	* @typedef {object} LifecycleRule The new lifecycle rule to be added to objects
	*     in this bucket.
	* @property {string|object} action The action to be taken upon matching of
	*     all the conditions 'delete', 'setStorageClass', or 'AbortIncompleteMultipartUpload'.
	*     **Note**: For configuring a raw-formatted rule object to be passed as `action`
	*               please refer to the [examples]{@link https://cloud.google.com/storage/docs/managing-lifecycles#configexamples}.
	* @property {object} condition Condition a bucket must meet before the
	*     action occurs on the bucket. Refer to following supported [conditions]{@link https://cloud.google.com/storage/docs/lifecycle#conditions}.
	* @property {string} [storageClass] When using the `setStorageClass`
	*     action, provide this option to dictate which storage class the object
	*     should update to. Please see
	*     [SetStorageClass option documentation]{@link https://cloud.google.com/storage/docs/lifecycle#setstorageclass} for supported transitions.
	*/
	/**
	* Add an object lifecycle management rule to the bucket.
	*
	* By default, an Object Lifecycle Management rule provided to this method
	* will be included to the existing policy. To replace all existing rules,
	* supply the `options` argument, setting `append` to `false`.
	*
	* To add multiple rules, pass a list to the `rule` parameter. Calling this
	* function multiple times asynchronously does not guarantee that all rules
	* are added correctly.
	*
	* See {@link https://cloud.google.com/storage/docs/lifecycle| Object Lifecycle Management}
	* See {@link https://cloud.google.com/storage/docs/json_api/v1/buckets/patch| Buckets: patch API Documentation}
	*
	* @param {LifecycleRule|LifecycleRule[]} rule The new lifecycle rule or rules to be added to objects
	*     in this bucket.
	* @param {string|object} rule.action The action to be taken upon matching of
	*     all the conditions 'delete', 'setStorageClass', or 'AbortIncompleteMultipartUpload'.
	*     **Note**: For configuring a raw-formatted rule object to be passed as `action`
	*               please refer to the [examples]{@link https://cloud.google.com/storage/docs/managing-lifecycles#configexamples}.
	* @param {object} rule.condition Condition a bucket must meet before the
	*     action occurs on the bucket. Refer to following supported [conditions]{@link https://cloud.google.com/storage/docs/lifecycle#conditions}.
	* @param {string} [rule.storageClass] When using the `setStorageClass`
	*     action, provide this option to dictate which storage class the object
	*     should update to.
	* @param {AddLifecycleRuleOptions} [options] Configuration object.
	* @param {boolean} [options.append=true] Append the new rule to the existing
	*     policy.
	* @param {SetBucketMetadataCallback} [callback] Callback function.
	* @returns {Promise<SetBucketMetadataResponse>}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const bucket = storage.bucket('albums');
	*
	* //-
	* // Automatically have an object deleted from this bucket once it is 3 years
	* // of age.
	* //-
	* bucket.addLifecycleRule({
	*   action: 'delete',
	*   condition: {
	*     age: 365 * 3 // Specified in days.
	*   }
	* }, function(err, apiResponse) {
	*   if (err) {
	*     // Error handling omitted.
	*   }
	*
	*   const lifecycleRules = bucket.metadata.lifecycle.rule;
	*
	*   // Iterate over the Object Lifecycle Management rules on this bucket.
	*   lifecycleRules.forEach(lifecycleRule => {});
	* });
	*
	* //-
	* // By default, the rule you provide will be added to the existing policy.
	* // Optionally, you can disable this behavior to replace all of the
	* // pre-existing rules.
	* //-
	* const options = {
	*   append: false
	* };
	*
	* bucket.addLifecycleRule({
	*   action: 'delete',
	*   condition: {
	*     age: 365 * 3 // Specified in days.
	*   }
	* }, options, function(err, apiResponse) {
	*   if (err) {
	*     // Error handling omitted.
	*   }
	*
	*   // All rules have been replaced with the new "delete" rule.
	*
	*   // Iterate over the Object Lifecycle Management rules on this bucket.
	*   lifecycleRules.forEach(lifecycleRule => {});
	* });
	*
	* //-
	* // For objects created before 2018, "downgrade" the storage class.
	* //-
	* bucket.addLifecycleRule({
	*   action: 'setStorageClass',
	*   storageClass: 'COLDLINE',
	*   condition: {
	*     createdBefore: new Date('2018')
	*   }
	* }, function(err, apiResponse) {});
	*
	* //-
	* // Delete objects created before 2016 which have the Coldline storage
	* // class.
	* //-
	* bucket.addLifecycleRule({
	*   action: 'delete',
	*   condition: {
	*     matchesStorageClass: [
	*       'COLDLINE'
	*     ],
	*     createdBefore: new Date('2016')
	*   }
	* }, function(err, apiResponse) {});
	*
	* //-
	* // Delete object that has a noncurrent timestamp that is at least 100 days.
	* //-
	* bucket.addLifecycleRule({
	*   action: 'delete',
	*   condition: {
	*     daysSinceNoncurrentTime: 100
	*   }
	* }, function(err, apiResponse) {});
	*
	* //-
	* // Delete object that has a noncurrent timestamp before 2020-01-01.
	* //-
	* bucket.addLifecycleRule({
	*   action: 'delete',
	*   condition: {
	*     noncurrentTimeBefore: new Date('2020-01-01')
	*   }
	* }, function(err, apiResponse) {});
	*
	* //-
	* // Delete object that has a customTime that is at least 100 days.
	* //-
	* bucket.addLifecycleRule({
	*   action: 'delete',
	*   condition: {
	*     daysSinceCustomTime: 100
	*   }
	* }, function(err, apiResponse) ());
	*
	* //-
	* // Delete object that has a customTime before 2020-01-01.
	* //-
	* bucket.addLifecycleRule({
	*   action: 'delete',
	*   condition: {
	*     customTimeBefore: new Date('2020-01-01')
	*   }
	* }, function(err, apiResponse) {});
	* ```
	*/
	addLifecycleRule(rule, optionsOrCallback, callback) {
		let options = {};
		if (typeof optionsOrCallback === "function") callback = optionsOrCallback;
		else if (optionsOrCallback) options = optionsOrCallback;
		options = options || {};
		const rules = Array.isArray(rule) ? rule : [rule];
		for (const curRule of rules) {
			if (curRule.condition.createdBefore instanceof Date) curRule.condition.createdBefore = curRule.condition.createdBefore.toISOString().replace(/T.+$/, "");
			if (curRule.condition.customTimeBefore instanceof Date) curRule.condition.customTimeBefore = curRule.condition.customTimeBefore.toISOString().replace(/T.+$/, "");
			if (curRule.condition.noncurrentTimeBefore instanceof Date) curRule.condition.noncurrentTimeBefore = curRule.condition.noncurrentTimeBefore.toISOString().replace(/T.+$/, "");
		}
		if (options.append === false) {
			this.setMetadata({ lifecycle: { rule: rules } }, options, callback);
			return;
		}
		this.getMetadata((err, metadata) => {
			var _a, _b;
			if (err) {
				callback(err);
				return;
			}
			const currentLifecycleRules = Array.isArray((_a = metadata.lifecycle) === null || _a === void 0 ? void 0 : _a.rule) ? (_b = metadata.lifecycle) === null || _b === void 0 ? void 0 : _b.rule : [];
			this.setMetadata({ lifecycle: { rule: currentLifecycleRules.concat(rules) } }, options, callback);
		});
	}
	/**
	* @typedef {object} CombineOptions
	* @property {string} [kmsKeyName] Resource name of the Cloud KMS key, of
	*     the form
	*     `projects/my-project/locations/location/keyRings/my-kr/cryptoKeys/my-key`,
	*     that will be used to encrypt the object. Overwrites the object
	* metadata's `kms_key_name` value, if any.
	* @property {string} [userProject] The ID of the project which will be
	*     billed for the request.
	* @property {boolean} [deleteSourceObjects] If true, the source objects
	*     will be permanently deleted after a successful compose operation.
	*/
	/**
	* @callback CombineCallback
	* @param {?Error} err Request error, if any.
	* @param {File} newFile The new {@link File}.
	* @param {object} apiResponse The full API response.
	*/
	/**
	* @typedef {array} CombineResponse
	* @property {File} 0 The new {@link File}.
	* @property {object} 1 The full API response.
	*/
	/**
	* Combine multiple files into one new file.
	*
	* See {@link https://cloud.google.com/storage/docs/json_api/v1/objects/compose| Objects: compose API Documentation}
	*
	* @throws {Error} if a non-array is provided as sources argument.
	* @throws {Error} if no sources are provided.
	* @throws {Error} if no destination is provided.
	*
	* @param {string[]|File[]} sources The source files that will be
	*     combined.
	* @param {string|File} destination The file you would like the
	*     source files combined into.
	* @param {CombineOptions} [options] Configuration options.
	* @param {string} [options.kmsKeyName] Resource name of the Cloud KMS key, of
	*     the form
	*     `projects/my-project/locations/location/keyRings/my-kr/cryptoKeys/my-key`,
	*     that will be used to encrypt the object. Overwrites the object
	* metadata's `kms_key_name` value, if any.
	* @param {string} [options.userProject] The ID of the project which will be
	*     billed for the request.
	* @param {boolean} [options.deleteSourceObjects] If true, the source objects
	*     will be permanently deleted after a successful compose operation.
	* @param {CombineCallback} [callback] Callback function.
	* @returns {Promise<CombineResponse>}
	*
	* @example
	* ```
	* const logBucket = storage.bucket('log-bucket');
	*
	* const sources = [
	*   logBucket.file('2013-logs.txt'),
	*   logBucket.file('2014-logs.txt')
	* ];
	*
	* const allLogs = logBucket.file('all-logs.txt');
	*
	* logBucket.combine(sources, allLogs, function(err, newFile, apiResponse) {
	*   // newFile === allLogs
	* });
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* logBucket.combine(sources, allLogs).then(function(data) {
	*   const newFile = data[0];
	*   const apiResponse = data[1];
	* });
	* ```
	*/
	combine(sources, destination, optionsOrCallback, callback) {
		if (!Array.isArray(sources) || sources.length === 0) throw new Error(BucketExceptionMessages.PROVIDE_SOURCE_FILE);
		if (!destination) throw new Error(BucketExceptionMessages.DESTINATION_FILE_NOT_SPECIFIED);
		let options = {};
		if (typeof optionsOrCallback === "function") callback = optionsOrCallback;
		else if (optionsOrCallback) options = optionsOrCallback;
		if (options.contexts) {
			const validationError = handleContextValidation(options.contexts, callback);
			if (validationError) return validationError;
		}
		this.disableAutoRetryConditionallyIdempotent_(this.methods.setMetadata, AvailableServiceObjectMethods.setMetadata, options);
		const convertToFile = (file) => {
			if (file instanceof File$1) return file;
			return this.file(file);
		};
		sources = sources.map(convertToFile);
		const destinationFile = convertToFile(destination);
		callback = callback || util$1.noop;
		(async () => {
			var _a;
			try {
				if (!destinationFile.metadata.contentType) {
					const destinationContentType = (await getMime()).getType(destinationFile.name) || void 0;
					if (destinationContentType) destinationFile.metadata.contentType = destinationContentType;
				}
				let maxRetries = this.storage.retryOptions.maxRetries;
				if (((_a = destinationFile === null || destinationFile === void 0 ? void 0 : destinationFile.instancePreconditionOpts) === null || _a === void 0 ? void 0 : _a.ifGenerationMatch) === void 0 && options.ifGenerationMatch === void 0 && this.storage.retryOptions.idempotencyStrategy === IdempotencyStrategy.RetryConditional || this.storage.retryOptions.idempotencyStrategy === IdempotencyStrategy.RetryNever) maxRetries = 0;
				const deleteSourceObjects = options.deleteSourceObjects;
				const requestQueryObject = Object.assign({}, options);
				delete requestQueryObject.deleteSourceObjects;
				if (requestQueryObject.ifGenerationMatch === void 0) Object.assign(requestQueryObject, destinationFile.instancePreconditionOpts, requestQueryObject);
				destinationFile.request({
					method: "POST",
					uri: "/compose",
					maxRetries,
					json: {
						destination: {
							contentType: destinationFile.metadata.contentType,
							contentEncoding: destinationFile.metadata.contentEncoding,
							contexts: requestQueryObject.contexts || destinationFile.metadata.contexts
						},
						sourceObjects: sources.map((source) => {
							var _a, _b;
							const sourceObject = { name: source.name };
							const generation = (_a = source.generation) !== null && _a !== void 0 ? _a : (_b = source.metadata) === null || _b === void 0 ? void 0 : _b.generation;
							if (generation !== void 0) sourceObject.generation = parseInt(generation.toString());
							return sourceObject;
						})
					},
					qs: requestQueryObject
				}, (err, resp) => {
					this.storage.retryOptions.autoRetry = this.instanceRetryValue;
					if (err) {
						callback(err, null, resp);
						return;
					}
					if (deleteSourceObjects) {
						const deletePromises = sources.map((source) => {
							var _a, _b;
							const deleteOptions = {
								ignoreNotFound: true,
								userProject: options.userProject
							};
							const generation = (_a = source.generation) !== null && _a !== void 0 ? _a : (_b = source.metadata) === null || _b === void 0 ? void 0 : _b.generation;
							if (generation !== void 0) deleteOptions.ifGenerationMatch = generation;
							return source.delete(deleteOptions).catch((deleteErr) => deleteErr);
						});
						(async () => {
							const errors = (await Promise.all(deletePromises)).filter((res) => res instanceof Error);
							if (errors.length > 0) {
								const cleanupErr = new ComposeCleanupError(`Compose operation succeeded, but cleaning up source objects failed. Failed to delete ${errors.length} source object(s).`, errors, destinationFile, resp);
								callback(cleanupErr, destinationFile, resp);
								return;
							}
							callback(null, destinationFile, resp);
						})();
					} else callback(null, destinationFile, resp);
				});
			} catch (err) {
				callback(err, null, null);
			}
		})();
	}
	/**
	* See a {@link https://cloud.google.com/storage/docs/json_api/v1/objects/watchAll| Objects: watchAll request body}.
	*
	* @typedef {object} CreateChannelConfig
	* @property {string} address The address where notifications are
	*     delivered for this channel.
	* @property {string} [delimiter] Returns results in a directory-like mode.
	* @property {number} [maxResults] Maximum number of `items` plus `prefixes`
	*     to return in a single page of responses.
	* @property {string} [pageToken] A previously-returned page token
	*     representing part of the larger set of results to view.
	* @property {string} [prefix] Filter results to objects whose names begin
	*     with this prefix.
	* @property {string} [projection=noAcl] Set of properties to return.
	* @property {string} [userProject] The ID of the project which will be
	*     billed for the request.
	* @property {boolean} [versions=false] If `true`, lists all versions of an object
	*     as distinct results.
	*/
	/**
	* @typedef {object} CreateChannelOptions
	* @property {string} [userProject] The ID of the project which will be
	*     billed for the request.
	*/
	/**
	* @typedef {array} CreateChannelResponse
	* @property {Channel} 0 The new {@link Channel}.
	* @property {object} 1 The full API response.
	*/
	/**
	* @callback CreateChannelCallback
	* @param {?Error} err Request error, if any.
	* @param {Channel} channel The new {@link Channel}.
	* @param {object} apiResponse The full API response.
	*/
	/**
	* Create a channel that will be notified when objects in this bucket changes.
	*
	* @throws {Error} If an ID is not provided.
	* @throws {Error} If an address is not provided.
	*
	* See {@link https://cloud.google.com/storage/docs/json_api/v1/objects/watchAll| Objects: watchAll API Documentation}
	*
	* @param {string} id The ID of the channel to create.
	* @param {CreateChannelConfig} config Configuration for creating channel.
	* @param {string} config.address The address where notifications are
	*     delivered for this channel.
	* @param {string} [config.delimiter] Returns results in a directory-like mode.
	* @param {number} [config.maxResults] Maximum number of `items` plus `prefixes`
	*     to return in a single page of responses.
	* @param {string} [config.pageToken] A previously-returned page token
	*     representing part of the larger set of results to view.
	* @param {string} [config.prefix] Filter results to objects whose names begin
	*     with this prefix.
	* @param {string} [config.projection=noAcl] Set of properties to return.
	* @param {string} [config.userProject] The ID of the project which will be
	*     billed for the request.
	* @param {boolean} [config.versions=false] If `true`, lists all versions of an object
	*     as distinct results.
	* @param {CreateChannelOptions} [options] Configuration options.
	* @param {string} [options.userProject] The ID of the project which will be
	*     billed for the request.
	* @param {CreateChannelCallback} [callback] Callback function.
	* @returns {Promise<CreateChannelResponse>}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const bucket = storage.bucket('albums');
	* const id = 'new-channel-id';
	*
	* const config = {
	*   address: 'https://...'
	* };
	*
	* bucket.createChannel(id, config, function(err, channel, apiResponse) {
	*   if (!err) {
	*     // Channel created successfully.
	*   }
	* });
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* bucket.createChannel(id, config).then(function(data) {
	*   const channel = data[0];
	*   const apiResponse = data[1];
	* });
	* ```
	*/
	createChannel(id, config, optionsOrCallback, callback) {
		if (typeof id !== "string") throw new Error(BucketExceptionMessages.CHANNEL_ID_REQUIRED);
		let options = {};
		if (typeof optionsOrCallback === "function") callback = optionsOrCallback;
		else if (optionsOrCallback) options = optionsOrCallback;
		this.request({
			method: "POST",
			uri: "/o/watch",
			json: Object.assign({
				id,
				type: "web_hook"
			}, config),
			qs: options
		}, (err, apiResponse) => {
			if (err) {
				callback(err, null, apiResponse);
				return;
			}
			const resourceId = apiResponse.resourceId;
			const channel = this.storage.channel(id, resourceId);
			channel.metadata = apiResponse;
			callback(null, channel, apiResponse);
		});
	}
	/**
	* Metadata to set for the Notification.
	*
	* @typedef {object} CreateNotificationOptions
	* @property {object} [customAttributes] An optional list of additional
	*     attributes to attach to each Cloud PubSub message published for this
	*     notification subscription.
	* @property {string[]} [eventTypes] If present, only send notifications about
	*     listed event types. If empty, sent notifications for all event types.
	* @property {string} [objectNamePrefix] If present, only apply this
	*     notification configuration to object names that begin with this prefix.
	* @property {string} [payloadFormat] The desired content of the Payload.
	* Defaults to `JSON_API_V1`.
	*
	* Acceptable values are:
	* - `JSON_API_V1`
	*
	* - `NONE`
	* @property {string} [userProject] The ID of the project which will be
	*     billed for the request.
	*/
	/**
	* @callback CreateNotificationCallback
	* @param {?Error} err Request error, if any.
	* @param {Notification} notification The new {@link Notification}.
	* @param {object} apiResponse The full API response.
	*/
	/**
	* @typedef {array} CreateNotificationResponse
	* @property {Notification} 0 The new {@link Notification}.
	* @property {object} 1 The full API response.
	*/
	/**
	* Creates a notification subscription for the bucket.
	*
	* See {@link https://cloud.google.com/storage/docs/json_api/v1/notifications/insert| Notifications: insert}
	*
	* @param {Topic|string} topic The Cloud PubSub topic to which this
	* subscription publishes. If the project ID is omitted, the current
	* project ID will be used.
	*
	* Acceptable formats are:
	* - `projects/grape-spaceship-123/topics/my-topic`
	*
	* - `my-topic`
	* @param {CreateNotificationOptions} [options] Metadata to set for the
	*     notification.
	* @param {object} [options.customAttributes] An optional list of additional
	*     attributes to attach to each Cloud PubSub message published for this
	*     notification subscription.
	* @param {string[]} [options.eventTypes] If present, only send notifications about
	*     listed event types. If empty, sent notifications for all event types.
	* @param {string} [options.objectNamePrefix] If present, only apply this
	*     notification configuration to object names that begin with this prefix.
	* @param {string} [options.payloadFormat] The desired content of the Payload.
	* Defaults to `JSON_API_V1`.
	*
	* Acceptable values are:
	* - `JSON_API_V1`
	*
	* - `NONE`
	* @param {string} [options.userProject] The ID of the project which will be
	*     billed for the request.
	* @param {CreateNotificationCallback} [callback] Callback function.
	* @returns {Promise<CreateNotificationResponse>}
	* @throws {Error} If a valid topic is not provided.
	* @see Notification#create
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const myBucket = storage.bucket('my-bucket');
	*
	* const callback = function(err, notification, apiResponse) {
	*   if (!err) {
	*     // The notification was created successfully.
	*   }
	* };
	*
	* myBucket.createNotification('my-topic', callback);
	*
	* //-
	* // Configure the notification by providing Notification metadata.
	* //-
	* const metadata = {
	*   objectNamePrefix: 'prefix-'
	* };
	*
	* myBucket.createNotification('my-topic', metadata, callback);
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* myBucket.createNotification('my-topic').then(function(data) {
	*   const notification = data[0];
	*   const apiResponse = data[1];
	* });
	*
	* ```
	* @example <caption>include:samples/createNotification.js</caption>
	* region_tag:storage_create_bucket_notifications
	* Another example:
	*/
	createNotification(topic, optionsOrCallback, callback) {
		let options = {};
		if (typeof optionsOrCallback === "function") callback = optionsOrCallback;
		else if (optionsOrCallback) options = optionsOrCallback;
		if (topic !== null && typeof topic === "object" && util$1.isCustomType(topic, "pubsub/topic")) topic = topic.name;
		if (typeof topic !== "string") throw new Error(BucketExceptionMessages.TOPIC_NAME_REQUIRED);
		const body = Object.assign({ topic }, options);
		if (body.topic.indexOf("projects") !== 0) body.topic = "projects/{{projectId}}/topics/" + body.topic;
		body.topic = `//pubsub.${this.storage.universeDomain}/` + body.topic;
		if (!body.payloadFormat) body.payloadFormat = "JSON_API_V1";
		const query = {};
		if (body.userProject) {
			query.userProject = body.userProject;
			delete body.userProject;
		}
		this.request({
			method: "POST",
			uri: "/notificationConfigs",
			json: convertObjKeysToSnakeCase(body),
			qs: query,
			maxRetries: 0
		}, (err, apiResponse) => {
			if (err) {
				callback(err, null, apiResponse);
				return;
			}
			const notification = this.notification(apiResponse.id);
			notification.metadata = apiResponse;
			callback(null, notification, apiResponse);
		});
	}
	/**
	* @typedef {object} DeleteFilesOptions Query object. See {@link Bucket#getFiles}
	*     for all of the supported properties.
	* @property {boolean} [force] Suppress errors until all files have been
	*     processed.
	*/
	/**
	* @callback DeleteFilesCallback
	* @param {?Error|?Error[]} err Request error, if any, or array of errors from
	*     files that were not able to be deleted.
	* @param {object} [apiResponse] The full API response.
	*/
	/**
	* Iterate over the bucket's files, calling `file.delete()` on each.
	*
	* <strong>This is not an atomic request.</strong> A delete attempt will be
	* made for each file individually. Any one can fail, in which case only a
	* portion of the files you intended to be deleted would have.
	*
	* Operations are performed in parallel, up to 10 at once. The first error
	* breaks the loop and will execute the provided callback with it. Specify
	* `{ force: true }` to suppress the errors until all files have had a chance
	* to be processed.
	*
	* File preconditions cannot be passed to this function. It will not retry unless
	* the idempotency strategy is set to retry always.
	*
	* The `query` object passed as the first argument will also be passed to
	* {@link Bucket#getFiles}.
	*
	* See {@link https://cloud.google.com/storage/docs/json_api/v1/objects/delete| Objects: delete API Documentation}
	*
	* @param {DeleteFilesOptions} [query] Query object. See {@link Bucket#getFiles}
	* @param {boolean} [query.force] Suppress errors until all files have been
	*     processed.
	* @param {DeleteFilesCallback} [callback] Callback function.
	* @returns {Promise}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const bucket = storage.bucket('albums');
	*
	* //-
	* // Delete all of the files in the bucket.
	* //-
	* bucket.deleteFiles(function(err) {});
	*
	* //-
	* // By default, if a file cannot be deleted, this method will stop deleting
	* // files from your bucket. You can override this setting with `force:
	* // true`.
	* //-
	* bucket.deleteFiles({
	*   force: true
	* }, function(errors) {
	*   // `errors`:
	*   //    Array of errors if any occurred, otherwise null.
	* });
	*
	* //-
	* // The first argument to this method acts as a query to
	* // {@link Bucket#getFiles}. As an example, you can delete files
	* // which match a prefix.
	* //-
	* bucket.deleteFiles({
	*   prefix: 'images/'
	* }, function(err) {
	*   if (!err) {
	*     // All files in the `images` directory have been deleted.
	*   }
	* });
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* bucket.deleteFiles().then(function() {});
	* ```
	*/
	deleteFiles(queryOrCallback, callback) {
		let query = {};
		if (typeof queryOrCallback === "function") callback = queryOrCallback;
		else if (queryOrCallback) query = queryOrCallback;
		const MAX_PARALLEL_LIMIT = 10;
		const MAX_QUEUE_SIZE = 1e3;
		const errors = [];
		const deleteFile = (file) => {
			return file.delete(query).catch((err) => {
				if (!query.force) throw err;
				errors.push(err);
			});
		};
		(async () => {
			try {
				let promises = [];
				const limit = (await getPLimit())(MAX_PARALLEL_LIMIT);
				const filesStream = this.getFilesStream(query);
				for await (const curFile of filesStream) {
					if (promises.length >= MAX_QUEUE_SIZE) {
						await Promise.all(promises);
						promises = [];
					}
					promises.push(limit(() => deleteFile(curFile)).catch((e) => {
						filesStream.destroy();
						throw e;
					}));
				}
				await Promise.all(promises);
			} catch (e) {
				callback(e);
				return;
			}
			callback(errors.length > 0 ? errors : null);
		})();
	}
	/**
	* @deprecated
	* @typedef {array} DeleteLabelsResponse
	* @property {object} 0 The full API response.
	*/
	/**
	* @deprecated
	* @callback DeleteLabelsCallback
	* @param {?Error} err Request error, if any.
	* @param {object} metadata Bucket's metadata.
	*/
	/**
	* @deprecated Use setMetadata directly
	* Delete one or more labels from this bucket.
	*
	* @param {string|string[]} [labels] The labels to delete. If no labels are
	*     provided, all of the labels are removed.
	* @param {DeleteLabelsCallback} [callback] Callback function.
	* @param {DeleteLabelsOptions} [options] Options, including precondition options
	* @returns {Promise<DeleteLabelsResponse>}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const bucket = storage.bucket('albums');
	*
	* //-
	* // Delete all of the labels from this bucket.
	* //-
	* bucket.deleteLabels(function(err, apiResponse) {});
	*
	* //-
	* // Delete a single label.
	* //-
	* bucket.deleteLabels('labelone', function(err, apiResponse) {});
	*
	* //-
	* // Delete a specific set of labels.
	* //-
	* bucket.deleteLabels([
	*   'labelone',
	*   'labeltwo'
	* ], function(err, apiResponse) {});
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* bucket.deleteLabels().then(function(data) {
	*   const apiResponse = data[0];
	* });
	* ```
	*/
	deleteLabels(labelsOrCallbackOrOptions, optionsOrCallback, callback) {
		let labels = new Array();
		let options = {};
		if (typeof labelsOrCallbackOrOptions === "function") callback = labelsOrCallbackOrOptions;
		else if (typeof labelsOrCallbackOrOptions === "string") labels = [labelsOrCallbackOrOptions];
		else if (Array.isArray(labelsOrCallbackOrOptions)) labels = labelsOrCallbackOrOptions;
		else if (labelsOrCallbackOrOptions) options = labelsOrCallbackOrOptions;
		if (typeof optionsOrCallback === "function") callback = optionsOrCallback;
		else if (optionsOrCallback) options = optionsOrCallback;
		const deleteLabels = (labels) => {
			const nullLabelMap = labels.reduce((nullLabelMap, labelKey) => {
				nullLabelMap[labelKey] = null;
				return nullLabelMap;
			}, {});
			if ((options === null || options === void 0 ? void 0 : options.ifMetagenerationMatch) !== void 0) this.setLabels(nullLabelMap, options, callback);
			else this.setLabels(nullLabelMap, callback);
		};
		if (labels.length === 0) this.getLabels((err, labels) => {
			if (err) {
				callback(err);
				return;
			}
			deleteLabels(Object.keys(labels));
		});
		else deleteLabels(labels);
	}
	/**
	* @typedef {array} DisableRequesterPaysResponse
	* @property {object} 0 The full API response.
	*/
	/**
	* @callback DisableRequesterPaysCallback
	* @param {?Error} err Request error, if any.
	* @param {object} apiResponse The full API response.
	*/
	/**
	* <div class="notice">
	*   <strong>Early Access Testers Only</strong>
	*   <p>
	*     This feature is not yet widely-available.
	*   </p>
	* </div>
	*
	* Disable `requesterPays` functionality from this bucket.
	*
	* @param {DisableRequesterPaysCallback} [callback] Callback function.
	* @param {DisableRequesterPaysOptions} [options] Options, including precondition options
	* @returns {Promise<DisableRequesterPaysCallback>}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const bucket = storage.bucket('albums');
	*
	* bucket.disableRequesterPays(function(err, apiResponse) {
	*   if (!err) {
	*     // requesterPays functionality disabled successfully.
	*   }
	* });
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* bucket.disableRequesterPays().then(function(data) {
	*   const apiResponse = data[0];
	* });
	*
	* ```
	* @example <caption>include:samples/requesterPays.js</caption>
	* region_tag:storage_disable_requester_pays
	* Example of disabling requester pays:
	*/
	disableRequesterPays(optionsOrCallback, callback) {
		let options = {};
		if (typeof optionsOrCallback === "function") callback = optionsOrCallback;
		else if (optionsOrCallback) options = optionsOrCallback;
		this.setMetadata({ billing: { requesterPays: false } }, options, callback);
	}
	/**
	* Configuration object for enabling logging.
	*
	* @typedef {object} EnableLoggingOptions
	* @property {string|Bucket} [bucket] The bucket for the log entries. By
	*     default, the current bucket is used.
	* @property {string} prefix A unique prefix for log object names.
	*/
	/**
	* Enable logging functionality for this bucket. This will make two API
	* requests, first to grant Cloud Storage WRITE permission to the bucket, then
	* to set the appropriate configuration on the Bucket's metadata.
	*
	* @param {EnableLoggingOptions} config Configuration options.
	* @param {string|Bucket} [config.bucket] The bucket for the log entries. By
	*     default, the current bucket is used.
	* @param {string} config.prefix A unique prefix for log object names.
	* @param {SetBucketMetadataCallback} [callback] Callback function.
	* @returns {Promise<SetBucketMetadataResponse>}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const bucket = storage.bucket('albums');
	*
	* const config = {
	*   prefix: 'log'
	* };
	*
	* bucket.enableLogging(config, function(err, apiResponse) {
	*   if (!err) {
	*     // Logging functionality enabled successfully.
	*   }
	* });
	*
	* ```
	* @example
	* Optionally, provide a destination bucket.
	* ```
	* const config = {
	*   prefix: 'log',
	*   bucket: 'destination-bucket'
	* };
	*
	* bucket.enableLogging(config, function(err, apiResponse) {});
	* ```
	*
	* @example
	* If the callback is omitted, we'll return a Promise.
	* ```
	* bucket.enableLogging(config).then(function(data) {
	*   const apiResponse = data[0];
	* });
	* ```
	*/
	enableLogging(config, callback) {
		if (!config || typeof config === "function" || typeof config.prefix === "undefined") throw new Error(BucketExceptionMessages.CONFIGURATION_OBJECT_PREFIX_REQUIRED);
		let logBucket = this.id;
		if (config.bucket && config.bucket instanceof Bucket) logBucket = config.bucket.id;
		else if (config.bucket && typeof config.bucket === "string") logBucket = config.bucket;
		const options = {};
		if (config === null || config === void 0 ? void 0 : config.ifMetagenerationMatch) options.ifMetagenerationMatch = config.ifMetagenerationMatch;
		if (config === null || config === void 0 ? void 0 : config.ifMetagenerationNotMatch) options.ifMetagenerationNotMatch = config.ifMetagenerationNotMatch;
		(async () => {
			try {
				const [policy] = await this.iam.getPolicy();
				policy.bindings.push({
					members: ["group:cloud-storage-analytics@google.com"],
					role: "roles/storage.objectCreator"
				});
				await this.iam.setPolicy(policy);
				this.setMetadata({ logging: {
					logBucket,
					logObjectPrefix: config.prefix
				} }, options, callback);
			} catch (e) {
				callback(e);
				return;
			}
		})();
	}
	/**
	* @typedef {array} EnableRequesterPaysResponse
	* @property {object} 0 The full API response.
	*/
	/**
	* @callback EnableRequesterPaysCallback
	* @param {?Error} err Request error, if any.
	* @param {object} apiResponse The full API response.
	*/
	/**
	* <div class="notice">
	*   <strong>Early Access Testers Only</strong>
	*   <p>
	*     This feature is not yet widely-available.
	*   </p>
	* </div>
	*
	* Enable `requesterPays` functionality for this bucket. This enables you, the
	* bucket owner, to have the requesting user assume the charges for the access
	* to your bucket and its contents.
	*
	* @param {EnableRequesterPaysCallback | EnableRequesterPaysOptions} [optionsOrCallback]
	* Callback function or precondition options.
	* @returns {Promise<EnableRequesterPaysResponse>}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const bucket = storage.bucket('albums');
	*
	* bucket.enableRequesterPays(function(err, apiResponse) {
	*   if (!err) {
	*     // requesterPays functionality enabled successfully.
	*   }
	* });
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* bucket.enableRequesterPays().then(function(data) {
	*   const apiResponse = data[0];
	* });
	*
	* ```
	* @example <caption>include:samples/requesterPays.js</caption>
	* region_tag:storage_enable_requester_pays
	* Example of enabling requester pays:
	*/
	enableRequesterPays(optionsOrCallback, cb) {
		let options = {};
		if (typeof optionsOrCallback === "function") cb = optionsOrCallback;
		else if (optionsOrCallback) options = optionsOrCallback;
		this.setMetadata({ billing: { requesterPays: true } }, options, cb);
	}
	/**
	* Create a {@link File} object. See {@link File} to see how to handle
	* the different use cases you may have.
	*
	* @param {string} name The name of the file in this bucket.
	* @param {FileOptions} [options] Configuration options.
	* @param {string|number} [options.generation] Only use a specific revision of
	*     this file.
	* @param {string} [options.encryptionKey] A custom encryption key. See
	*     {@link https://cloud.google.com/storage/docs/encryption#customer-supplied| Customer-supplied Encryption Keys}.
	* @param {string} [options.kmsKeyName] The name of the Cloud KMS key that will
	*     be used to encrypt the object. Must be in the format:
	*     `projects/my-project/locations/location/keyRings/my-kr/cryptoKeys/my-key`.
	*     KMS key ring must use the same location as the bucket.
	* @param {string} [options.userProject] The ID of the project which will be
	*     billed for all requests made from File object.
	* @returns {File}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const bucket = storage.bucket('albums');
	* const file = bucket.file('my-existing-file.png');
	* ```
	*/
	file(name, options) {
		if (!name) throw Error(BucketExceptionMessages.SPECIFY_FILE_NAME);
		return new File$1(this, name, options);
	}
	/**
	* @typedef {array} GetFilesResponse
	* @property {File[]} 0 Array of {@link File} instances.
	* @param {object} nextQuery 1 A query object to receive more results.
	* @param {object} apiResponse 2 The full API response.
	*/
	/**
	* @callback GetFilesCallback
	* @param {?Error} err Request error, if any.
	* @param {File[]} files Array of {@link File} instances.
	* @param {object} nextQuery A query object to receive more results.
	* @param {object} apiResponse The full API response.
	*/
	/**
	* Query object for listing files.
	*
	* @typedef {object} GetFilesOptions
	* @property {boolean} [autoPaginate=true] Have pagination handled
	*     automatically.
	* @property {string} [delimiter] Results will contain only objects whose
	*     names, aside from the prefix, do not contain delimiter. Objects whose
	*     names, aside from the prefix, contain delimiter will have their name
	*     truncated after the delimiter, returned in `apiResponse.prefixes`.
	*     Duplicate prefixes are omitted.
	* @property {string} [endOffset] Filter results to objects whose names are
	* lexicographically before endOffset. If startOffset is also set, the objects
	* listed have names between startOffset (inclusive) and endOffset (exclusive).
	* @property {boolean} [includeFoldersAsPrefixes] If true, includes folders and
	* managed folders in the set of prefixes returned by the query. Only applicable if
	* delimiter is set to / and autoPaginate is set to false.
	* See: https://cloud.google.com/storage/docs/managed-folders
	* @property {boolean} [includeTrailingDelimiter] If true, objects that end in
	* exactly one instance of delimiter have their metadata included in items[]
	* in addition to the relevant part of the object name appearing in prefixes[].
	* @property {string} [prefix] Filter results to objects whose names begin
	*     with this prefix.
	* @property {string} [filter] Filter results using a server-side filter
	* expression. This is primarily used for filtering by Object Contexts.
	* Syntax: `contexts."<key>"="<value>"` or `contexts."<key>":*`.
	* Prepend `-` for negation (e.g., `-contexts."key":*`).
	* @property {string} [matchGlob] A glob pattern used to filter results,
	*     for example foo*bar
	* @property {number} [maxApiCalls] Maximum number of API calls to make.
	* @property {number} [maxResults] Maximum number of items plus prefixes to
	*     return per call.
	*     Note: By default will handle pagination automatically
	*     if more than 1 page worth of results are requested per call.
	*     When `autoPaginate` is set to `false` the smaller of `maxResults`
	*     or 1 page of results will be returned per call.
	* @property {string} [pageToken] A previously-returned page token
	*     representing part of the larger set of results to view.
	* @property {boolean} [softDeleted] If true, only soft-deleted object versions will be
	*     listed as distinct results in order of generation number. Note `soft_deleted` and
	*     `versions` cannot be set to true simultaneously.
	* @property {string} [startOffset] Filter results to objects whose names are
	* lexicographically equal to or after startOffset. If endOffset is also set,
	* the objects listed have names between startOffset (inclusive) and endOffset (exclusive).
	* @property {string} [userProject] The ID of the project which will be
	*     billed for the request.
	* @property {boolean} [versions] If true, returns File objects scoped to
	*     their versions.
	*/
	/**
	* Get {@link File} objects for the files currently in the bucket.
	*
	* See {@link https://cloud.google.com/storage/docs/json_api/v1/objects/list| Objects: list API Documentation}
	*
	* @param {GetFilesOptions} [query] Query object for listing files.
	* @param {boolean} [query.autoPaginate=true] Have pagination handled
	*     automatically.
	* @param {string} [query.delimiter] Results will contain only objects whose
	*     names, aside from the prefix, do not contain delimiter. Objects whose
	*     names, aside from the prefix, contain delimiter will have their name
	*     truncated after the delimiter, returned in `apiResponse.prefixes`.
	*     Duplicate prefixes are omitted.
	* @param {string} [query.endOffset] Filter results to objects whose names are
	* lexicographically before endOffset. If startOffset is also set, the objects
	* listed have names between startOffset (inclusive) and endOffset (exclusive).
	* @param {boolean} [query.includeFoldersAsPrefixes] If true, includes folders and
	* managed folders in the set of prefixes returned by the query. Only applicable if
	* delimiter is set to / and autoPaginate is set to false.
	* See: https://cloud.google.com/storage/docs/managed-folders
	* @param {boolean} [query.includeTrailingDelimiter] If true, objects that end in
	* exactly one instance of delimiter have their metadata included in items[]
	* in addition to the relevant part of the object name appearing in prefixes[].
	* @param {string} [query.prefix] Filter results to objects whose names begin
	*     with this prefix.
	* @param {string} [query.filter] Filter results using a server-side filter
	*     expression. Supports Object Contexts with operators like `=`, `:`,
	*     and `-` for negation.
	* @param {number} [query.maxApiCalls] Maximum number of API calls to make.
	* @param {number} [query.maxResults] Maximum number of items plus prefixes to
	*     return per call.
	*     Note: By default will handle pagination automatically
	*     if more than 1 page worth of results are requested per call.
	*     When `autoPaginate` is set to `false` the smaller of `maxResults`
	*     or 1 page of results will be returned per call.
	* @param {string} [query.pageToken] A previously-returned page token
	*     representing part of the larger set of results to view.
	* @param {boolean} [query.softDeleted] If true, only soft-deleted object versions will be
	*     listed as distinct results in order of generation number. Note `soft_deleted` and
	*     `versions` cannot be set to true simultaneously.
	* @param {string} [query.startOffset] Filter results to objects whose names are
	* lexicographically equal to or after startOffset. If endOffset is also set,
	* the objects listed have names between startOffset (inclusive) and endOffset (exclusive).
	* @param {string} [query.userProject] The ID of the project which will be
	*     billed for the request.
	* @param {boolean} [query.versions] If true, returns File objects scoped to
	*     their versions.
	*
	* @param {GetFilesCallback} [callback] Callback function.
	* @returns {Promise<GetFilesResponse>}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const bucket = storage.bucket('albums');
	*
	* bucket.getFiles(function(err, files) {
	*   if (!err) {
	*     // files is an array of File objects.
	*   }
	* });
	*
	* //-
	* // If your bucket has versioning enabled, you can get all of your files
	* // scoped to their generation.
	* //-
	* bucket.getFiles({
	*   versions: true
	* }, function(err, files) {
	*   // Each file is scoped to its generation.
	* });
	*
	* //-
	* // To control how many API requests are made and page through the results
	* // manually, set `autoPaginate` to `false`.
	* //-
	* const callback = function(err, files, nextQuery, apiResponse) {
	*   if (nextQuery) {
	*     // More results exist.
	*     bucket.getFiles(nextQuery, callback);
	*   }
	*
	*   // The `metadata` property is populated for you with the metadata at the
	*   // time of fetching.
	*   files[0].metadata;
	*
	*   // However, in cases where you are concerned the metadata could have
	*   // changed, use the `getMetadata` method.
	*   files[0].getMetadata(function(err, metadata) {});
	* };
	*
	* bucket.getFiles({
	*   autoPaginate: false
	* }, callback);
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* bucket.getFiles().then(function(data) {
	*   const files = data[0];
	* });
	*
	* ```
	* @example
	* <h6>Simulating a File System</h6><p>With `autoPaginate: false`, it's possible to iterate over files which incorporate a common structure using a delimiter.</p><p>Consider the following remote objects:</p><ol><li>"a"</li><li>"a/b/c/d"</li><li>"b/d/e"</li></ol><p>Using a delimiter of `/` will return a single file, "a".</p><p>`apiResponse.prefixes` will return the "sub-directories" that were found:</p><ol><li>"a/"</li><li>"b/"</li></ol>
	* ```
	* bucket.getFiles({
	*   autoPaginate: false,
	*   delimiter: '/'
	* }, function(err, files, nextQuery, apiResponse) {
	*   // files = [
	*   //   {File} // File object for file "a"
	*   // ]
	*
	*   // apiResponse.prefixes = [
	*   //   'a/',
	*   //   'b/'
	*   // ]
	* });
	* ```
	*
	* @example
	* Using prefixes, it's now possible to simulate a file system with follow-up requests.
	* ```
	* bucket.getFiles({
	*   autoPaginate: false,
	*   delimiter: '/',
	*   prefix: 'a/'
	* }, function(err, files, nextQuery, apiResponse) {
	*   // No files found within "directory" a.
	*   // files = []
	*
	*   // However, a "sub-directory" was found.
	*   // This prefix can be used to continue traversing the "file system".
	*   // apiResponse.prefixes = [
	*   //   'a/b/'
	*   // ]
	* });
	* ```
	*
	* @example
	* //-
	* // Filter files using Object Contexts.
	* //-
	* ```
	* const query = {
	*    filter: 'contexts."status"="active"'
	* };
	* bucket.getFiles(query, function(err, files) {
	*    if (!err) {
	*      // files only contains objects with the 'status' context set to 'active'.
	*    }
	* });
	*
	* //-
	* // You can also filter by the absence of a context key.
	* //-
	*
	* bucket.getFiles({
	*    filter: '-contexts."priority":*'
	* }, function(err, files) {
	*     // files contains objects that DO NOT have the 'priority' context key.
	* });
	* ```
	*
	* @example <caption>include:samples/files.js</caption>
	* region_tag:storage_list_files
	* Another example:
	*
	* @example <caption>include:samples/files.js</caption>
	* region_tag:storage_list_files_with_prefix
	* Example of listing files, filtered by a prefix:
	*/
	getFiles(queryOrCallback, callback) {
		let query = typeof queryOrCallback === "object" ? queryOrCallback : {};
		if (!callback) callback = queryOrCallback;
		query = Object.assign({}, query);
		if (query.fields && query.autoPaginate && !query.fields.includes("nextPageToken")) query.fields = `${query.fields},nextPageToken`;
		this.request({
			uri: "/o",
			qs: query
		}, (err, resp) => {
			if (err) {
				callback(err, null, null, resp);
				return;
			}
			const files = (resp.items ? resp.items : []).map((file) => {
				const options = {};
				if (query.fields) return file;
				if (query.versions) options.generation = file.generation;
				if (file.kmsKeyName) options.kmsKeyName = file.kmsKeyName;
				const fileInstance = this.file(file.name, options);
				fileInstance.metadata = file;
				return fileInstance;
			});
			let nextQuery = null;
			if (resp.nextPageToken) nextQuery = Object.assign({}, query, { pageToken: resp.nextPageToken });
			callback(null, files, nextQuery, resp);
		});
	}
	/**
	* @deprecated
	* @typedef {object} GetLabelsOptions Configuration options for Bucket#getLabels().
	* @param {string} [userProject] The ID of the project which will be
	*     billed for the request.
	*/
	/**
	* @deprecated
	* @typedef {array} GetLabelsResponse
	* @property {object} 0 Object of labels currently set on this bucket.
	*/
	/**
	* @deprecated
	* @callback GetLabelsCallback
	* @param {?Error} err Request error, if any.
	* @param {object} labels Object of labels currently set on this bucket.
	*/
	/**
	* @deprecated Use getMetadata directly.
	* Get the labels currently set on this bucket.
	*
	* @param {object} [options] Configuration options.
	* @param {string} [options.userProject] The ID of the project which will be
	*     billed for the request.
	* @param {GetLabelsCallback} [callback] Callback function.
	* @returns {Promise<GetLabelsCallback>}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const bucket = storage.bucket('albums');
	*
	* bucket.getLabels(function(err, labels) {
	*   if (err) {
	*     // Error handling omitted.
	*   }
	*
	*   // labels = {
	*   //   label: 'labelValue',
	*   //   ...
	*   // }
	* });
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* bucket.getLabels().then(function(data) {
	*   const labels = data[0];
	* });
	* ```
	*/
	getLabels(optionsOrCallback, callback) {
		let options = {};
		if (typeof optionsOrCallback === "function") callback = optionsOrCallback;
		else if (optionsOrCallback) options = optionsOrCallback;
		this.getMetadata(options, (err, metadata) => {
			if (err) {
				callback(err, null);
				return;
			}
			callback(null, (metadata === null || metadata === void 0 ? void 0 : metadata.labels) || {});
		});
	}
	/**
	* @typedef {object} GetNotificationsOptions Configuration options for Bucket#getNotification().
	* @property {string} [userProject] The ID of the project which will be
	*     billed for the request.
	*/
	/**
	* @callback GetNotificationsCallback
	* @param {?Error} err Request error, if any.
	* @param {Notification[]} notifications Array of {@link Notification}
	*     instances.
	* @param {object} apiResponse The full API response.
	*/
	/**
	* @typedef {array} GetNotificationsResponse
	* @property {Notification[]} 0 Array of {@link Notification} instances.
	* @property {object} 1 The full API response.
	*/
	/**
	* Retrieves a list of notification subscriptions for a given bucket.
	*
	* See {@link https://cloud.google.com/storage/docs/json_api/v1/notifications/list| Notifications: list}
	*
	* @param {GetNotificationsOptions} [options] Configuration options.
	* @param {string} [options.userProject] The ID of the project which will be
	*     billed for the request.
	* @param {GetNotificationsCallback} [callback] Callback function.
	* @returns {Promise<GetNotificationsResponse>}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const bucket = storage.bucket('my-bucket');
	*
	* bucket.getNotifications(function(err, notifications, apiResponse) {
	*   if (!err) {
	*     // notifications is an array of Notification objects.
	*   }
	* });
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* bucket.getNotifications().then(function(data) {
	*   const notifications = data[0];
	*   const apiResponse = data[1];
	* });
	*
	* ```
	* @example <caption>include:samples/listNotifications.js</caption>
	* region_tag:storage_list_bucket_notifications
	* Another example:
	*/
	getNotifications(optionsOrCallback, callback) {
		let options = {};
		if (typeof optionsOrCallback === "function") callback = optionsOrCallback;
		else if (optionsOrCallback) options = optionsOrCallback;
		this.request({
			uri: "/notificationConfigs",
			qs: options
		}, (err, resp) => {
			if (err) {
				callback(err, null, resp);
				return;
			}
			const notifications = (resp.items ? resp.items : []).map((notification) => {
				const notificationInstance = this.notification(notification.id);
				notificationInstance.metadata = notification;
				return notificationInstance;
			});
			callback(null, notifications, resp);
		});
	}
	/**
	* @typedef {array} GetSignedUrlResponse
	* @property {object} 0 The signed URL.
	*/
	/**
	* @callback GetSignedUrlCallback
	* @param {?Error} err Request error, if any.
	* @param {object} url The signed URL.
	*/
	/**
	* @typedef {object} GetBucketSignedUrlConfig
	* @property {string} action Only listing objects within a bucket (HTTP: GET) is supported for bucket-level signed URLs.
	* @property {*} expires A timestamp when this link will expire. Any value
	*     given is passed to `new Date()`.
	*     Note: 'v4' supports maximum duration of 7 days (604800 seconds) from now.
	* @property {string} [version='v2'] The signing version to use, either
	*     'v2' or 'v4'.
	* @property {boolean} [virtualHostedStyle=false] Use virtual hosted-style
	*     URLs ('https://mybucket.storage.googleapis.com/...') instead of path-style
	*     ('https://storage.googleapis.com/mybucket/...'). Virtual hosted-style URLs
	*     should generally be preferred instead of path-style URL.
	*     Currently defaults to `false` for path-style, although this may change in a
	*     future major-version release.
	* @property {string} [cname] The cname for this bucket, i.e.,
	*     "https://cdn.example.com".
	*     See [reference]{@link https://cloud.google.com/storage/docs/access-control/signed-urls#example}
	* @property {object} [extensionHeaders] If these headers are used, the
	* server will check to make sure that the client provides matching
	* values. See {@link https://cloud.google.com/storage/docs/access-control/signed-urls#about-canonical-extension-headers| Canonical extension headers}
	* for the requirements of this feature, most notably:
	* - The header name must be prefixed with `x-goog-`
	* - The header name must be all lowercase
	*
	* Note: Multi-valued header passed as an array in the extensionHeaders
	*       object is converted into a string, delimited by `,` with
	*       no space. Requests made using the signed URL will need to
	*       delimit multi-valued headers using a single `,` as well, or
	*       else the server will report a mismatched signature.
	* @property {object} [queryParams] Additional query parameters to include
	*     in the signed URL.
	*/
	/**
	* Get a signed URL to allow limited time access to a bucket.
	*
	* In Google Cloud Platform environments, such as Cloud Functions and App
	* Engine, you usually don't provide a `keyFilename` or `credentials` during
	* instantiation. In those environments, we call the
	* {@link https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/signBlob| signBlob API}
	* to create a signed URL. That API requires either the
	* `https://www.googleapis.com/auth/iam` or
	* `https://www.googleapis.com/auth/cloud-platform` scope, so be sure they are
	* enabled.
	*
	* See {@link https://cloud.google.com/storage/docs/access-control/signed-urls| Signed URLs Reference}
	*
	* @throws {Error} if an expiration timestamp from the past is given.
	*
	* @param {GetBucketSignedUrlConfig} config Configuration object.
	* @param {string} config.action Currently only supports "list" (HTTP: GET).
	* @param {*} config.expires A timestamp when this link will expire. Any value
	*     given is passed to `new Date()`.
	*     Note: 'v4' supports maximum duration of 7 days (604800 seconds) from now.
	* @param {string} [config.version='v2'] The signing version to use, either
	*     'v2' or 'v4'.
	* @param {boolean} [config.virtualHostedStyle=false] Use virtual hosted-style
	*     URLs ('https://mybucket.storage.googleapis.com/...') instead of path-style
	*     ('https://storage.googleapis.com/mybucket/...'). Virtual hosted-style URLs
	*     should generally be preferred instead of path-style URL.
	*     Currently defaults to `false` for path-style, although this may change in a
	*     future major-version release.
	* @param {string} [config.cname] The cname for this bucket, i.e.,
	*     "https://cdn.example.com".
	*     See [reference]{@link https://cloud.google.com/storage/docs/access-control/signed-urls#example}
	* @param {object} [config.extensionHeaders] If these headers are used, the
	* server will check to make sure that the client provides matching
	* values. See {@link https://cloud.google.com/storage/docs/access-control/signed-urls#about-canonical-extension-headers| Canonical extension headers}
	* for the requirements of this feature, most notably:
	* - The header name must be prefixed with `x-goog-`
	* - The header name must be all lowercase
	*
	* Note: Multi-valued header passed as an array in the extensionHeaders
	*       object is converted into a string, delimited by `,` with
	*       no space. Requests made using the signed URL will need to
	*       delimit multi-valued headers using a single `,` as well, or
	*       else the server will report a mismatched signature.
	* @property {object} [config.queryParams] Additional query parameters to include
	*     in the signed URL.
	* @param {GetSignedUrlCallback} [callback] Callback function.
	* @returns {Promise<GetSignedUrlResponse>}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const myBucket = storage.bucket('my-bucket');
	*
	* //-
	* // Generate a URL that allows temporary access to list files in a bucket.
	* //-
	* const request = require('request');
	*
	* const config = {
	*   action: 'list',
	*   expires: '03-17-2025'
	* };
	*
	* bucket.getSignedUrl(config, function(err, url) {
	*   if (err) {
	*     console.error(err);
	*     return;
	*   }
	*
	*   // The bucket is now available to be listed from this URL.
	*   request(url, function(err, resp) {
	*     // resp.statusCode = 200
	*   });
	* });
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* bucket.getSignedUrl(config).then(function(data) {
	*   const url = data[0];
	* });
	* ```
	*/
	getSignedUrl(cfg, callback) {
		const signConfig = {
			method: BucketActionToHTTPMethod[cfg.action],
			expires: cfg.expires,
			version: cfg.version,
			cname: cfg.cname,
			extensionHeaders: cfg.extensionHeaders || {},
			queryParams: cfg.queryParams || {},
			host: cfg.host,
			signingEndpoint: cfg.signingEndpoint
		};
		if (!this.signer) this.signer = new URLSigner(this.storage.authClient, this, void 0, this.storage);
		this.signer.getSignedUrl(signConfig).then((signedUrl) => callback(null, signedUrl), callback);
	}
	/**
	* @callback BucketLockCallback
	* @param {?Error} err Request error, if any.
	* @param {object} apiResponse The full API response.
	*/
	/**
	* Lock a previously-defined retention policy. This will prevent changes to
	* the policy.
	*
	* @throws {Error} if a metageneration is not provided.
	*
	* @param {number|string} metageneration The bucket's metageneration. This is
	*     accessible from calling {@link File#getMetadata}.
	* @param {BucketLockCallback} [callback] Callback function.
	* @returns {Promise<BucketLockResponse>}
	*
	* @example
	* ```
	* const storage = require('@google-cloud/storage')();
	* const bucket = storage.bucket('albums');
	*
	* const metageneration = 2;
	*
	* bucket.lock(metageneration, function(err, apiResponse) {});
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* bucket.lock(metageneration).then(function(data) {
	*   const apiResponse = data[0];
	* });
	* ```
	*/
	lock(metageneration, callback) {
		const metatype = typeof metageneration;
		if (metatype !== "number" && metatype !== "string") throw new Error(BucketExceptionMessages.METAGENERATION_NOT_PROVIDED);
		this.request({
			method: "POST",
			uri: "/lockRetentionPolicy",
			qs: { ifMetagenerationMatch: metageneration }
		}, callback);
	}
	/**
	* @typedef {object} RestoreOptions Options for Bucket#restore(). See an
	*     {@link https://cloud.google.com/storage/docs/json_api/v1/buckets/restore#resource| Object resource}.
	* @param {number} [generation] If present, selects a specific revision of this object.
	* @param {string} [projection] Specifies the set of properties to return. If used, must be 'full' or 'noAcl'.
	*/
	/**
	* Restores a soft-deleted bucket
	* @param {RestoreOptions} options Restore options.
	* @returns {Promise<Bucket>}
	*/
	async restore(options) {
		const [bucket] = await this.request({
			method: "POST",
			uri: "/restore",
			qs: options
		});
		return bucket;
	}
	/**
	* @typedef {array} MakeBucketPrivateResponse
	* @property {File[]} 0 List of files made private.
	*/
	/**
	* @callback MakeBucketPrivateCallback
	* @param {?Error} err Request error, if any.
	* @param {File[]} files List of files made private.
	*/
	/**
	* @typedef {object} MakeBucketPrivateOptions
	* @property {boolean} [includeFiles=false] Make each file in the bucket
	*     private.
	* @property {Metadata} [metadata] Define custom metadata properties to define
	*     along with the operation.
	* @property {boolean} [force] Queue errors occurred while making files
	*     private until all files have been processed.
	* @property {string} [userProject] The ID of the project which will be
	*     billed for the request.
	*/
	/**
	* Make the bucket listing private.
	*
	* You may also choose to make the contents of the bucket private by
	* specifying `includeFiles: true`. This will automatically run
	* {@link File#makePrivate} for every file in the bucket.
	*
	* When specifying `includeFiles: true`, use `force: true` to delay execution
	* of your callback until all files have been processed. By default, the
	* callback is executed after the first error. Use `force` to queue such
	* errors until all files have been processed, after which they will be
	* returned as an array as the first argument to your callback.
	*
	* NOTE: This may cause the process to be long-running and use a high number
	* of requests. Use with caution.
	*
	* See {@link https://cloud.google.com/storage/docs/json_api/v1/buckets/patch| Buckets: patch API Documentation}
	*
	* @param {MakeBucketPrivateOptions} [options] Configuration options.
	* @param {boolean} [options.includeFiles=false] Make each file in the bucket
	*     private.
	* @param {Metadata} [options.metadata] Define custom metadata properties to define
	*     along with the operation.
	* @param {boolean} [options.force] Queue errors occurred while making files
	*     private until all files have been processed.
	* @param {string} [options.userProject] The ID of the project which will be
	*     billed for the request.
	* @param {MakeBucketPrivateCallback} [callback] Callback function.
	* @returns {Promise<MakeBucketPrivateResponse>}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const bucket = storage.bucket('albums');
	*
	* //-
	* // Make the bucket private.
	* //-
	* bucket.makePrivate(function(err) {});
	*
	* //-
	* // Make the bucket and its contents private.
	* //-
	* const opts = {
	*   includeFiles: true
	* };
	*
	* bucket.makePrivate(opts, function(err, files) {
	*   // `err`:
	*   //    The first error to occur, otherwise null.
	*   //
	*   // `files`:
	*   //    Array of files successfully made private in the bucket.
	* });
	*
	* //-
	* // Make the bucket and its contents private, using force to suppress errors
	* // until all files have been processed.
	* //-
	* const opts = {
	*   includeFiles: true,
	*   force: true
	* };
	*
	* bucket.makePrivate(opts, function(errors, files) {
	*   // `errors`:
	*   //    Array of errors if any occurred, otherwise null.
	*   //
	*   // `files`:
	*   //    Array of files successfully made private in the bucket.
	* });
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* bucket.makePrivate(opts).then(function(data) {
	*   const files = data[0];
	* });
	* ```
	*/
	makePrivate(optionsOrCallback, callback) {
		var _a, _b, _c, _d;
		const options = typeof optionsOrCallback === "object" ? optionsOrCallback : {};
		callback = typeof optionsOrCallback === "function" ? optionsOrCallback : callback;
		options.private = true;
		const query = { predefinedAcl: "projectPrivate" };
		if (options.userProject) query.userProject = options.userProject;
		if ((_a = options.preconditionOpts) === null || _a === void 0 ? void 0 : _a.ifGenerationMatch) query.ifGenerationMatch = options.preconditionOpts.ifGenerationMatch;
		if ((_b = options.preconditionOpts) === null || _b === void 0 ? void 0 : _b.ifGenerationNotMatch) query.ifGenerationNotMatch = options.preconditionOpts.ifGenerationNotMatch;
		if ((_c = options.preconditionOpts) === null || _c === void 0 ? void 0 : _c.ifMetagenerationMatch) query.ifMetagenerationMatch = options.preconditionOpts.ifMetagenerationMatch;
		if ((_d = options.preconditionOpts) === null || _d === void 0 ? void 0 : _d.ifMetagenerationNotMatch) query.ifMetagenerationNotMatch = options.preconditionOpts.ifMetagenerationNotMatch;
		const metadata = {
			...options.metadata,
			acl: null
		};
		this.setMetadata(metadata, query, (err) => {
			if (err) {
				callback(err);
				return;
			}
			(async () => {
				let files = [];
				try {
					if (options.includeFiles) files = await promisify(this.makeAllFilesPublicPrivate_).call(this, options);
				} catch (callErr) {
					callback(callErr);
					return;
				}
				callback(null, files);
			})();
		});
	}
	/**
	* @typedef {object} MakeBucketPublicOptions
	* @property {boolean} [includeFiles=false] Make each file in the bucket
	*     private.
	* @property {boolean} [force] Queue errors occurred while making files
	*     private until all files have been processed.
	*/
	/**
	* @callback MakeBucketPublicCallback
	* @param {?Error} err Request error, if any.
	* @param {File[]} files List of files made public.
	*/
	/**
	* @typedef {array} MakeBucketPublicResponse
	* @property {File[]} 0 List of files made public.
	*/
	/**
	* Make the bucket publicly readable.
	*
	* You may also choose to make the contents of the bucket publicly readable by
	* specifying `includeFiles: true`. This will automatically run
	* {@link File#makePublic} for every file in the bucket.
	*
	* When specifying `includeFiles: true`, use `force: true` to delay execution
	* of your callback until all files have been processed. By default, the
	* callback is executed after the first error. Use `force` to queue such
	* errors until all files have been processed, after which they will be
	* returned as an array as the first argument to your callback.
	*
	* NOTE: This may cause the process to be long-running and use a high number
	* of requests. Use with caution.
	*
	* See {@link https://cloud.google.com/storage/docs/json_api/v1/buckets/patch| Buckets: patch API Documentation}
	*
	* @param {MakeBucketPublicOptions} [options] Configuration options.
	* @param {boolean} [options.includeFiles=false] Make each file in the bucket
	*     private.
	* @param {boolean} [options.force] Queue errors occurred while making files
	*     private until all files have been processed.
	* @param {MakeBucketPublicCallback} [callback] Callback function.
	* @returns {Promise<MakeBucketPublicResponse>}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const bucket = storage.bucket('albums');
	*
	* //-
	* // Make the bucket publicly readable.
	* //-
	* bucket.makePublic(function(err) {});
	*
	* //-
	* // Make the bucket and its contents publicly readable.
	* //-
	* const opts = {
	*   includeFiles: true
	* };
	*
	* bucket.makePublic(opts, function(err, files) {
	*   // `err`:
	*   //    The first error to occur, otherwise null.
	*   //
	*   // `files`:
	*   //    Array of files successfully made public in the bucket.
	* });
	*
	* //-
	* // Make the bucket and its contents publicly readable, using force to
	* // suppress errors until all files have been processed.
	* //-
	* const opts = {
	*   includeFiles: true,
	*   force: true
	* };
	*
	* bucket.makePublic(opts, function(errors, files) {
	*   // `errors`:
	*   //    Array of errors if any occurred, otherwise null.
	*   //
	*   // `files`:
	*   //    Array of files successfully made public in the bucket.
	* });
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* bucket.makePublic(opts).then(function(data) {
	*   const files = data[0];
	* });
	* ```
	*/
	makePublic(optionsOrCallback, callback) {
		const options = typeof optionsOrCallback === "object" ? optionsOrCallback : {};
		callback = typeof optionsOrCallback === "function" ? optionsOrCallback : callback;
		const req = {
			public: true,
			...options
		};
		(async () => {
			let files = [];
			try {
				await this.acl.add({
					entity: "allUsers",
					role: "READER"
				});
				await this.acl.default.add({
					entity: "allUsers",
					role: "READER"
				});
				if (req.includeFiles) files = await promisify(this.makeAllFilesPublicPrivate_).call(this, req);
			} catch (err) {
				callback(err);
				return;
			}
			callback(null, files);
		})();
	}
	/**
	* Get a reference to a Cloud Pub/Sub Notification.
	*
	* @param {string} id ID of notification.
	* @returns {Notification}
	* @see Notification
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const bucket = storage.bucket('my-bucket');
	* const notification = bucket.notification('1');
	* ```
	*/
	notification(id) {
		if (!id) throw new Error(BucketExceptionMessages.SUPPLY_NOTIFICATION_ID);
		return new Notification(this, id);
	}
	/**
	* Remove an already-existing retention policy from this bucket, if it is not
	* locked.
	*
	* @param {SetBucketMetadataCallback} [callback] Callback function.
	* @param {SetBucketMetadataOptions} [options] Options, including precondition options
	* @returns {Promise<SetBucketMetadataResponse>}
	*
	* @example
	* ```
	* const storage = require('@google-cloud/storage')();
	* const bucket = storage.bucket('albums');
	*
	* bucket.removeRetentionPeriod(function(err, apiResponse) {});
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* bucket.removeRetentionPeriod().then(function(data) {
	*   const apiResponse = data[0];
	* });
	* ```
	*/
	removeRetentionPeriod(optionsOrCallback, callback) {
		const options = typeof optionsOrCallback === "object" ? optionsOrCallback : {};
		callback = typeof optionsOrCallback === "function" ? optionsOrCallback : callback;
		this.setMetadata({ retentionPolicy: null }, options, callback);
	}
	/**
	* Makes request and applies userProject query parameter if necessary.
	*
	* @private
	*
	* @param {object} reqOpts - The request options.
	* @param {function} callback - The callback function.
	*/
	request(reqOpts, callback) {
		if (this.userProject && (!reqOpts.qs || !reqOpts.qs.userProject)) reqOpts.qs = {
			...reqOpts.qs,
			userProject: this.userProject
		};
		return super.request(reqOpts, callback);
	}
	/**
	* @deprecated
	* @typedef {array} SetLabelsResponse
	* @property {object} 0 The bucket metadata.
	*/
	/**
	* @deprecated
	* @callback SetLabelsCallback
	* @param {?Error} err Request error, if any.
	* @param {object} metadata The bucket metadata.
	*/
	/**
	* @deprecated
	* @typedef {object} SetLabelsOptions Configuration options for Bucket#setLabels().
	* @property {string} [userProject] The ID of the project which will be
	*     billed for the request.
	*/
	/**
	* @deprecated Use setMetadata directly.
	* Set labels on the bucket.
	*
	* This makes an underlying call to {@link Bucket#setMetadata}, which
	* is a PATCH request. This means an individual label can be overwritten, but
	* unmentioned labels will not be touched.
	*
	* @param {object<string, string>} labels Labels to set on the bucket.
	* @param {SetLabelsOptions} [options] Configuration options.
	* @param {string} [options.userProject] The ID of the project which will be
	*     billed for the request.
	* @param {SetLabelsCallback} [callback] Callback function.
	* @returns {Promise<SetLabelsResponse>}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const bucket = storage.bucket('albums');
	*
	* const labels = {
	*   labelone: 'labelonevalue',
	*   labeltwo: 'labeltwovalue'
	* };
	*
	* bucket.setLabels(labels, function(err, metadata) {
	*   if (!err) {
	*     // Labels set successfully.
	*   }
	* });
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* bucket.setLabels(labels).then(function(data) {
	*   const metadata = data[0];
	* });
	* ```
	*/
	setLabels(labels, optionsOrCallback, callback) {
		const options = typeof optionsOrCallback === "object" ? optionsOrCallback : {};
		callback = typeof optionsOrCallback === "function" ? optionsOrCallback : callback;
		callback = callback || util$1.noop;
		this.setMetadata({ labels }, options, callback);
	}
	setMetadata(metadata, optionsOrCallback, cb) {
		const options = typeof optionsOrCallback === "object" ? optionsOrCallback : {};
		cb = typeof optionsOrCallback === "function" ? optionsOrCallback : cb;
		this.disableAutoRetryConditionallyIdempotent_(this.methods.setMetadata, AvailableServiceObjectMethods.setMetadata, options);
		(async () => {
			let resp;
			try {
				resp = await super.setMetadata(metadata, options);
			} catch (err) {
				cb(err);
				return;
			} finally {
				this.storage.retryOptions.autoRetry = this.instanceRetryValue;
			}
			cb(null, ...resp);
		})();
	}
	/**
	* Lock all objects contained in the bucket, based on their creation time. Any
	* attempt to overwrite or delete objects younger than the retention period
	* will result in a `PERMISSION_DENIED` error.
	*
	* An unlocked retention policy can be modified or removed from the bucket via
	* {@link File#removeRetentionPeriod} and {@link File#setRetentionPeriod}. A
	* locked retention policy cannot be removed or shortened in duration for the
	* lifetime of the bucket. Attempting to remove or decrease period of a locked
	* retention policy will result in a `PERMISSION_DENIED` error. You can still
	* increase the policy.
	*
	* @param {*} duration In seconds, the minimum retention time for all objects
	*     contained in this bucket.
	* @param {SetBucketMetadataCallback} [callback] Callback function.
	* @param {SetBucketMetadataCallback} [options] Options, including precondition options.
	* @returns {Promise<SetBucketMetadataResponse>}
	*
	* @example
	* ```
	* const storage = require('@google-cloud/storage')();
	* const bucket = storage.bucket('albums');
	*
	* const DURATION_SECONDS = 15780000; // 6 months.
	*
	* //-
	* // Lock the objects in this bucket for 6 months.
	* //-
	* bucket.setRetentionPeriod(DURATION_SECONDS, function(err, apiResponse) {});
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* bucket.setRetentionPeriod(DURATION_SECONDS).then(function(data) {
	*   const apiResponse = data[0];
	* });
	* ```
	*/
	setRetentionPeriod(duration, optionsOrCallback, callback) {
		const options = typeof optionsOrCallback === "object" ? optionsOrCallback : {};
		callback = typeof optionsOrCallback === "function" ? optionsOrCallback : callback;
		this.setMetadata({ retentionPolicy: { retentionPeriod: duration.toString() } }, options, callback);
	}
	/**
	*
	* @typedef {object} Cors
	* @property {number} [maxAgeSeconds] The number of seconds the browser is
	*     allowed to make requests before it must repeat the preflight request.
	* @property {string[]} [method] HTTP method allowed for cross origin resource
	*     sharing with this bucket.
	* @property {string[]} [origin] an origin allowed for cross origin resource
	*     sharing with this bucket.
	* @property {string[]} [responseHeader] A header allowed for cross origin
	*     resource sharing with this bucket.
	*/
	/**
	* This can be used to set the CORS configuration on the bucket.
	*
	* The configuration will be overwritten with the value passed into this.
	*
	* @param {Cors[]} corsConfiguration The new CORS configuration to set
	* @param {number} [corsConfiguration.maxAgeSeconds] The number of seconds the browser is
	*     allowed to make requests before it must repeat the preflight request.
	* @param {string[]} [corsConfiguration.method] HTTP method allowed for cross origin resource
	*     sharing with this bucket.
	* @param {string[]} [corsConfiguration.origin] an origin allowed for cross origin resource
	*     sharing with this bucket.
	* @param {string[]} [corsConfiguration.responseHeader] A header allowed for cross origin
	*     resource sharing with this bucket.
	* @param {SetBucketMetadataCallback} [callback] Callback function.
	* @param {SetBucketMetadataOptions} [options] Options, including precondition options.
	* @returns {Promise<SetBucketMetadataResponse>}
	*
	* @example
	* ```
	* const storage = require('@google-cloud/storage')();
	* const bucket = storage.bucket('albums');
	*
	* const corsConfiguration = [{maxAgeSeconds: 3600}]; // 1 hour
	* bucket.setCorsConfiguration(corsConfiguration);
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* bucket.setCorsConfiguration(corsConfiguration).then(function(data) {
	*   const apiResponse = data[0];
	* });
	* ```
	*/
	setCorsConfiguration(corsConfiguration, optionsOrCallback, callback) {
		const options = typeof optionsOrCallback === "object" ? optionsOrCallback : {};
		callback = typeof optionsOrCallback === "function" ? optionsOrCallback : callback;
		this.setMetadata({ cors: corsConfiguration }, options, callback);
	}
	/**
	* @typedef {object} SetBucketStorageClassOptions
	* @property {string} [userProject] - The ID of the project which will be
	*     billed for the request.
	*/
	/**
	* @callback SetBucketStorageClassCallback
	* @param {?Error} err Request error, if any.
	*/
	/**
	* Set the default storage class for new files in this bucket.
	*
	* See {@link https://cloud.google.com/storage/docs/storage-classes| Storage Classes}
	*
	* @param {string} storageClass The new storage class. (`standard`,
	*     `nearline`, `coldline`, or `archive`).
	*     **Note:** The storage classes `multi_regional`, `regional`, and
	*     `durable_reduced_availability` are now legacy and will be deprecated in
	*     the future.
	* @param {object} [options] Configuration options.
	* @param {string} [options.userProject] - The ID of the project which will be
	*     billed for the request.
	* @param {SetStorageClassCallback} [callback] Callback function.
	* @returns {Promise}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const bucket = storage.bucket('albums');
	*
	* bucket.setStorageClass('nearline', function(err, apiResponse) {
	*   if (err) {
	*     // Error handling omitted.
	*   }
	*
	*   // The storage class was updated successfully.
	* });
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* bucket.setStorageClass('nearline').then(function() {});
	* ```
	*/
	setStorageClass(storageClass, optionsOrCallback, callback) {
		const options = typeof optionsOrCallback === "object" ? optionsOrCallback : {};
		callback = typeof optionsOrCallback === "function" ? optionsOrCallback : callback;
		storageClass = storageClass.replace(/-/g, "_").replace(/([a-z])([A-Z])/g, (_, low, up) => {
			return low + "_" + up;
		}).toUpperCase();
		this.setMetadata({ storageClass }, options, callback);
	}
	/**
	* Set a user project to be billed for all requests made from this Bucket
	* object and any files referenced from this Bucket object.
	*
	* @param {string} userProject The user project.
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const bucket = storage.bucket('albums');
	*
	* bucket.setUserProject('grape-spaceship-123');
	* ```
	*/
	setUserProject(userProject) {
		this.userProject = userProject;
		[
			"create",
			"delete",
			"exists",
			"get",
			"getMetadata",
			"setMetadata"
		].forEach((method) => {
			const methodConfig = this.methods[method];
			if (typeof methodConfig === "object") {
				if (typeof methodConfig.reqOpts === "object") Object.assign(methodConfig.reqOpts.qs, { userProject });
				else methodConfig.reqOpts = { qs: { userProject } };
			}
		});
	}
	/**
	* @typedef {object} UploadOptions Configuration options for Bucket#upload().
	* @property {string|File} [destination] The place to save
	*     your file. If given a string, the file will be uploaded to the bucket
	*     using the string as a filename. When given a File object, your local
	* file will be uploaded to the File object's bucket and under the File
	* object's name. Lastly, when this argument is omitted, the file is uploaded
	* to your bucket using the name of the local file.
	* @property {string} [encryptionKey] A custom encryption key. See
	*     {@link https://cloud.google.com/storage/docs/encryption#customer-supplied| Customer-supplied Encryption Keys}.
	* @property {boolean} [gzip] Automatically gzip the file. This will set
	*     `options.metadata.contentEncoding` to `gzip`.
	* @property {string} [kmsKeyName] The name of the Cloud KMS key that will
	*     be used to encrypt the object. Must be in the format:
	*     `projects/my-project/locations/location/keyRings/my-kr/cryptoKeys/my-key`.
	* @property {object} [metadata] See an
	*     {@link https://cloud.google.com/storage/docs/json_api/v1/objects/insert#request_properties_JSON| Objects: insert request body}.
	* @property {string} [offset] The starting byte of the upload stream, for
	*     resuming an interrupted upload. Defaults to 0.
	* @property {string} [predefinedAcl] Apply a predefined set of access
	* controls to this object.
	*
	* Acceptable values are:
	* - **`authenticatedRead`** - Object owner gets `OWNER` access, and
	*       `allAuthenticatedUsers` get `READER` access.
	*
	* - **`bucketOwnerFullControl`** - Object owner gets `OWNER` access, and
	*       project team owners get `OWNER` access.
	*
	* - **`bucketOwnerRead`** - Object owner gets `OWNER` access, and project
	*       team owners get `READER` access.
	*
	* - **`private`** - Object owner gets `OWNER` access.
	*
	* - **`projectPrivate`** - Object owner gets `OWNER` access, and project
	*       team members get access according to their roles.
	*
	* - **`publicRead`** - Object owner gets `OWNER` access, and `allUsers`
	*       get `READER` access.
	* @property {boolean} [private] Make the uploaded file private. (Alias for
	*     `options.predefinedAcl = 'private'`)
	* @property {boolean} [public] Make the uploaded file public. (Alias for
	*     `options.predefinedAcl = 'publicRead'`)
	* @property {boolean} [resumable=true] Resumable uploads are automatically
	*     enabled and must be shut off explicitly by setting to false.
	* @property {number} [timeout=60000] Set the HTTP request timeout in
	*     milliseconds. This option is not available for resumable uploads.
	*     Default: `60000`
	* @property {string} [uri] The URI for an already-created resumable
	*     upload. See {@link File#createResumableUpload}.
	* @property {string} [userProject] The ID of the project which will be
	*     billed for the request.
	* @property {string|boolean} [validation] Possible values: `"md5"`,
	*     `"crc32c"`, or `false`. By default, data integrity is validated with an
	*     MD5 checksum for maximum reliability. CRC32c will provide better
	*     performance with less reliability. You may also choose to skip
	* validation completely, however this is **not recommended**.
	*/
	/**
	* @typedef {array} UploadResponse
	* @property {object} 0 The uploaded {@link File}.
	* @property {object} 1 The full API response.
	*/
	/**
	* @callback UploadCallback
	* @param {?Error} err Request error, if any.
	* @param {object} file The uploaded {@link File}.
	* @param {object} apiResponse The full API response.
	*/
	/**
	* Upload a file to the bucket. This is a convenience method that wraps
	* {@link File#createWriteStream}.
	*
	* Resumable uploads are enabled by default
	*
	* See {@link https://cloud.google.com/storage/docs/json_api/v1/how-tos/upload#uploads| Upload Options (Simple or Resumable)}
	* See {@link https://cloud.google.com/storage/docs/json_api/v1/objects/insert| Objects: insert API Documentation}
	*
	* @param {string} pathString The fully qualified path to the file you
	*     wish to upload to your bucket.
	* @param {UploadOptions} [options] Configuration options.
	* @param {string|File} [options.destination] The place to save
	*     your file. If given a string, the file will be uploaded to the bucket
	*     using the string as a filename. When given a File object, your local
	* file will be uploaded to the File object's bucket and under the File
	* object's name. Lastly, when this argument is omitted, the file is uploaded
	* to your bucket using the name of the local file.
	* @param {string} [options.encryptionKey] A custom encryption key. See
	*     {@link https://cloud.google.com/storage/docs/encryption#customer-supplied| Customer-supplied Encryption Keys}.
	* @param {boolean} [options.gzip] Automatically gzip the file. This will set
	*     `options.metadata.contentEncoding` to `gzip`.
	* @param {string} [options.kmsKeyName] The name of the Cloud KMS key that will
	*     be used to encrypt the object. Must be in the format:
	*     `projects/my-project/locations/location/keyRings/my-kr/cryptoKeys/my-key`.
	* @param {object} [options.metadata] See an
	*     {@link https://cloud.google.com/storage/docs/json_api/v1/objects/insert#request_properties_JSON| Objects: insert request body}.
	* @param {string} [options.offset] The starting byte of the upload stream, for
	*     resuming an interrupted upload. Defaults to 0.
	* @param {string} [options.predefinedAcl] Apply a predefined set of access
	* controls to this object.
	* Acceptable values are:
	* - **`authenticatedRead`** - Object owner gets `OWNER` access, and
	*   `allAuthenticatedUsers` get `READER` access.
	*
	* - **`bucketOwnerFullControl`** - Object owner gets `OWNER` access, and
	*   project team owners get `OWNER` access.
	*
	* - **`bucketOwnerRead`** - Object owner gets `OWNER` access, and project
	*   team owners get `READER` access.
	*
	* - **`private`** - Object owner gets `OWNER` access.
	*
	* - **`projectPrivate`** - Object owner gets `OWNER` access, and project
	*   team members get access according to their roles.
	*
	* - **`publicRead`** - Object owner gets `OWNER` access, and `allUsers`
	*   get `READER` access.
	* @param {boolean} [options.private] Make the uploaded file private. (Alias for
	*     `options.predefinedAcl = 'private'`)
	* @param {boolean} [options.public] Make the uploaded file public. (Alias for
	*     `options.predefinedAcl = 'publicRead'`)
	* @param {boolean} [options.resumable=true] Resumable uploads are automatically
	*     enabled and must be shut off explicitly by setting to false.
	* @param {number} [options.timeout=60000] Set the HTTP request timeout in
	*     milliseconds. This option is not available for resumable uploads.
	*     Default: `60000`
	* @param {string} [options.uri] The URI for an already-created resumable
	*     upload. See {@link File#createResumableUpload}.
	* @param {string} [options.userProject] The ID of the project which will be
	*     billed for the request.
	* @param {string|boolean} [options.validation] Possible values: `"md5"`,
	*     `"crc32c"`, or `false`. By default, data integrity is validated with an
	*     MD5 checksum for maximum reliability. CRC32c will provide better
	*     performance with less reliability. You may also choose to skip
	* validation completely, however this is **not recommended**.
	* @param {UploadCallback} [callback] Callback function.
	* @returns {Promise<UploadResponse>}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const bucket = storage.bucket('albums');
	*
	* //-
	* // Upload a file from a local path.
	* //-
	* bucket.upload('/local/path/image.png', function(err, file, apiResponse) {
	*   // Your bucket now contains:
	*   // - "image.png" (with the contents of `/local/path/image.png')
	*
	*   // `file` is an instance of a File object that refers to your new file.
	* });
	*
	*
	* //-
	* // It's not always that easy. You will likely want to specify the filename
	* // used when your new file lands in your bucket.
	* //
	* // You may also want to set metadata or customize other options.
	* //-
	* const options = {
	*   destination: 'new-image.png',
	*   validation: 'crc32c',
	*   metadata: {
	*     metadata: {
	*       event: 'Fall trip to the zoo'
	*     }
	*   }
	* };
	*
	* bucket.upload('local-image.png', options, function(err, file) {
	*   // Your bucket now contains:
	*   // - "new-image.png" (with the contents of `local-image.png')
	*
	*   // `file` is an instance of a File object that refers to your new file.
	* });
	*
	* //-
	* // You can also have a file gzip'd on the fly.
	* //-
	* bucket.upload('index.html', { gzip: true }, function(err, file) {
	*   // Your bucket now contains:
	*   // - "index.html" (automatically compressed with gzip)
	*
	*   // Downloading the file with `file.download` will automatically decode
	* the
	*   // file.
	* });
	*
	* //-
	* // You may also re-use a File object, {File}, that references
	* // the file you wish to create or overwrite.
	* //-
	* const options = {
	*   destination: bucket.file('existing-file.png'),
	*   resumable: false
	* };
	*
	* bucket.upload('local-img.png', options, function(err, newFile) {
	*   // Your bucket now contains:
	*   // - "existing-file.png" (with the contents of `local-img.png')
	*
	*   // Note:
	*   // The `newFile` parameter is equal to `file`.
	* });
	*
	* //-
	* // To use
	* // <a
	* href="https://cloud.google.com/storage/docs/encryption#customer-supplied">
	* // Customer-supplied Encryption Keys</a>, provide the `encryptionKey`
	* option.
	* //-
	* const crypto = require('crypto');
	* const encryptionKey = crypto.randomBytes(32);
	*
	* bucket.upload('img.png', {
	*   encryptionKey: encryptionKey
	* }, function(err, newFile) {
	*   // `img.png` was uploaded with your custom encryption key.
	*
	*   // `newFile` is already configured to use the encryption key when making
	*   // operations on the remote object.
	*
	*   // However, to use your encryption key later, you must create a `File`
	*   // instance with the `key` supplied:
	*   const file = bucket.file('img.png', {
	*     encryptionKey: encryptionKey
	*   });
	*
	*   // Or with `file#setEncryptionKey`:
	*   const file = bucket.file('img.png');
	*   file.setEncryptionKey(encryptionKey);
	* });
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* bucket.upload('local-image.png').then(function(data) {
	*   const file = data[0];
	* });
	*
	* To upload a file from a URL, use {@link File#createWriteStream}.
	*
	* ```
	* @example <caption>include:samples/files.js</caption>
	* region_tag:storage_upload_file
	* Another example:
	*
	* @example <caption>include:samples/encryption.js</caption>
	* region_tag:storage_upload_encrypted_file
	* Example of uploading an encrypted file:
	*/
	upload(pathString, optionsOrCallback, callback) {
		var _a, _b;
		const upload = (numberOfRetries) => {
			const returnValue = (0, import_lib.default)(async (bail) => {
				await new Promise((resolve, reject) => {
					var _a, _b;
					if (numberOfRetries === 0 && ((_b = (_a = newFile === null || newFile === void 0 ? void 0 : newFile.storage) === null || _a === void 0 ? void 0 : _a.retryOptions) === null || _b === void 0 ? void 0 : _b.autoRetry)) newFile.storage.retryOptions.autoRetry = false;
					const writable = newFile.createWriteStream(options);
					if (options.onUploadProgress) writable.on("progress", options.onUploadProgress);
					const readStream = fs.createReadStream(pathString);
					readStream.on("error", (err) => {
						readStream.destroy();
						writable.destroy();
						bail(err);
					}).pipe(writable).on("error", (err) => {
						readStream.destroy();
						if (this.storage.retryOptions.autoRetry && this.storage.retryOptions.retryableErrorFn(err)) return reject(err);
						else return bail(err);
					}).on("finish", () => {
						return resolve();
					});
				});
			}, {
				retries: numberOfRetries,
				factor: this.storage.retryOptions.retryDelayMultiplier,
				maxTimeout: this.storage.retryOptions.maxRetryDelay * 1e3,
				maxRetryTime: this.storage.retryOptions.totalTimeout * 1e3
			});
			if (!callback) return returnValue;
			(async () => {
				try {
					await returnValue;
				} catch (err) {
					callback(err);
					return;
				}
				callback(null, newFile, newFile.metadata);
			})();
		};
		if (global["GCLOUD_SANDBOX_ENV"]) return;
		let options = typeof optionsOrCallback === "object" ? optionsOrCallback : {};
		callback = typeof optionsOrCallback === "function" ? optionsOrCallback : callback;
		options = Object.assign({ metadata: {} }, options);
		let maxRetries = this.storage.retryOptions.maxRetries;
		if (((_a = options === null || options === void 0 ? void 0 : options.preconditionOpts) === null || _a === void 0 ? void 0 : _a.ifGenerationMatch) === void 0 && ((_b = this.instancePreconditionOpts) === null || _b === void 0 ? void 0 : _b.ifGenerationMatch) === void 0 && this.storage.retryOptions.idempotencyStrategy === IdempotencyStrategy.RetryConditional || this.storage.retryOptions.idempotencyStrategy === IdempotencyStrategy.RetryNever) maxRetries = 0;
		let newFile;
		if (options.destination instanceof File$1) newFile = options.destination;
		else if (options.destination !== null && typeof options.destination === "string") newFile = this.file(options.destination, {
			encryptionKey: options.encryptionKey,
			kmsKeyName: options.kmsKeyName,
			preconditionOpts: this.instancePreconditionOpts
		});
		else {
			const destination = path$1.basename(pathString);
			newFile = this.file(destination, {
				encryptionKey: options.encryptionKey,
				kmsKeyName: options.kmsKeyName,
				preconditionOpts: this.instancePreconditionOpts
			});
		}
		return upload(maxRetries);
	}
	/**
	* @private
	*
	* @typedef {object} MakeAllFilesPublicPrivateOptions
	* @property {boolean} [force] Suppress errors until all files have been
	*     processed.
	* @property {boolean} [private] Make files private.
	* @property {boolean} [public] Make files public.
	* @property {string} [userProject] The ID of the project which will be
	*     billed for the request.
	*/
	/**
	* @private
	*
	* @callback SetBucketMetadataCallback
	* @param {?Error} err Request error, if any.
	* @param {File[]} files Files that were updated.
	*/
	/**
	* @typedef {array} MakeAllFilesPublicPrivateResponse
	* @property {File[]} 0 List of files affected.
	*/
	/**
	* Iterate over all of a bucket's files, calling `file.makePublic()` (public)
	* or `file.makePrivate()` (private) on each.
	*
	* Operations are performed in parallel, up to 10 at once. The first error
	* breaks the loop, and will execute the provided callback with it. Specify
	* `{ force: true }` to suppress the errors.
	*
	* @private
	*
	* @param {MakeAllFilesPublicPrivateOptions} [options] Configuration options.
	* @param {boolean} [options.force] Suppress errors until all files have been
	*     processed.
	* @param {boolean} [options.private] Make files private.
	* @param {boolean} [options.public] Make files public.
	* @param {string} [options.userProject] The ID of the project which will be
	*     billed for the request.
	
	* @param {MakeAllFilesPublicPrivateCallback} callback Callback function.
	*
	* @return {Promise<MakeAllFilesPublicPrivateResponse>}
	*/
	makeAllFilesPublicPrivate_(optionsOrCallback, callback) {
		const MAX_PARALLEL_LIMIT = 10;
		const errors = [];
		const updatedFiles = [];
		const options = typeof optionsOrCallback === "object" ? optionsOrCallback : {};
		callback = typeof optionsOrCallback === "function" ? optionsOrCallback : callback;
		const processFile = async (file) => {
			try {
				await (options.public ? file.makePublic() : file.makePrivate(options));
				updatedFiles.push(file);
			} catch (e) {
				if (!options.force) throw e;
				errors.push(e);
			}
		};
		(async () => {
			try {
				const [files] = await this.getFiles(options);
				const limit = (await getPLimit())(MAX_PARALLEL_LIMIT);
				const promises = files.map((file) => {
					return limit(() => processFile(file));
				});
				await Promise.all(promises);
			} catch (err) {
				callback(err, updatedFiles);
				return;
			}
			callback(errors.length > 0 ? errors : null, updatedFiles);
		})();
	}
	getId() {
		return this.id;
	}
	disableAutoRetryConditionallyIdempotent_(coreOpts, methodType, localPreconditionOptions) {
		var _a, _b;
		if (typeof coreOpts === "object" && ((_b = (_a = coreOpts === null || coreOpts === void 0 ? void 0 : coreOpts.reqOpts) === null || _a === void 0 ? void 0 : _a.qs) === null || _b === void 0 ? void 0 : _b.ifMetagenerationMatch) === void 0 && (localPreconditionOptions === null || localPreconditionOptions === void 0 ? void 0 : localPreconditionOptions.ifMetagenerationMatch) === void 0 && (methodType === AvailableServiceObjectMethods.setMetadata || methodType === AvailableServiceObjectMethods.delete) && this.storage.retryOptions.idempotencyStrategy === IdempotencyStrategy.RetryConditional) this.storage.retryOptions.autoRetry = false;
		else if (this.storage.retryOptions.idempotencyStrategy === IdempotencyStrategy.RetryNever) this.storage.retryOptions.autoRetry = false;
	}
};
/*! Developer Documentation
*
* These methods can be auto-paginated.
*/
import_src.paginator.extend(Bucket, "getFiles");
/*! Developer Documentation
*
* All async methods (except for streams) will return a Promise in the event
* that a callback is omitted.
*/
(0, import_src$1.promisifyAll)(Bucket, { exclude: [
	"cloudStorageURI",
	"request",
	"file",
	"notification",
	"restore"
] });

// node_modules/@google-cloud/storage/build/esm/src/channel.js
/**
* Create a channel object to interact with a Cloud Storage channel.
*
* See {@link https://cloud.google.com/storage/docs/object-change-notification| Object Change Notification}
*
* @class
*
* @param {string} id The ID of the channel.
* @param {string} resourceId The resource ID of the channel.
*
* @example
* ```
* const {Storage} = require('@google-cloud/storage');
* const storage = new Storage();
* const channel = storage.channel('id', 'resource-id');
* ```
*/
var Channel = class extends ServiceObject {
	constructor(storage, id, resourceId) {
		super({
			parent: storage,
			baseUrl: "/channels",
			id: "",
			methods: {}
		});
		this.metadata.id = id;
		this.metadata.resourceId = resourceId;
	}
	/**
	* @typedef {array} StopResponse
	* @property {object} 0 The full API response.
	*/
	/**
	* @callback StopCallback
	* @param {?Error} err Request error, if any.
	* @param {object} apiResponse The full API response.
	*/
	/**
	* Stop this channel.
	*
	* @param {StopCallback} [callback] Callback function.
	* @returns {Promise<StopResponse>}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const channel = storage.channel('id', 'resource-id');
	* channel.stop(function(err, apiResponse) {
	*   if (!err) {
	*     // Channel stopped successfully.
	*   }
	* });
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* channel.stop().then(function(data) {
	*   const apiResponse = data[0];
	* });
	* ```
	*/
	stop(callback) {
		callback = callback || util$1.noop;
		this.request({
			method: "POST",
			uri: "/stop",
			json: this.metadata
		}, (err, apiResponse) => {
			callback(err, apiResponse);
		});
	}
};
/*! Developer Documentation
*
* All async methods (except for streams) will return a Promise in the event
* that a callback is omitted.
*/
(0, import_src$1.promisifyAll)(Channel);

// node_modules/@google-cloud/storage/build/esm/src/hmacKey.js
/**
* The API-formatted resource description of the HMAC key.
*
* Note: This is not guaranteed to be up-to-date when accessed. To get the
* latest record, call the `getMetadata()` method.
*
* @name HmacKey#metadata
* @type {object}
*/
/**
* An HmacKey object contains metadata of an HMAC key created from a
* service account through the {@link Storage} client using
* {@link Storage#createHmacKey}.
*
* See {@link https://cloud.google.com/storage/docs/authentication/hmackeys| HMAC keys documentation}
*
* @class
*/
var HmacKey = class extends ServiceObject {
	/**
	* @typedef {object} HmacKeyOptions
	* @property {string} [projectId] The project ID of the project that owns
	*     the service account of the requested HMAC key. If not provided,
	*     the project ID used to instantiate the Storage client will be used.
	*/
	/**
	* Constructs an HmacKey object.
	*
	* Note: this only create a local reference to an HMAC key, to create
	* an HMAC key, use {@link Storage#createHmacKey}.
	*
	* @param {Storage} storage The Storage instance this HMAC key is
	*     attached to.
	* @param {string} accessId The unique accessId for this HMAC key.
	* @param {HmacKeyOptions} options Constructor configurations.
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const hmacKey = storage.hmacKey('access-id');
	* ```
	*/
	constructor(storage, accessId, options) {
		const methods = {
			/**
			* @typedef {object} DeleteHmacKeyOptions
			* @property {string} [userProject] This parameter is currently ignored.
			*/
			/**
			* @typedef {array} DeleteHmacKeyResponse
			* @property {object} 0 The full API response.
			*/
			/**
			* @callback DeleteHmacKeyCallback
			* @param {?Error} err Request error, if any.
			* @param {object} apiResponse The full API response.
			*/
			/**
			* Deletes an HMAC key.
			* Key state must be set to `INACTIVE` prior to deletion.
			* Caution: HMAC keys cannot be recovered once you delete them.
			*
			* The authenticated user must have `storage.hmacKeys.delete` permission for the project in which the key exists.
			*
			* @method HmacKey#delete
			* @param {DeleteHmacKeyOptions} [options] Configuration options.
			* @param {DeleteHmacKeyCallback} [callback] Callback function.
			* @returns {Promise<DeleteHmacKeyResponse>}
			*
			* @example
			* ```
			* const {Storage} = require('@google-cloud/storage');
			* const storage = new Storage();
			*
			* //-
			* // Delete HMAC key after making the key inactive.
			* //-
			* const hmacKey = storage.hmacKey('ACCESS_ID');
			* hmacKey.setMetadata({state: 'INACTIVE'}, (err, hmacKeyMetadata) => {
			*     if (err) {
			*       // The request was an error.
			*       console.error(err);
			*       return;
			*     }
			*     hmacKey.delete((err) => {
			*       if (err) {
			*         console.error(err);
			*         return;
			*       }
			*       // The HMAC key is deleted.
			*     });
			*   });
			*
			* //-
			* // If the callback is omitted, a promise is returned.
			* //-
			* const hmacKey = storage.hmacKey('ACCESS_ID');
			* hmacKey
			*   .setMetadata({state: 'INACTIVE'})
			*   .then(() => {
			*     return hmacKey.delete();
			*   });
			* ```
			*/
			delete: true,
			/**
			* @callback GetHmacKeyCallback
			* @param {?Error} err Request error, if any.
			* @param {HmacKey} hmacKey this {@link HmacKey} instance.
			* @param {object} apiResponse The full API response.
			*/
			/**
			* @typedef {array} GetHmacKeyResponse
			* @property {HmacKey} 0 This {@link HmacKey} instance.
			* @property {object} 1 The full API response.
			*/
			/**
			* @typedef {object} GetHmacKeyOptions
			* @property {string} [userProject] This parameter is currently ignored.
			*/
			/**
			* Retrieves and populate an HMAC key's metadata, and return
			* this {@link HmacKey} instance.
			*
			* HmacKey.get() does not give the HMAC key secret, as
			* it is only returned on creation.
			*
			* The authenticated user must have `storage.hmacKeys.get` permission
			* for the project in which the key exists.
			*
			* @method HmacKey#get
			* @param {GetHmacKeyOptions} [options] Configuration options.
			* @param {GetHmacKeyCallback} [callback] Callback function.
			* @returns {Promise<GetHmacKeyResponse>}
			*
			* @example
			* ```
			* const {Storage} = require('@google-cloud/storage');
			* const storage = new Storage();
			*
			* //-
			* // Get the HmacKey's Metadata.
			* //-
			* storage.hmacKey('ACCESS_ID')
			*   .get((err, hmacKey) => {
			*     if (err) {
			*       // The request was an error.
			*       console.error(err);
			*       return;
			*     }
			*     // do something with the returned HmacKey object.
			*   });
			*
			* //-
			* // If the callback is omitted, a promise is returned.
			* //-
			* storage.hmacKey('ACCESS_ID')
			*   .get()
			*   .then((data) => {
			*     const hmacKey = data[0];
			*   });
			* ```
			*/
			get: true,
			/**
			* @typedef {object} GetHmacKeyMetadataOptions
			* @property {string} [userProject] This parameter is currently ignored.
			*/
			/**
			* Retrieves and populate an HMAC key's metadata, and return
			* the HMAC key's metadata as an object.
			*
			* HmacKey.getMetadata() does not give the HMAC key secret, as
			* it is only returned on creation.
			*
			* The authenticated user must have `storage.hmacKeys.get` permission
			* for the project in which the key exists.
			*
			* @method HmacKey#getMetadata
			* @param {GetHmacKeyMetadataOptions} [options] Configuration options.
			* @param {HmacKeyMetadataCallback} [callback] Callback function.
			* @returns {Promise<HmacKeyMetadataResponse>}
			*
			* @example
			* ```
			* const {Storage} = require('@google-cloud/storage');
			* const storage = new Storage();
			*
			* //-
			* // Get the HmacKey's metadata and populate to the metadata property.
			* //-
			* storage.hmacKey('ACCESS_ID')
			*   .getMetadata((err, hmacKeyMetadata) => {
			*     if (err) {
			*       // The request was an error.
			*       console.error(err);
			*       return;
			*     }
			*     console.log(hmacKeyMetadata);
			*   });
			*
			* //-
			* // If the callback is omitted, a promise is returned.
			* //-
			* storage.hmacKey('ACCESS_ID')
			*   .getMetadata()
			*   .then((data) => {
			*     const hmacKeyMetadata = data[0];
			*     console.log(hmacKeyMetadata);
			*   });
			* ```
			*/
			getMetadata: true,
			/**
			* @typedef {object} SetHmacKeyMetadata Subset of {@link HmacKeyMetadata} to update.
			* @property {string} state New state of the HmacKey. Either 'ACTIVE' or 'INACTIVE'.
			* @property {string} [etag] Include an etag from a previous get HMAC key request
			*    to perform safe read-modify-write.
			*/
			/**
			* @typedef {object} SetHmacKeyMetadataOptions
			* @property {string} [userProject] This parameter is currently ignored.
			*/
			/**
			* @callback HmacKeyMetadataCallback
			* @param {?Error} err Request error, if any.
			* @param {HmacKeyMetadata} metadata The updated {@link HmacKeyMetadata} object.
			* @param {object} apiResponse The full API response.
			*/
			/**
			* @typedef {array} HmacKeyMetadataResponse
			* @property {HmacKeyMetadata} 0 The updated {@link HmacKeyMetadata} object.
			* @property {object} 1 The full API response.
			*/
			/**
			* Updates the state of an HMAC key. See {@link SetHmacKeyMetadata} for
			* valid states.
			*
			* @method HmacKey#setMetadata
			* @param {SetHmacKeyMetadata} metadata The new metadata.
			* @param {SetHmacKeyMetadataOptions} [options] Configuration options.
			* @param {HmacKeyMetadataCallback} [callback] Callback function.
			* @returns {Promise<HmacKeyMetadataResponse>}
			*
			* @example
			* ```
			* const {Storage} = require('@google-cloud/storage');
			* const storage = new Storage();
			*
			* const metadata = {
			*   state: 'INACTIVE',
			* };
			*
			* storage.hmacKey('ACCESS_ID')
			*   .setMetadata(metadata, (err, hmacKeyMetadata) => {
			*     if (err) {
			*       // The request was an error.
			*       console.error(err);
			*       return;
			*     }
			*     console.log(hmacKeyMetadata);
			*   });
			*
			* //-
			* // If the callback is omitted, a promise is returned.
			* //-
			* storage.hmacKey('ACCESS_ID')
			*   .setMetadata(metadata)
			*   .then((data) => {
			*     const hmacKeyMetadata = data[0];
			*     console.log(hmacKeyMetadata);
			*   });
			* ```
			*/
			setMetadata: { reqOpts: { method: "PUT" } }
		};
		const projectId = options && options.projectId || storage.projectId;
		super({
			parent: storage,
			id: accessId,
			baseUrl: `/projects/${projectId}/hmacKeys`,
			methods
		});
		this.storage = storage;
		this.instanceRetryValue = storage.retryOptions.autoRetry;
	}
	setMetadata(metadata, optionsOrCallback, cb) {
		if (this.storage.retryOptions.idempotencyStrategy !== IdempotencyStrategy.RetryAlways) this.storage.retryOptions.autoRetry = false;
		const options = typeof optionsOrCallback === "object" ? optionsOrCallback : {};
		cb = typeof optionsOrCallback === "function" ? optionsOrCallback : cb;
		(async () => {
			let resp;
			try {
				resp = await super.setMetadata(metadata, options);
			} catch (err) {
				cb(err);
				return;
			} finally {
				this.storage.retryOptions.autoRetry = this.instanceRetryValue;
			}
			cb(null, ...resp);
		})();
	}
};
/*! Developer Documentation
*
* All async methods (except for streams) will return a Promise in the event
* that a callback is omitted.
*/
(0, import_src$1.promisifyAll)(HmacKey);

// node_modules/@google-cloud/storage/build/esm/src/storage.js
var IdempotencyStrategy;
(function(IdempotencyStrategy) {
	IdempotencyStrategy[IdempotencyStrategy["RetryAlways"] = 0] = "RetryAlways";
	IdempotencyStrategy[IdempotencyStrategy["RetryConditional"] = 1] = "RetryConditional";
	IdempotencyStrategy[IdempotencyStrategy["RetryNever"] = 2] = "RetryNever";
})(IdempotencyStrategy || (IdempotencyStrategy = {}));
var ExceptionMessages;
(function(ExceptionMessages) {
	ExceptionMessages["EXPIRATION_DATE_INVALID"] = "The expiration date provided was invalid.";
	ExceptionMessages["EXPIRATION_DATE_PAST"] = "An expiration date cannot be in the past.";
})(ExceptionMessages || (ExceptionMessages = {}));
var StorageExceptionMessages;
(function(StorageExceptionMessages) {
	StorageExceptionMessages["BUCKET_NAME_REQUIRED"] = "A bucket name is needed to use Cloud Storage.";
	StorageExceptionMessages["BUCKET_NAME_REQUIRED_CREATE"] = "A name is required to create a bucket.";
	StorageExceptionMessages["HMAC_SERVICE_ACCOUNT"] = "The first argument must be a service account email to create an HMAC key.";
	StorageExceptionMessages["HMAC_ACCESS_ID"] = "An access ID is needed to create an HmacKey object.";
})(StorageExceptionMessages || (StorageExceptionMessages = {}));
const PROTOCOL_REGEX = /^(\w*):\/\//;
/**
* Default behavior: Automatically retry retriable server errors.
*
* @const {boolean}
*/
const AUTO_RETRY_DEFAULT = true;
/**
* Default behavior: Only attempt to retry retriable errors 3 times.
*
* @const {number}
*/
const MAX_RETRY_DEFAULT = 3;
/**
* Default behavior: Wait twice as long as previous retry before retrying.
*
* @const {number}
*/
const RETRY_DELAY_MULTIPLIER_DEFAULT = 2;
/**
* Default behavior: If the operation doesn't succeed after 600 seconds,
*  stop retrying.
*
* @const {number}
*/
const TOTAL_TIMEOUT_DEFAULT = 600;
/**
* Default behavior: Wait no more than 64 seconds between retries.
*
* @const {number}
*/
const MAX_RETRY_DELAY_DEFAULT = 64;
/**
* Default behavior: Retry conditionally idempotent operations if correct preconditions are set.
*
* @const {enum}
* @private
*/
const IDEMPOTENCY_STRATEGY_DEFAULT = IdempotencyStrategy.RetryConditional;
/**
* Returns true if the API request should be retried, given the error that was
* given the first time the request was attempted.
* @const
* @param {error} err - The API error to check if it is appropriate to retry.
* @return {boolean} True if the API request should be retried, false otherwise.
*/
const RETRYABLE_ERR_FN_DEFAULT = function(err) {
	var _a;
	const isConnectionProblem = (reason) => {
		return reason.includes("eai_again") || reason === "econnreset" || reason === "unexpected connection closure" || reason === "epipe" || reason === "socket connection timeout";
	};
	if (err) {
		if ([
			408,
			429,
			500,
			502,
			503,
			504
		].indexOf(err.code) !== -1) return true;
		if (typeof err.code === "string") {
			if ([
				"408",
				"429",
				"500",
				"502",
				"503",
				"504"
			].indexOf(err.code) !== -1) return true;
			if (isConnectionProblem(err.code.toLowerCase())) return true;
		}
		if (err.errors) for (const e of err.errors) {
			const reason = (_a = e === null || e === void 0 ? void 0 : e.reason) === null || _a === void 0 ? void 0 : _a.toString().toLowerCase();
			if (reason && isConnectionProblem(reason)) return true;
		}
	}
	return false;
};
/*! Developer Documentation
*
* Invoke this method to create a new Storage object bound with pre-determined
* configuration options. For each object that can be created (e.g., a bucket),
* there is an equivalent static and instance method. While they are classes,
* they can be instantiated without use of the `new` keyword.
*/
/**
* Cloud Storage uses access control lists (ACLs) to manage object and
* bucket access. ACLs are the mechanism you use to share objects with other
* users and allow other users to access your buckets and objects.
*
* This object provides constants to refer to the three permission levels that
* can be granted to an entity:
*
*   - `gcs.acl.OWNER_ROLE` - ("OWNER")
*   - `gcs.acl.READER_ROLE` - ("READER")
*   - `gcs.acl.WRITER_ROLE` - ("WRITER")
*
* See {@link https://cloud.google.com/storage/docs/access-control/lists| About Access Control Lists}
*
* @name Storage#acl
* @type {object}
* @property {string} OWNER_ROLE
* @property {string} READER_ROLE
* @property {string} WRITER_ROLE
*
* @example
* ```
* const {Storage} = require('@google-cloud/storage');
* const storage = new Storage();
* const albums = storage.bucket('albums');
*
* //-
* // Make all of the files currently in a bucket publicly readable.
* //-
* const options = {
*   entity: 'allUsers',
*   role: storage.acl.READER_ROLE
* };
*
* albums.acl.add(options, function(err, aclObject) {});
*
* //-
* // Make any new objects added to a bucket publicly readable.
* //-
* albums.acl.default.add(options, function(err, aclObject) {});
*
* //-
* // Grant a user ownership permissions to a bucket.
* //-
* albums.acl.add({
*   entity: 'user-useremail@example.com',
*   role: storage.acl.OWNER_ROLE
* }, function(err, aclObject) {});
*
* //-
* // If the callback is omitted, we'll return a Promise.
* //-
* albums.acl.add(options).then(function(data) {
*   const aclObject = data[0];
*   const apiResponse = data[1];
* });
* ```
*/
/**
* Get {@link Bucket} objects for all of the buckets in your project as
* a readable object stream.
*
* @method Storage#getBucketsStream
* @param {GetBucketsRequest} [query] Query object for listing buckets.
* @returns {ReadableStream} A readable stream that emits {@link Bucket}
*     instances.
*
* @example
* ```
* storage.getBucketsStream()
*   .on('error', console.error)
*   .on('data', function(bucket) {
*     // bucket is a Bucket object.
*   })
*   .on('end', function() {
*     // All buckets retrieved.
*   });
*
* //-
* // If you anticipate many results, you can end a stream early to prevent
* // unnecessary processing and API requests.
* //-
* storage.getBucketsStream()
*   .on('data', function(bucket) {
*     this.end();
*   });
* ```
*/
/**
* Get {@link HmacKey} objects for all of the HMAC keys in the project in a
* readable object stream.
*
* @method Storage#getHmacKeysStream
* @param {GetHmacKeysOptions} [options] Configuration options.
* @returns {ReadableStream} A readable stream that emits {@link HmacKey}
*     instances.
*
* @example
* ```
* storage.getHmacKeysStream()
*   .on('error', console.error)
*   .on('data', function(hmacKey) {
*     // hmacKey is an HmacKey object.
*   })
*   .on('end', function() {
*     // All HmacKey retrieved.
*   });
*
* //-
* // If you anticipate many results, you can end a stream early to prevent
* // unnecessary processing and API requests.
* //-
* storage.getHmacKeysStream()
*   .on('data', function(bucket) {
*     this.end();
*   });
* ```
*/
/**
* <h4>ACLs</h4>
* Cloud Storage uses access control lists (ACLs) to manage object and
* bucket access. ACLs are the mechanism you use to share files with other users
* and allow other users to access your buckets and files.
*
* To learn more about ACLs, read this overview on
* {@link https://cloud.google.com/storage/docs/access-control| Access Control}.
*
* See {@link https://cloud.google.com/storage/docs/overview| Cloud Storage overview}
* See {@link https://cloud.google.com/storage/docs/access-control| Access Control}
*
* @class
*/
var Storage = class Storage extends Service {
	getBucketsStream() {
		return new Readable();
	}
	getHmacKeysStream() {
		return new Readable();
	}
	/**
	* @callback Crc32cGeneratorToStringCallback
	* A method returning the CRC32C as a base64-encoded string.
	*
	* @returns {string}
	*
	* @example
	* Hashing the string 'data' should return 'rth90Q=='
	*
	* ```js
	* const buffer = Buffer.from('data');
	* crc32c.update(buffer);
	* crc32c.toString(); // 'rth90Q=='
	* ```
	**/
	/**
	* @callback Crc32cGeneratorValidateCallback
	* A method validating a base64-encoded CRC32C string.
	*
	* @param {string} [value] base64-encoded CRC32C string to validate
	* @returns {boolean}
	*
	* @example
	* Should return `true` if the value matches, `false` otherwise
	*
	* ```js
	* const buffer = Buffer.from('data');
	* crc32c.update(buffer);
	* crc32c.validate('DkjKuA=='); // false
	* crc32c.validate('rth90Q=='); // true
	* ```
	**/
	/**
	* @callback Crc32cGeneratorUpdateCallback
	* A method for passing `Buffer`s for CRC32C generation.
	*
	* @param {Buffer} [data] data to update CRC32C value with
	* @returns {undefined}
	*
	* @example
	* Hashing buffers from 'some ' and 'text\n'
	*
	* ```js
	* const buffer1 = Buffer.from('some ');
	* crc32c.update(buffer1);
	*
	* const buffer2 = Buffer.from('text\n');
	* crc32c.update(buffer2);
	*
	* crc32c.toString(); // 'DkjKuA=='
	* ```
	**/
	/**
	* @typedef {object} CRC32CValidator
	* @property {Crc32cGeneratorToStringCallback}
	* @property {Crc32cGeneratorValidateCallback}
	* @property {Crc32cGeneratorUpdateCallback}
	*/
	/**
	* @callback Crc32cGeneratorCallback
	* @returns {CRC32CValidator}
	*/
	/**
	* @typedef {object} StorageOptions
	* @property {string} [projectId] The project ID from the Google Developer's
	*     Console, e.g. 'grape-spaceship-123'. We will also check the environment
	*     variable `GCLOUD_PROJECT` for your project ID. If your app is running
	* in an environment which supports {@link
	* https://cloud.google.com/docs/authentication/production#providing_credentials_to_your_application
	* Application Default Credentials}, your project ID will be detected
	* automatically.
	* @property {string} [keyFilename] Full path to the a .json, .pem, or .p12 key
	*     downloaded from the Google Developers Console. If you provide a path to
	* a JSON file, the `projectId` option above is not necessary. NOTE: .pem and
	*     .p12 require you to specify the `email` option as well.
	* @property {string} [email] Account email address. Required when using a .pem
	*     or .p12 keyFilename.
	* @property {object} [credentials] Credentials object.
	* @property {string} [credentials.client_email]
	* @property {string} [credentials.private_key]
	* @property {object} [retryOptions] Options for customizing retries. Retriable server errors
	*     will be retried with exponential delay between them dictated by the formula
	*     max(maxRetryDelay, retryDelayMultiplier*retryNumber) until maxRetries or totalTimeout
	*     has been reached. Retries will only happen if autoRetry is set to true.
	* @property {boolean} [retryOptions.autoRetry=true] Automatically retry requests if the
	*     response is related to rate limits or certain intermittent server
	* errors. We will exponentially backoff subsequent requests by default.
	* @property {number} [retryOptions.retryDelayMultiplier = 2] the multiplier by which to
	*   increase the delay time between the completion of failed requests, and the
	*   initiation of the subsequent retrying request.
	* @property {number} [retryOptions.totalTimeout = 600] The total time, starting from
	*  when the initial request is sent, after which an error will
	*   be returned, regardless of the retrying attempts made meanwhile.
	* @property {number} [retryOptions.maxRetryDelay = 64] The maximum delay time between requests.
	*   When this value is reached, ``retryDelayMultiplier`` will no longer be used to
	*   increase delay time.
	* @property {number} [retryOptions.maxRetries=3] Maximum number of automatic retries
	*     attempted before returning the error.
	* @property {function} [retryOptions.retryableErrorFn] Function that returns true if a given
	*     error should be retried and false otherwise.
	* @property {enum} [retryOptions.idempotencyStrategy=IdempotencyStrategy.RetryConditional] Enumeration
	*     controls how conditionally idempotent operations are retried. Possible values are: RetryAlways -
	*     will respect other retry settings and attempt to retry conditionally idempotent operations. RetryConditional -
	*     will retry conditionally idempotent operations if the correct preconditions are set. RetryNever - never
	*     retry a conditionally idempotent operation.
	* @property {string} [userAgent] The value to be prepended to the User-Agent
	*     header in API requests.
	* @property {object} [authClient] `AuthClient` or `GoogleAuth` client to reuse instead of creating a new one.
	* @property {number} [timeout] The amount of time in milliseconds to wait per http request before timing out.
	* @property {object[]} [interceptors_] Array of custom request interceptors to be returned in the order they were assigned.
	* @property {string} [apiEndpoint = storage.google.com] The API endpoint of the service used to make requests.
	* @property {boolean} [useAuthWithCustomEndpoint = false] Controls whether or not to use authentication when using a custom endpoint.
	* @property {Crc32cGeneratorCallback} [callback] A function that generates a CRC32C Validator. Defaults to {@link CRC32C}
	*/
	/**
	* Constructs the Storage client.
	*
	* @example
	* Create a client that uses Application Default Credentials
	* (ADC)
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* ```
	*
	* @example
	* Create a client with explicit credentials
	* ```
	* const storage = new Storage({
	*   projectId: 'your-project-id',
	*   keyFilename: '/path/to/keyfile.json'
	* });
	* ```
	*
	* @example
	* Create a client with credentials passed
	* by value as a JavaScript object
	* ```
	* const storage = new Storage({
	*   projectId: 'your-project-id',
	*   credentials: {
	*     type: 'service_account',
	*     project_id: 'xxxxxxx',
	*     private_key_id: 'xxxx',
	*     private_key:'-----BEGIN PRIVATE KEY-----xxxxxxx\n-----END PRIVATE KEY-----\n',
	*     client_email: 'xxxx',
	*     client_id: 'xxx',
	*     auth_uri: 'https://accounts.google.com/o/oauth2/auth',
	*     token_uri: 'https://oauth2.googleapis.com/token',
	*     auth_provider_x509_cert_url: 'https://www.googleapis.com/oauth2/v1/certs',
	*     client_x509_cert_url: 'xxx',
	*     }
	* });
	* ```
	*
	* @example
	* Create a client with credentials passed
	* by loading a JSON file directly from disk
	* ```
	* const storage = new Storage({
	*   projectId: 'your-project-id',
	*   credentials: require('/path/to-keyfile.json')
	* });
	* ```
	*
	* @example
	* Create a client with an `AuthClient` (e.g. `DownscopedClient`)
	* ```
	* const {DownscopedClient} = require('google-auth-library');
	* const authClient = new DownscopedClient({...});
	*
	* const storage = new Storage({authClient});
	* ```
	*
	* Additional samples:
	* - https://github.com/googleapis/google-auth-library-nodejs#sample-usage-1
	* - https://github.com/googleapis/google-auth-library-nodejs/blob/main/samples/downscopedclient.js
	*
	* @param {StorageOptions} [options] Configuration options.
	*/
	constructor(options = {}) {
		var _a, _b, _c, _d, _e, _f, _g, _h, _j, _k, _l, _m, _o, _p;
		let apiEndpoint = `https://storage.${options.universeDomain || import_src$3.DEFAULT_UNIVERSE}`;
		let customEndpoint = false;
		const EMULATOR_HOST = process.env.STORAGE_EMULATOR_HOST;
		if (typeof EMULATOR_HOST === "string") {
			apiEndpoint = Storage.sanitizeEndpoint(EMULATOR_HOST);
			customEndpoint = true;
		}
		if (options.apiEndpoint && options.apiEndpoint !== apiEndpoint) {
			apiEndpoint = Storage.sanitizeEndpoint(options.apiEndpoint);
			customEndpoint = true;
		}
		options = Object.assign({}, options, { apiEndpoint });
		const baseUrl = EMULATOR_HOST || `${options.apiEndpoint}/storage/v1`;
		const config = {
			apiEndpoint: options.apiEndpoint,
			retryOptions: {
				autoRetry: ((_a = options.retryOptions) === null || _a === void 0 ? void 0 : _a.autoRetry) !== void 0 ? (_b = options.retryOptions) === null || _b === void 0 ? void 0 : _b.autoRetry : true,
				maxRetries: ((_c = options.retryOptions) === null || _c === void 0 ? void 0 : _c.maxRetries) ? (_d = options.retryOptions) === null || _d === void 0 ? void 0 : _d.maxRetries : 3,
				retryDelayMultiplier: ((_e = options.retryOptions) === null || _e === void 0 ? void 0 : _e.retryDelayMultiplier) ? (_f = options.retryOptions) === null || _f === void 0 ? void 0 : _f.retryDelayMultiplier : 2,
				totalTimeout: ((_g = options.retryOptions) === null || _g === void 0 ? void 0 : _g.totalTimeout) ? (_h = options.retryOptions) === null || _h === void 0 ? void 0 : _h.totalTimeout : 600,
				maxRetryDelay: ((_j = options.retryOptions) === null || _j === void 0 ? void 0 : _j.maxRetryDelay) ? (_k = options.retryOptions) === null || _k === void 0 ? void 0 : _k.maxRetryDelay : 64,
				retryableErrorFn: ((_l = options.retryOptions) === null || _l === void 0 ? void 0 : _l.retryableErrorFn) ? (_m = options.retryOptions) === null || _m === void 0 ? void 0 : _m.retryableErrorFn : RETRYABLE_ERR_FN_DEFAULT,
				idempotencyStrategy: ((_o = options.retryOptions) === null || _o === void 0 ? void 0 : _o.idempotencyStrategy) !== void 0 ? (_p = options.retryOptions) === null || _p === void 0 ? void 0 : _p.idempotencyStrategy : IDEMPOTENCY_STRATEGY_DEFAULT
			},
			baseUrl,
			customEndpoint,
			useAuthWithCustomEndpoint: options === null || options === void 0 ? void 0 : options.useAuthWithCustomEndpoint,
			projectIdRequired: false,
			scopes: [
				"https://www.googleapis.com/auth/iam",
				"https://www.googleapis.com/auth/cloud-platform",
				"https://www.googleapis.com/auth/devstorage.full_control"
			],
			packageJson: (0, import_package_json_helper.getPackageJSON)()
		};
		super(config, options);
		/**
		* Reference to {@link Storage.acl}.
		*
		* @name Storage#acl
		* @see Storage.acl
		*/
		this.acl = Storage.acl;
		this.crc32cGenerator = options.crc32cGenerator || CRC32C_DEFAULT_VALIDATOR_GENERATOR;
		this.retryOptions = config.retryOptions;
		this.getBucketsStream = import_src.paginator.streamify("getBuckets");
		this.getHmacKeysStream = import_src.paginator.streamify("getHmacKeys");
	}
	static sanitizeEndpoint(url) {
		if (!PROTOCOL_REGEX.test(url)) url = `https://${url}`;
		return url.replace(/\/+$/, "");
	}
	/**
	* Get a reference to a Cloud Storage bucket.
	*
	* @param {string} name Name of the bucket.
	* @param {object} [options] Configuration object.
	* @param {string} [options.kmsKeyName] A Cloud KMS key that will be used to
	*     encrypt objects inserted into this bucket, if no encryption method is
	*     specified.
	* @param {string} [options.userProject] User project to be billed for all
	*     requests made from this Bucket object.
	* @returns {Bucket}
	* @see Bucket
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const albums = storage.bucket('albums');
	* const photos = storage.bucket('photos');
	* ```
	*/
	bucket(name, options) {
		if (!name) throw new Error(StorageExceptionMessages.BUCKET_NAME_REQUIRED);
		return new Bucket(this, name, options);
	}
	/**
	* Reference a channel to receive notifications about changes to your bucket.
	*
	* @param {string} id The ID of the channel.
	* @param {string} resourceId The resource ID of the channel.
	* @returns {Channel}
	* @see Channel
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const channel = storage.channel('id', 'resource-id');
	* ```
	*/
	channel(id, resourceId) {
		return new Channel(this, id, resourceId);
	}
	/**
	* @typedef {array} CreateBucketResponse
	* @property {Bucket} 0 The new {@link Bucket}.
	* @property {object} 1 The full API response.
	*/
	/**
	* @callback CreateBucketCallback
	* @param {?Error} err Request error, if any.
	* @param {Bucket} bucket The new {@link Bucket}.
	* @param {object} apiResponse The full API response.
	*/
	/**
	* Metadata to set for the bucket.
	*
	* @typedef {object} CreateBucketRequest
	* @property {boolean} [archive=false] Specify the storage class as Archive.
	* @property {object} [autoclass.enabled=false] Specify whether Autoclass is
	*     enabled for the bucket.
	* @property {object} [autoclass.terminalStorageClass='NEARLINE'] The storage class that objects in an Autoclass bucket eventually transition to if
	*     they are not read for a certain length of time. Valid values are NEARLINE and ARCHIVE.
	* @property {boolean} [coldline=false] Specify the storage class as Coldline.
	* @property {Cors[]} [cors=[]] Specify the CORS configuration to use.
	* @property {CustomPlacementConfig} [customPlacementConfig={}] Specify the bucket's regions for dual-region buckets.
	*     For more information, see {@link https://cloud.google.com/storage/docs/locations| Bucket Locations}.
	* @property {boolean} [dra=false] Specify the storage class as Durable Reduced
	*     Availability.
	* @property {boolean} [enableObjectRetention=false] Specify whether or not object retention should be enabled on this bucket.
	* @property {object} [hierarchicalNamespace.enabled=false] Specify whether or not to enable hierarchical namespace on this bucket.
	* @property {string} [location] Specify the bucket's location. If specifying
	*     a dual-region, the `customPlacementConfig` property should be set in conjunction.
	*     For more information, see {@link https://cloud.google.com/storage/docs/locations| Bucket Locations}.
	* @property {boolean} [multiRegional=false] Specify the storage class as
	*     Multi-Regional.
	* @property {boolean} [nearline=false] Specify the storage class as Nearline.
	* @property {boolean} [regional=false] Specify the storage class as Regional.
	* @property {boolean} [requesterPays=false] Force the use of the User Project metadata field to assign operational
	*     costs when an operation is made on a Bucket and its objects.
	* @property {string} [rpo] For dual-region buckets, controls whether turbo
	*      replication is enabled (`ASYNC_TURBO`) or disabled (`DEFAULT`).
	* @property {boolean} [standard=true] Specify the storage class as Standard.
	* @property {string} [storageClass] The new storage class. (`standard`,
	*     `nearline`, `coldline`, or `archive`).
	*     **Note:** The storage classes `multi_regional`, `regional`, and
	*     `durable_reduced_availability` are now legacy and will be deprecated in
	*     the future.
	* @property {Versioning} [versioning=undefined] Specify the versioning status.
	* @property {string} [userProject] The ID of the project which will be billed
	*     for the request.
	*/
	/**
	* Create a bucket.
	*
	* Cloud Storage uses a flat namespace, so you can't create a bucket with
	* a name that is already in use. For more information, see
	* {@link https://cloud.google.com/storage/docs/bucketnaming.html#requirements| Bucket Naming Guidelines}.
	*
	* See {@link https://cloud.google.com/storage/docs/json_api/v1/buckets/insert| Buckets: insert API Documentation}
	* See {@link https://cloud.google.com/storage/docs/storage-classes| Storage Classes}
	*
	* @param {string} name Name of the bucket to create.
	* @param {CreateBucketRequest} [metadata] Metadata to set for the bucket.
	* @param {CreateBucketCallback} [callback] Callback function.
	* @returns {Promise<CreateBucketResponse>}
	* @throws {Error} If a name is not provided.
	* @see Bucket#create
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const callback = function(err, bucket, apiResponse) {
	*   // `bucket` is a Bucket object.
	* };
	*
	* storage.createBucket('new-bucket', callback);
	*
	* //-
	* // Create a bucket in a specific location and region. <em>See the <a
	* // href="https://cloud.google.com/storage/docs/json_api/v1/buckets/insert">
	* // Official JSON API docs</a> for complete details on the `location`
	* option.
	* // </em>
	* //-
	* const metadata = {
	*   location: 'US-CENTRAL1',
	*   regional: true
	* };
	*
	* storage.createBucket('new-bucket', metadata, callback);
	*
	* //-
	* // Create a bucket with a retention policy of 6 months.
	* //-
	* const metadata = {
	*   retentionPolicy: {
	*     retentionPeriod: 15780000 // 6 months in seconds.
	*   }
	* };
	*
	* storage.createBucket('new-bucket', metadata, callback);
	*
	* //-
	* // Enable versioning on a new bucket.
	* //-
	* const metadata = {
	*   versioning: {
	*     enabled: true
	*   }
	* };
	*
	* storage.createBucket('new-bucket', metadata, callback);
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* storage.createBucket('new-bucket').then(function(data) {
	*   const bucket = data[0];
	*   const apiResponse = data[1];
	* });
	*
	* ```
	* @example <caption>include:samples/buckets.js</caption>
	* region_tag:storage_create_bucket
	* Another example:
	*/
	createBucket(name, metadataOrCallback, callback) {
		if (!name) throw new Error(StorageExceptionMessages.BUCKET_NAME_REQUIRED_CREATE);
		let metadata;
		if (!callback) {
			callback = metadataOrCallback;
			metadata = {};
		} else metadata = metadataOrCallback;
		const body = {
			...metadata,
			name
		};
		const storageClasses = {
			archive: "ARCHIVE",
			coldline: "COLDLINE",
			dra: "DURABLE_REDUCED_AVAILABILITY",
			multiRegional: "MULTI_REGIONAL",
			nearline: "NEARLINE",
			regional: "REGIONAL",
			standard: "STANDARD"
		};
		const storageClassKeys = Object.keys(storageClasses);
		for (const storageClass of storageClassKeys) if (body[storageClass]) {
			if (metadata.storageClass && metadata.storageClass !== storageClass) throw new Error(`Both \`${storageClass}\` and \`storageClass\` were provided.`);
			body.storageClass = storageClasses[storageClass];
			delete body[storageClass];
		}
		if (body.requesterPays) {
			body.billing = { requesterPays: body.requesterPays };
			delete body.requesterPays;
		}
		const query = { project: this.projectId };
		if (body.userProject) {
			query.userProject = body.userProject;
			delete body.userProject;
		}
		if (body.enableObjectRetention) {
			query.enableObjectRetention = body.enableObjectRetention;
			delete body.enableObjectRetention;
		}
		if (body.predefinedAcl) {
			query.predefinedAcl = body.predefinedAcl;
			delete body.predefinedAcl;
		}
		if (body.predefinedDefaultObjectAcl) {
			query.predefinedDefaultObjectAcl = body.predefinedDefaultObjectAcl;
			delete body.predefinedDefaultObjectAcl;
		}
		if (body.projection) {
			query.projection = body.projection;
			delete body.projection;
		}
		this.request({
			method: "POST",
			uri: "/b",
			qs: query,
			json: body
		}, (err, resp) => {
			if (err) {
				callback(err, null, resp);
				return;
			}
			const bucket = this.bucket(name);
			bucket.metadata = resp;
			callback(null, bucket, resp);
		});
	}
	/**
	* @typedef {object} CreateHmacKeyOptions
	* @property {string} [projectId] The project ID of the project that owns
	*     the service account of the requested HMAC key. If not provided,
	*     the project ID used to instantiate the Storage client will be used.
	* @property {string} [userProject] This parameter is currently ignored.
	*/
	/**
	* @typedef {object} HmacKeyMetadata
	* @property {string} accessId The access id identifies which HMAC key was
	*     used to sign a request when authenticating with HMAC.
	* @property {string} etag Used to perform a read-modify-write of the key.
	* @property {string} id The resource name of the HMAC key.
	* @property {string} projectId The project ID.
	* @property {string} serviceAccountEmail The service account's email this
	*     HMAC key is created for.
	* @property {string} state The state of this HMAC key. One of "ACTIVE",
	*     "INACTIVE" or "DELETED".
	* @property {string} timeCreated The creation time of the HMAC key in
	*     RFC 3339 format.
	* @property {string} [updated] The time this HMAC key was last updated in
	*     RFC 3339 format.
	*/
	/**
	* @typedef {array} CreateHmacKeyResponse
	* @property {HmacKey} 0 The HmacKey instance created from API response.
	* @property {string} 1 The HMAC key's secret used to access the XML API.
	* @property {object} 3 The raw API response.
	*/
	/**
	* @callback CreateHmacKeyCallback Callback function.
	* @param {?Error} err Request error, if any.
	* @param {HmacKey} hmacKey The HmacKey instance created from API response.
	* @param {string} secret The HMAC key's secret used to access the XML API.
	* @param {object} apiResponse The raw API response.
	*/
	/**
	* Create an HMAC key associated with an service account to authenticate
	* requests to the Cloud Storage XML API.
	*
	* See {@link https://cloud.google.com/storage/docs/authentication/hmackeys| HMAC keys documentation}
	*
	* @param {string} serviceAccountEmail The service account's email address
	*     with which the HMAC key is created for.
	* @param {CreateHmacKeyCallback} [callback] Callback function.
	* @return {Promise<CreateHmacKeyResponse>}
	*
	* @example
	* ```
	* const {Storage} = require('google-cloud/storage');
	* const storage = new Storage();
	*
	* // Replace with your service account's email address
	* const serviceAccountEmail =
	*   'my-service-account@appspot.gserviceaccount.com';
	*
	* storage.createHmacKey(serviceAccountEmail, function(err, hmacKey, secret) {
	*   if (!err) {
	*     // Securely store the secret for use with the XML API.
	*   }
	* });
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* storage.createHmacKey(serviceAccountEmail)
	*   .then((response) => {
	*     const hmacKey = response[0];
	*     const secret = response[1];
	*     // Securely store the secret for use with the XML API.
	*   });
	* ```
	*/
	createHmacKey(serviceAccountEmail, optionsOrCb, cb) {
		if (typeof serviceAccountEmail !== "string") throw new Error(StorageExceptionMessages.HMAC_SERVICE_ACCOUNT);
		const { options, callback } = normalize$1(optionsOrCb, cb);
		const query = Object.assign({}, options, { serviceAccountEmail });
		const projectId = query.projectId || this.projectId;
		delete query.projectId;
		this.request({
			method: "POST",
			uri: `/projects/${projectId}/hmacKeys`,
			qs: query,
			maxRetries: 0
		}, (err, resp) => {
			if (err) {
				callback(err, null, null, resp);
				return;
			}
			const metadata = resp.metadata;
			const hmacKey = this.hmacKey(metadata.accessId, { projectId: metadata.projectId });
			hmacKey.metadata = resp.metadata;
			callback(null, hmacKey, resp.secret, resp);
		});
	}
	/**
	* Query object for listing buckets.
	*
	* @typedef {object} GetBucketsRequest
	* @property {boolean} [autoPaginate=true] Have pagination handled
	*     automatically.
	* @property {number} [maxApiCalls] Maximum number of API calls to make.
	* @property {number} [maxResults] Maximum number of items plus prefixes to
	*     return per call.
	*     Note: By default will handle pagination automatically
	*     if more than 1 page worth of results are requested per call.
	*     When `autoPaginate` is set to `false` the smaller of `maxResults`
	*     or 1 page of results will be returned per call.
	* @property {string} [pageToken] A previously-returned page token
	*     representing part of the larger set of results to view.
	* @property {string} [userProject] The ID of the project which will be billed
	*     for the request.
	*  @param {boolean} [softDeleted] If true, returns the soft-deleted object.
	*     Object `generation` is required if `softDeleted` is set to True.
	*/
	/**
	* @typedef {array} GetBucketsResponse
	* @property {Bucket[]} 0 Array of {@link Bucket} instances.
	* @property {object} 1 nextQuery A query object to receive more results.
	* @property {object} 2 The full API response.
	*/
	/**
	* @callback GetBucketsCallback
	* @param {?Error} err Request error, if any.
	* @param {Bucket[]} buckets Array of {@link Bucket} instances.
	* @param {object} nextQuery A query object to receive more results.
	* @param {object} apiResponse The full API response.
	*/
	/**
	* Get Bucket objects for all of the buckets in your project.
	*
	* See {@link https://cloud.google.com/storage/docs/json_api/v1/buckets/list| Buckets: list API Documentation}
	*
	* @param {GetBucketsRequest} [query] Query object for listing buckets.
	* @param {GetBucketsCallback} [callback] Callback function.
	* @returns {Promise<GetBucketsResponse>}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* storage.getBuckets(function(err, buckets) {
	*   if (!err) {
	*     // buckets is an array of Bucket objects.
	*   }
	* });
	*
	* //-
	* // To control how many API requests are made and page through the results
	* // manually, set `autoPaginate` to `false`.
	* //-
	* const callback = function(err, buckets, nextQuery, apiResponse) {
	*   if (nextQuery) {
	*     // More results exist.
	*     storage.getBuckets(nextQuery, callback);
	*   }
	*
	*   // The `metadata` property is populated for you with the metadata at the
	*   // time of fetching.
	*   buckets[0].metadata;
	*
	*   // However, in cases where you are concerned the metadata could have
	*   // changed, use the `getMetadata` method.
	*   buckets[0].getMetadata(function(err, metadata, apiResponse) {});
	* };
	*
	* storage.getBuckets({
	*   autoPaginate: false
	* }, callback);
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* storage.getBuckets().then(function(data) {
	*   const buckets = data[0];
	* });
	*
	* ```
	* @example <caption>include:samples/buckets.js</caption>
	* region_tag:storage_list_buckets
	* Another example:
	*/
	getBuckets(optionsOrCallback, cb) {
		const { options, callback } = normalize$1(optionsOrCallback, cb);
		options.project = options.project || this.projectId;
		this.request({
			uri: "/b",
			qs: options
		}, (err, resp) => {
			if (err) {
				callback(err, null, null, resp);
				return;
			}
			const itemsArray = resp.items ? resp.items : [];
			const unreachableArray = resp.unreachable ? resp.unreachable : [];
			const buckets = itemsArray.map((bucket) => {
				const bucketInstance = this.bucket(bucket.id);
				bucketInstance.metadata = bucket;
				return bucketInstance;
			});
			if (unreachableArray.length > 0) unreachableArray.forEach((fullPath) => {
				const name = fullPath.split("/").pop();
				if (name) {
					const placeholder = this.bucket(name);
					placeholder.unreachable = true;
					placeholder.metadata = {};
					buckets.push(placeholder);
				}
			});
			const nextQuery = resp.nextPageToken ? Object.assign({}, options, { pageToken: resp.nextPageToken }) : null;
			callback(null, buckets, nextQuery, resp);
		});
	}
	getHmacKeys(optionsOrCb, cb) {
		const { options, callback } = normalize$1(optionsOrCb, cb);
		const query = Object.assign({}, options);
		const projectId = query.projectId || this.projectId;
		delete query.projectId;
		this.request({
			uri: `/projects/${projectId}/hmacKeys`,
			qs: query
		}, (err, resp) => {
			if (err) {
				callback(err, null, null, resp);
				return;
			}
			const hmacKeys = (resp.items ? resp.items : []).map((hmacKey) => {
				const hmacKeyInstance = this.hmacKey(hmacKey.accessId, { projectId: hmacKey.projectId });
				hmacKeyInstance.metadata = hmacKey;
				return hmacKeyInstance;
			});
			const nextQuery = resp.nextPageToken ? Object.assign({}, options, { pageToken: resp.nextPageToken }) : null;
			callback(null, hmacKeys, nextQuery, resp);
		});
	}
	/**
	* @typedef {array} GetServiceAccountResponse
	* @property {object} 0 The service account resource.
	* @property {object} 1 The full
	* {@link https://cloud.google.com/storage/docs/json_api/v1/projects/serviceAccount#resource| API response}.
	*/
	/**
	* @callback GetServiceAccountCallback
	* @param {?Error} err Request error, if any.
	* @param {object} serviceAccount The serviceAccount resource.
	* @param {string} serviceAccount.emailAddress The service account email
	*     address.
	* @param {object} apiResponse The full
	* {@link https://cloud.google.com/storage/docs/json_api/v1/projects/serviceAccount#resource| API response}.
	*/
	/**
	* Get the email address of this project's Google Cloud Storage service
	* account.
	*
	* See {@link https://cloud.google.com/storage/docs/json_api/v1/projects/serviceAccount/get| Projects.serviceAccount: get API Documentation}
	* See {@link https://cloud.google.com/storage/docs/json_api/v1/projects/serviceAccount#resource| Projects.serviceAccount Resource}
	*
	* @param {object} [options] Configuration object.
	* @param {string} [options.userProject] User project to be billed for this
	*     request.
	* @param {GetServiceAccountCallback} [callback] Callback function.
	* @returns {Promise<GetServiceAccountResponse>}
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	*
	* storage.getServiceAccount(function(err, serviceAccount, apiResponse) {
	*   if (!err) {
	*     const serviceAccountEmail = serviceAccount.emailAddress;
	*   }
	* });
	*
	* //-
	* // If the callback is omitted, we'll return a Promise.
	* //-
	* storage.getServiceAccount().then(function(data) {
	*   const serviceAccountEmail = data[0].emailAddress;
	*   const apiResponse = data[1];
	* });
	* ```
	*/
	getServiceAccount(optionsOrCallback, cb) {
		const { options, callback } = normalize$1(optionsOrCallback, cb);
		this.request({
			uri: `/projects/${this.projectId}/serviceAccount`,
			qs: options
		}, (err, resp) => {
			if (err) {
				callback(err, null, resp);
				return;
			}
			const camelCaseResponse = {};
			for (const prop in resp) if (resp.hasOwnProperty(prop)) {
				const camelCaseProp = prop.replace(/_(\w)/g, (_, match) => match.toUpperCase());
				camelCaseResponse[camelCaseProp] = resp[prop];
			}
			callback(null, camelCaseResponse, resp);
		});
	}
	/**
	* Get a reference to an HmacKey object.
	* Note: this does not fetch the HMAC key's metadata. Use HmacKey#get() to
	* retrieve and populate the metadata.
	*
	* To get a reference to an HMAC key that's not created for a service
	* account in the same project used to instantiate the Storage client,
	* supply the project's ID as `projectId` in the `options` argument.
	*
	* @param {string} accessId The HMAC key's access ID.
	* @param {HmacKeyOptions} options HmacKey constructor options.
	* @returns {HmacKey}
	* @see HmacKey
	*
	* @example
	* ```
	* const {Storage} = require('@google-cloud/storage');
	* const storage = new Storage();
	* const hmacKey = storage.hmacKey('ACCESS_ID');
	* ```
	*/
	hmacKey(accessId, options) {
		if (!accessId) throw new Error(StorageExceptionMessages.HMAC_ACCESS_ID);
		return new HmacKey(this, accessId, options);
	}
};
/**
* {@link Bucket} class.
*
* @name Storage.Bucket
* @see Bucket
* @type {Constructor}
*/
Storage.Bucket = Bucket;
/**
* {@link Channel} class.
*
* @name Storage.Channel
* @see Channel
* @type {Constructor}
*/
Storage.Channel = Channel;
/**
* {@link File} class.
*
* @name Storage.File
* @see File
* @type {Constructor}
*/
Storage.File = File$1;
/**
* {@link HmacKey} class.
*
* @name Storage.HmacKey
* @see HmacKey
* @type {Constructor}
*/
Storage.HmacKey = HmacKey;
Storage.acl = {
	OWNER_ROLE: "OWNER",
	READER_ROLE: "READER",
	WRITER_ROLE: "WRITER"
};
/*! Developer Documentation
*
* These methods can be auto-paginated.
*/
import_src.paginator.extend(Storage, ["getBuckets", "getHmacKeys"]);
/*! Developer Documentation
*
* All async methods (except for streams) will return a Promise in the event
* that a callback is omitted.
*/
(0, import_src$1.promisifyAll)(Storage, { exclude: [
	"bucket",
	"channel",
	"hmacKey"
] });

// node_modules/@google-cloud/storage/build/esm/src/transfer-manager.js
/*!
* Copyright 2022 Google LLC. All Rights Reserved.
*
* Licensed under the Apache License, Version 2.0 (the "License");
* you may not use this file except in compliance with the License.
* You may obtain a copy of the License at
*
*      http://www.apache.org/licenses/LICENSE-2.0
*
* Unless required by applicable law or agreed to in writing, software
* distributed under the License is distributed on an "AS IS" BASIS,
* WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
* See the License for the specific language governing permissions and
* limitations under the License.
*/
var __classPrivateFieldGet = void 0 && (void 0).__classPrivateFieldGet || function(receiver, state, kind, f) {
	if (kind === "a" && !f) throw new TypeError("Private accessor was defined without a getter");
	if (typeof state === "function" ? receiver !== state || !f : !state.has(receiver)) throw new TypeError("Cannot read private member from an object whose class did not declare it");
	return kind === "m" ? f : kind === "a" ? f.call(receiver) : f ? f.value : state.get(receiver);
};
var _XMLMultiPartUploadHelper_instances;
var _XMLMultiPartUploadHelper_setGoogApiClientHeaders;
var _XMLMultiPartUploadHelper_handleErrorResponse;
const packageJson = (0, import_package_json_helper.getPackageJSON)();
/**
* The `gccl-gcs-cmd` value for the `X-Goog-API-Client` header.
* Example: `gccl-gcs-cmd/tm.upload_many`
*
* @see {@link GCCL_GCS_CMD}.
* @see {@link GCCL_GCS_CMD_KEY}.
*/
const GCCL_GCS_CMD_FEATURE = {
	UPLOAD_MANY: "tm.upload_many",
	DOWNLOAD_MANY: "tm.download_many",
	UPLOAD_SHARDED: "tm.upload_sharded",
	DOWNLOAD_SHARDED: "tm.download_sharded"
};
_XMLMultiPartUploadHelper_instances = /* @__PURE__ */ new WeakSet(), _XMLMultiPartUploadHelper_setGoogApiClientHeaders = function _XMLMultiPartUploadHelper_setGoogApiClientHeaders(headers = new Headers()) {
	const existingGoogApiClient = headers.get("x-goog-api-client");
	if (existingGoogApiClient) {
		if (!existingGoogApiClient.includes(GCCL_GCS_CMD_FEATURE.UPLOAD_SHARDED)) headers.set("x-goog-api-client", `${existingGoogApiClient} gccl-gcs-cmd/${GCCL_GCS_CMD_FEATURE.UPLOAD_SHARDED}`);
	} else headers.set("x-goog-api-client", `${getRuntimeTrackingString()} gccl/${packageJson.version} gccl-gcs-cmd/${GCCL_GCS_CMD_FEATURE.UPLOAD_SHARDED}`);
	if (!headers.has("user-agent")) headers.set("User-Agent", getUserAgentString());
	return headers;
}, _XMLMultiPartUploadHelper_handleErrorResponse = function _XMLMultiPartUploadHelper_handleErrorResponse(err, bail) {
	if (this.bucket.storage.retryOptions.autoRetry && this.bucket.storage.retryOptions.retryableErrorFn(err)) throw err;
	else bail(err);
};

// src/store/gcs-fault.ts
/** What went wrong with one request. */
function gcsFault(error, { bucket, key, permission, isAnonymous }) {
	const status = Number(error.code);
	const words = wordsOf(error.message);
	const name = `gs://${bucket}/${key}`;
	if (/CERT|^UNABLE_TO_/.test(String(error.code))) return {
		reason: "refused",
		message: `the certificate of Cloud Storage is not trusted: ${words}`
	};
	if (isBusy(status)) {
		const retryAfter = retryAfterOf(error.response?.headers);
		return {
			reason: "busy",
			message: `Cloud Storage is busy: ${words}`,
			...retryAfter !== void 0 && { retryAfter }
		};
	}
	if (!(status >= 300)) return {
		reason: "unreachable",
		message: `Cloud Storage gave no whole answer: ${words}`
	};
	if (status === 404 && permission === "storage.objects.list") return {
		reason: "missing",
		message: `there is no bucket ${bucket}`
	};
	if (status === 404) return {
		reason: "missing",
		message: `there is no object ${name}`
	};
	if (status === 412 || status === 416) return {
		reason: "changed",
		message: `${name} changed while it was fetched`
	};
	if (status !== 401 && status !== 403) return {
		reason: "refused",
		message: `Cloud Storage refuses ${permission} on ${name}: ${words}`
	};
	const lacks = `${permission} on the bucket ${bucket}`;
	return {
		reason: "denied",
		message: isAnonymous ? `no Google credentials are set up, and nobody without any has ${lacks}` : `the Google identity lacks the permission ${lacks}`
	};
}
function retryAfterOf(headers) {
	if (headers instanceof Headers) return headers.get("retry-after") ?? void 0;
	const value = headers?.["retry-after"];
	return typeof value === "string" ? value : void 0;
}

// src/store/gcs.ts
/** Reads of one bucket, by the stack's identity, by that of the environment, or by none where there is none. */
async function openGcs({ bucket: name }, access) {
	const { identity } = access;
	const client = await clientFor(access);
	if (!client.ok) return client;
	const bucket = bucketOf(name, client.value, identity);
	const isAnonymous = client.value instanceof import_src$3.PassThroughClient;
	const ask = async (asked, act, signal) => {
		try {
			return ok(await notSilent(act(signal), {
				clock: identity.clock,
				signal
			}));
		} catch (error) {
			return err(gcsFault(error, {
				...asked,
				bucket: name,
				isAnonymous
			}));
		}
	};
	return ok({
		async list(prefix, from, signal) {
			const query = {
				prefix,
				autoPaginate: false,
				...from !== void 0 && { pageToken: from }
			};
			const page = await ask({
				key: prefix,
				permission: "storage.objects.list"
			}, async () => (await bucket.getFiles(query))[2], signal);
			if (!page.ok) return page;
			const { items = [], nextPageToken: next } = page.value;
			return ok({
				objects: items.map(objectOf),
				...next !== void 0 && { next }
			});
		},
		async look(key, signal) {
			const found = await ask({
				key,
				permission: "storage.objects.get"
			}, async () => (await bucket.file(key).getMetadata())[0], signal);
			return found.ok ? ok(objectOf({
				...found.value,
				name: key
			})) : found;
		},
		async read({ key, version }, offset, signal) {
			const body = await ask({
				key,
				permission: "storage.objects.get"
			}, () => openBody(bucket, {
				key,
				version,
				offset,
				signal
			}), signal);
			if (body.ok) return ok({ body: body.value });
			return body.error.reason === "missing" ? err({
				...body.error,
				reason: "changed"
			}) : body;
		}
	});
}
async function clientFor({ identity, asNobody }) {
	if (asNobody || identity.env.STORAGE_EMULATOR_HOST) return ok(new import_src$3.PassThroughClient());
	const opened = googleClient(identity);
	if (!opened.ok) return opened;
	try {
		const client = await opened.value();
		await client.getAccessToken();
		return ok(client);
	} catch (error) {
		const { message } = error;
		if (/could not load the default credentials/i.test(message)) return ok(new import_src$3.PassThroughClient());
		return err(`the Google identity gave no credentials: ${message}`);
	}
}
function bucketOf(name, authClient, { env }) {
	const storage = new Storage({
		authClient,
		projectId: env.GOOGLE_CLOUD_PROJECT || "unknown",
		retryOptions: {
			autoRetry: false,
			maxRetries: 0
		}
	});
	const emulator = env.STORAGE_EMULATOR_HOST;
	if (emulator) storage.baseUrl = `${originOf(emulator)}/storage/v1`;
	return storage.bucket(name);
}
const originOf = (emulator) => {
	return (/^https?:\/\//.test(emulator) ? emulator : `http://${emulator}`).replace(/(\/storage\/v1)?\/*$/, "");
};
function objectOf({ name = "", size = 0, generation = "", md5Hash, crc32c }) {
	const checksum = md5Hash ? {
		algorithm: "md5",
		base64: md5Hash
	} : crc32c ? {
		algorithm: "crc32c",
		base64: crc32c
	} : void 0;
	return {
		key: name,
		size: Number(size),
		version: String(generation),
		...checksum && { checksum }
	};
}
/** Its first bytes say whether the service gives it at all. */
async function openBody(bucket, what) {
	const { key, version, offset, signal } = what;
	const stream = bucket.file(key, { generation: version }).createReadStream({
		...offset > 0 && { start: offset },
		validation: false,
		decompress: false
	});
	signal.addEventListener("abort", () => stream.destroy(), { once: true });
	const bytes = stream[Symbol.asyncIterator]();
	return joined(await bytes.next(), bytes);
}
async function* joined(first, rest) {
	try {
		for (let next = first; !next.done; next = await rest.next()) yield next.value;
	} finally {
		await rest.return?.();
	}
}

export { openGcs };