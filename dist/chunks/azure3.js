import { ht as ok, mt as err } from "./check.js";
import { $ as authorizeRequestOnTenantChallenge, A as StorageContextClient, B as HTTPURLConnection, C as iEqual, D as resolveResponseFormat, E as readResponseBodyToBytes, F as getCoreClientOptions, G as storageSharedKeyCredentialPolicy, H as HeaderConstants, I as isPipelineLike, J as StorageResponseFormat, K as StorageSharedKeyCredential, L as newPipeline, M as ListBlobsHierarchySegmentResponse, N as mappers_exports, O as toTags, P as Pipeline, Q as toHttpHeadersLike, R as ApacheArrowContentType, S as getURLPathAndQuery, T as parseObjectReplicationRecord, U as SERVICE_VERSION, V as HTTP_VERSION_1_1, W as StorageOAuthScopes, X as parseXML, Y as logger, Z as stringifyXML, _ as appendToURLPath, a as streamToBuffer2, b as extractConnectionStringParts, c as generateBlobSASQueryParametersInternal, d as tracingClient, et as isTokenCredential, f as StorageClient, g as EscapePath, h as ConvertInternalResponseOfListBlobHierarchy, i as PageBlobClient, j as ListBlobsFlatSegmentResponse, k as truncatedISO8061Date, l as SASQueryParameters, m as ConvertInternalResponseOfListBlobFlat, n as BlobClient, o as BlobLeaseClient, p as BlobNameToString, q as AnonymousCredential, r as BlockBlobClient, s as generateBlobSASQueryParameters, t as AppendBlobClient, u as ipRangeToString, v as appendToURLQuery, w as isIpEndpointStyle, x as getURLPath, y as assertResponse, z as BATCH_MAX_PAYLOAD_IN_BYTES } from "./Clients.js";
import { E as createEmptyPipeline, a as bearerTokenAuthenticationPolicy, f as getDefaultProxySettings, g as randomUUID$1, h as isNodeLike, i as createSerializer, r as serializationPolicy, s as createHttpHeaders } from "./serviceClient.js";
import { n as blobCredential } from "./azure.js";
import { n as wordsOf, t as isBusy } from "./words.js";
import { t as removeEach } from "./remove-each.js";
import { createHash } from "node:crypto";

// node_modules/@azure/storage-blob/dist/esm/utils/blobListXmlParser.js
const listBlobsXmlSerializer=createSerializer(mappers_exports,!0);async function readResponseBodyToText(e){let t=await readResponseBodyToBytes(e);return new TextDecoder().decode(t)}async function deserializeListBlobFlatSegmentXml(e){let t=await readResponseBodyToText(e),n=await parseXML(t,{includeRoot:!0});return{parsed:listBlobsXmlSerializer.deserialize(ListBlobsFlatSegmentResponse,n.EnumerationResults??n,`EnumerationResults`),bodyAsText:t}}async function deserializeListBlobHierarchySegmentXml(e){let t=await readResponseBodyToText(e),n=await parseXML(t,{includeRoot:!0});return{parsed:listBlobsXmlSerializer.deserialize(ListBlobsHierarchySegmentResponse,n.EnumerationResults??n,`EnumerationResults`),bodyAsText:t}}

// node_modules/@azure/storage-blob/dist/esm/BatchUtils.js
async function getBodyAsText(e){let t=Buffer.alloc(BATCH_MAX_PAYLOAD_IN_BYTES),n=await streamToBuffer2(e.readableStreamBody,t);return t=t.slice(0,n),t.toString()}function utf8ByteLength(e){return Buffer.byteLength(e)}

// node_modules/@azure/storage-blob/dist/esm/BatchResponseParser.js
const HTTP_HEADER_DELIMITER=`: `,SPACE_DELIMITER=` `,NOT_FOUND=-1;var BatchResponseParser=class{batchResponse;responseBatchBoundary;perResponsePrefix;batchResponseEnding;subRequests;constructor(e,t){if(!e||!e.contentType)throw RangeError(`batchResponse is malformed or doesn't contain valid content-type.`);if(!t||t.size===0)throw RangeError(`Invalid state: subRequests is not provided or size is 0.`);this.batchResponse=e,this.subRequests=t,this.responseBatchBoundary=this.batchResponse.contentType.split(`=`)[1],this.perResponsePrefix=`--${this.responseBatchBoundary}\r
`,this.batchResponseEnding=`--${this.responseBatchBoundary}--`}async parseBatchResponse(){if(this.batchResponse._response.status!==HTTPURLConnection.HTTP_ACCEPTED)throw Error(`Invalid state: batch request failed with status: '${this.batchResponse._response.status}'.`);let e=(await getBodyAsText(this.batchResponse)).split(this.batchResponseEnding)[0].split(this.perResponsePrefix).slice(1),t=e.length;if(t!==this.subRequests.size&&t!==1)throw Error(`Invalid state: sub responses' count is not equal to sub requests' count.`);let n=Array(t),r=0,i=0;for(let a=0;a<t;a++){let t=e[a],o={};o.headers=toHttpHeadersLike(createHttpHeaders());let s=t.split(`\r
`),c=!1,l=!1,u=!1,d=-1;for(let e of s)if(!c){if(e.startsWith(HeaderConstants.CONTENT_ID)&&(d=parseInt(e.split(`: `)[1])),e.startsWith(`HTTP/1.1`)){c=!0;let t=e.split(` `);o.status=parseInt(t[1]),o.statusMessage=t.slice(2).join(` `)}}else if(e.trim()===``)l||=!0;else if(l)o.bodyAsText||=``,o.bodyAsText+=e;else{if(e.indexOf(`: `)===-1)throw Error(`Invalid state: find non-empty line '${e}' without HTTP header delimiter ': '.`);let t=e.split(`: `);o.headers.set(t[0],t[1]),t[0]===HeaderConstants.X_MS_ERROR_CODE&&(o.errorCode=t[1],u=!0)}d!==-1&&Number.isInteger(d)&&d>=0&&d<this.subRequests.size&&n[d]===void 0?(o._request=this.subRequests.get(d),n[d]=o):logger.error(`subResponses[${a}] is dropped as the Content-ID is not found or invalid, Content-ID: ${d}`),u?i++:r++}return{subResponses:n,subResponsesSucceededCount:r,subResponsesFailedCount:i}}};

// node_modules/@azure/storage-blob/dist/esm/utils/Mutex.js
var MutexLockStatus;(function(e){e[e.LOCKED=0]=`LOCKED`,e[e.UNLOCKED=1]=`UNLOCKED`})(MutexLockStatus||={});var Mutex=class{static async lock(e){return new Promise(t=>{this.keys[e]===void 0||this.keys[e]===MutexLockStatus.UNLOCKED?(this.keys[e]=MutexLockStatus.LOCKED,t()):this.onUnlockEvent(e,()=>{this.keys[e]=MutexLockStatus.LOCKED,t()})})}static async unlock(e){return new Promise(t=>{this.keys[e]===MutexLockStatus.LOCKED&&this.emitUnlockEvent(e),delete this.keys[e],t()})}static keys={};static listeners={};static onUnlockEvent(e,t){this.listeners[e]===void 0?this.listeners[e]=[t]:this.listeners[e].push(t)}static emitUnlockEvent(e){if(this.listeners[e]!==void 0&&this.listeners[e].length>0){let t=this.listeners[e].shift();setImmediate(()=>{t.call(this)})}}};

// node_modules/@azure/storage-blob/dist/esm/BlobBatch.js
var BlobBatch=class{batchRequest;batch=`batch`;batchType;constructor(){this.batchRequest=new InnerBatchRequest}getMultiPartContentType(){return this.batchRequest.getMultipartContentType()}getHttpRequestBody(){return this.batchRequest.getHttpRequestBody()}getSubRequests(){return this.batchRequest.getSubRequests()}async addSubRequestInternal(e,t){await Mutex.lock(this.batch);try{this.batchRequest.preAddSubRequest(e),await t(),this.batchRequest.postAddSubRequest(e)}finally{await Mutex.unlock(this.batch)}}setBatchType(e){if(this.batchType||=e,this.batchType!==e)throw RangeError(`BlobBatch only supports one operation type per batch and it already is being used for ${this.batchType} operations.`)}async deleteBlob(e,t,n){let r,i;if(typeof e==`string`&&(isNodeLike&&t instanceof StorageSharedKeyCredential||t instanceof AnonymousCredential||isTokenCredential(t)))r=e,i=t;else if(e instanceof BlobClient)r=e.url,i=e.credential,n=t;else throw RangeError(`Invalid arguments. Either url and credential, or BlobClient need be provided.`);return n||={},tracingClient.withSpan(`BatchDeleteRequest-addSubRequest`,n,async e=>{this.setBatchType(`delete`),await this.addSubRequestInternal({url:r,credential:i},async()=>{await new BlobClient(r,this.batchRequest.createPipeline(i)).delete(e)})})}async setBlobAccessTier(e,t,n,r){let i,a,o;if(typeof e==`string`&&(isNodeLike&&t instanceof StorageSharedKeyCredential||t instanceof AnonymousCredential||isTokenCredential(t)))i=e,a=t,o=n;else if(e instanceof BlobClient)i=e.url,a=e.credential,o=t,r=n;else throw RangeError(`Invalid arguments. Either url and credential, or BlobClient need be provided.`);return r||={},tracingClient.withSpan(`BatchSetTierRequest-addSubRequest`,r,async e=>{this.setBatchType(`setAccessTier`),await this.addSubRequestInternal({url:i,credential:a},async()=>{await new BlobClient(i,this.batchRequest.createPipeline(a)).setAccessTier(o,e)})})}},InnerBatchRequest=class{operationCount;body;subRequests;boundary;subRequestPrefix;multipartContentType;batchRequestEnding;constructor(){this.operationCount=0,this.body=``;let e=randomUUID$1();this.boundary=`batch_${e}`,this.subRequestPrefix=`--${this.boundary}\r
${HeaderConstants.CONTENT_TYPE}: application/http\r
${HeaderConstants.CONTENT_TRANSFER_ENCODING}: binary`,this.multipartContentType=`multipart/mixed; boundary=${this.boundary}`,this.batchRequestEnding=`--${this.boundary}--`,this.subRequests=new Map}createPipeline(e){let t=createEmptyPipeline();t.addPolicy(serializationPolicy({stringifyXML,serializerOptions:{xml:{xmlCharKey:`#`}}}),{phase:`Serialize`}),t.addPolicy(batchHeaderFilterPolicy()),t.addPolicy(batchRequestAssemblePolicy(this),{afterPhase:`Sign`}),isTokenCredential(e)?t.addPolicy(bearerTokenAuthenticationPolicy({credential:e,scopes:StorageOAuthScopes,challengeCallbacks:{authorizeRequestOnChallenge:authorizeRequestOnTenantChallenge}}),{phase:`Sign`}):e instanceof StorageSharedKeyCredential&&t.addPolicy(storageSharedKeyCredentialPolicy({accountName:e.accountName,accountKey:e.accountKey}),{phase:`Sign`});let n=new Pipeline([]);return n._credential=e,n._corePipeline=t,n}appendSubRequestToBody(e){this.body+=[this.subRequestPrefix,`${HeaderConstants.CONTENT_ID}: ${this.operationCount}`,``,`${e.method.toString()} ${getURLPathAndQuery(e.url)} ${HTTP_VERSION_1_1}\r
`].join(`\r
`);for(let[t,n]of e.headers)this.body+=`${t}: ${n}\r
`;this.body+=`\r
`}preAddSubRequest(e){if(this.operationCount>=256)throw RangeError(`Cannot exceed 256 sub requests in a single batch`);let t=getURLPath(e.url);if(!t||t===``)throw RangeError(`Invalid url for sub request: '${e.url}'`)}postAddSubRequest(e){this.subRequests.set(this.operationCount,e),this.operationCount++}getHttpRequestBody(){return`${this.body}${this.batchRequestEnding}\r
`}getMultipartContentType(){return this.multipartContentType}getSubRequests(){return this.subRequests}};function batchRequestAssemblePolicy(e){return{name:`batchRequestAssemblePolicy`,async sendRequest(t){return e.appendSubRequestToBody(t),{request:t,status:200,headers:createHttpHeaders()}}}}function batchHeaderFilterPolicy(){return{name:`batchHeaderFilterPolicy`,async sendRequest(e,t){let n=``;for(let[t]of e.headers)iEqual(t,HeaderConstants.X_MS_VERSION)&&(n=t);return n!==``&&e.headers.delete(n),t(e)}}}

// node_modules/@azure/storage-blob/dist/esm/BlobBatchClient.js
var BlobBatchClient=class{serviceOrContainerContext;constructor(e,t,n){let r;r=isPipelineLike(t)?t:t?newPipeline(t,n):newPipeline(new AnonymousCredential,n);let i=new StorageContextClient(e,getCoreClientOptions(r)),a=getURLPath(e);this.serviceOrContainerContext=a&&a!==`/`?i.container:i.service}createBatch(){return new BlobBatch}async deleteBlobs(e,t,n){let r=new BlobBatch;for(let i of e)typeof i==`string`?await r.deleteBlob(i,t,n):await r.deleteBlob(i,t);return this.submitBatch(r)}async setBlobsAccessTier(e,t,n,r){let i=new BlobBatch;for(let a of e)typeof a==`string`?await i.setBlobAccessTier(a,t,n,r):await i.setBlobAccessTier(a,t,n);return this.submitBatch(i)}async submitBatch(e,t={}){if(!e||e.getSubRequests().size===0)throw RangeError(`Batch request should contain one or more sub requests.`);return tracingClient.withSpan(`BlobBatchClient-submitBatch`,t,async t=>{let n=e.getHttpRequestBody(),r=assertResponse(await this.serviceOrContainerContext.submitBatch(utf8ByteLength(n),e.getMultiPartContentType(),n,{...t})),i=await new BatchResponseParser(r,e.getSubRequests()).parseBatchResponse();return{_response:r._response,contentType:r.contentType,errorCode:r.errorCode,requestId:r.requestId,clientRequestId:r.clientRequestId,version:r.version,subResponses:i.subResponses,subResponsesSucceededCount:i.subResponsesSucceededCount,subResponsesFailedCount:i.subResponsesFailedCount}})}};

// node_modules/@azure/storage-blob/dist/esm/ContainerClient.js
function mapBlobItemInternal(e){return{...e,name:BlobNameToString(e.name),tags:toTags(e.blobTags),objectReplicationSourceProperties:parseObjectReplicationRecord(e.objectReplicationMetadata)}}function mapBlobPrefixInternal(e){return{...e,name:BlobNameToString(e.name)}}function isApacheArrow(e){return(e??``).split(`;`)[0].trim().toLowerCase()===ApacheArrowContentType}function withListSegmentResponseMetadata(e,t,n,r=``){return{...e,clientRequestId:t.clientRequestId,requestId:t.requestId,version:t.version,date:t.date,contentType:t.contentType,_response:{...t._response,bodyAsText:r,parsedBody:n}}}var ContainerClient=class extends StorageClient{containerContext;_containerName;blobClientConfig;get containerName(){return this._containerName}constructor(e,t,n){let r,i;if(n||={},isPipelineLike(t))i=e,r=t;else if(isNodeLike&&t instanceof StorageSharedKeyCredential||t instanceof AnonymousCredential||isTokenCredential(t))i=e,r=newPipeline(t,n);else if(!t&&typeof t!=`string`)i=e,r=newPipeline(new AnonymousCredential,n);else if(t&&typeof t==`string`){let a=t,o=extractConnectionStringParts(e);if(o.kind===`AccountConnString`){if(isNodeLike){let e=new StorageSharedKeyCredential(o.accountName,o.accountKey);i=appendToURLPath(o.url,encodeURIComponent(a)),n.proxyOptions||(n.proxyOptions=getDefaultProxySettings(o.proxyUri)),r=newPipeline(e,n)}else throw Error(`Account connection string is only supported in Node.js environment`)}else if(o.kind===`SASConnString`)i=appendToURLPath(o.url,encodeURIComponent(a))+`?`+o.accountSas,r=newPipeline(new AnonymousCredential,n);else throw Error(`Connection string must be either an Account connection string or a SAS connection string`)}else throw Error(`Expecting non-empty strings for containerName parameter`);super(i,r),this._containerName=this.getContainerNameFromUrl(),this.containerContext=this.storageClientContext.container,this.blobClientConfig=n}async create(e={}){return tracingClient.withSpan(`ContainerClient-create`,e,async e=>assertResponse(await this.containerContext.create(e)))}async createIfNotExists(e={}){return tracingClient.withSpan(`ContainerClient-createIfNotExists`,e,async e=>{try{let t=await this.create(e);return{succeeded:!0,...t,_response:t._response}}catch(e){if(e.details?.errorCode===`ContainerAlreadyExists`)return{succeeded:!1,...e.response?.parsedHeaders,_response:e.response};throw e}})}async exists(e={}){return tracingClient.withSpan(`ContainerClient-exists`,e,async t=>{try{return await this.getProperties({abortSignal:e.abortSignal,tracingOptions:t.tracingOptions}),!0}catch(e){if(e.statusCode===404)return!1;throw e}})}getBlobClient(e){return new BlobClient(appendToURLPath(this.url,EscapePath(e)),this.pipeline,this.blobClientConfig)}getAppendBlobClient(e){return new AppendBlobClient(appendToURLPath(this.url,EscapePath(e)),this.pipeline,this.blobClientConfig)}getBlockBlobClient(e){return new BlockBlobClient(appendToURLPath(this.url,EscapePath(e)),this.pipeline,this.blobClientConfig)}getPageBlobClient(e){return new PageBlobClient(appendToURLPath(this.url,EscapePath(e)),this.pipeline,this.blobClientConfig)}async getProperties(e={}){return e.conditions||={},tracingClient.withSpan(`ContainerClient-getProperties`,e,async t=>assertResponse(await this.containerContext.getProperties({abortSignal:e.abortSignal,...e.conditions,tracingOptions:t.tracingOptions})))}async delete(e={}){return e.conditions||={},tracingClient.withSpan(`ContainerClient-delete`,e,async t=>assertResponse(await this.containerContext.delete({abortSignal:e.abortSignal,leaseAccessConditions:e.conditions,modifiedAccessConditions:e.conditions,tracingOptions:t.tracingOptions})))}async deleteIfExists(e={}){return tracingClient.withSpan(`ContainerClient-deleteIfExists`,e,async e=>{try{let t=await this.delete(e);return{succeeded:!0,...t,_response:t._response}}catch(e){if(e.details?.errorCode===`ContainerNotFound`)return{succeeded:!1,...e.response?.parsedHeaders,_response:e.response};throw e}})}async setMetadata(e,t={}){if(t.conditions||={},t.conditions.ifUnmodifiedSince)throw RangeError(`the IfUnmodifiedSince must have their default values because they are ignored by the blob service`);return tracingClient.withSpan(`ContainerClient-setMetadata`,t,async n=>assertResponse(await this.containerContext.setMetadata({abortSignal:t.abortSignal,leaseAccessConditions:t.conditions,metadata:e,modifiedAccessConditions:t.conditions,tracingOptions:n.tracingOptions})))}async getAccessPolicy(e={}){return e.conditions||={},tracingClient.withSpan(`ContainerClient-getAccessPolicy`,e,async t=>{let n=assertResponse(await this.containerContext.getAccessPolicy({abortSignal:e.abortSignal,leaseAccessConditions:e.conditions,tracingOptions:t.tracingOptions})),r={_response:n._response,blobPublicAccess:n.blobPublicAccess,date:n.date,etag:n.etag,errorCode:n.errorCode,lastModified:n.lastModified,requestId:n.requestId,clientRequestId:n.clientRequestId,signedIdentifiers:[],version:n.version};for(let e of n){let t;e.accessPolicy&&(t={permissions:e.accessPolicy.permissions},e.accessPolicy.expiresOn&&(t.expiresOn=new Date(e.accessPolicy.expiresOn)),e.accessPolicy.startsOn&&(t.startsOn=new Date(e.accessPolicy.startsOn))),r.signedIdentifiers.push({accessPolicy:t,id:e.id})}return r})}async setAccessPolicy(e,t,n={}){return n.conditions=n.conditions||{},tracingClient.withSpan(`ContainerClient-setAccessPolicy`,n,async r=>{let i=[];for(let e of t||[])i.push({accessPolicy:{expiresOn:e.accessPolicy.expiresOn?truncatedISO8061Date(e.accessPolicy.expiresOn):``,permissions:e.accessPolicy.permissions,startsOn:e.accessPolicy.startsOn?truncatedISO8061Date(e.accessPolicy.startsOn):``},id:e.id});return assertResponse(await this.containerContext.setAccessPolicy({abortSignal:n.abortSignal,access:e,containerAcl:i,leaseAccessConditions:n.conditions,modifiedAccessConditions:n.conditions,tracingOptions:r.tracingOptions}))})}getBlobLeaseClient(e){return new BlobLeaseClient(this,e)}async uploadBlockBlob(e,t,n,r={}){return tracingClient.withSpan(`ContainerClient-uploadBlockBlob`,r,async r=>{let i=this.getBlockBlobClient(e);return{blockBlobClient:i,response:await i.upload(t,n,r)}})}async deleteBlob(e,t={}){return tracingClient.withSpan(`ContainerClient-deleteBlob`,t,async n=>{let r=this.getBlobClient(e);return t.versionId&&(r=r.withVersion(t.versionId)),r.delete(n)})}async listBlobFlatSegment(e,t={}){return tracingClient.withSpan(`ContainerClient-listBlobFlatSegment`,t,async n=>{if(resolveResponseFormat(t.responseFormat)===StorageResponseFormat.Arrow)return this.listBlobFlatSegmentApacheArrow(e,{...t,tracingOptions:n.tracingOptions});let r=assertResponse(await this.containerContext.listBlobFlatSegment({marker:e,...t,tracingOptions:n.tracingOptions}));return{...r,_response:{...r._response,parsedBody:ConvertInternalResponseOfListBlobFlat(r._response.parsedBody)},segment:{...r.segment,blobItems:r.segment.blobItems.map(mapBlobItemInternal)}}})}async listBlobFlatSegmentApacheArrow(e,t){let n=assertResponse(await this.containerContext.listBlobFlatSegmentApacheArrow({marker:e,...t}));if(!isApacheArrow(n.contentType)){let{parsed:e,bodyAsText:t}=await deserializeListBlobFlatSegmentXml(n);return withListSegmentResponseMetadata({...e,segment:{...e.segment,blobItems:(e.segment?.blobItems??[]).map(mapBlobItemInternal)}},n,ConvertInternalResponseOfListBlobFlat(e),t)}let r=await(void 0)(n),i=new URL(this.url),a=i.pathname.replace(/\/+$/,``);i.pathname=a.slice(0,a.lastIndexOf(`/`)+1),i.search=``,i.hash=``;let o=i.toString(),s={serviceEndpoint:o,containerName:this.containerName,prefix:t.prefix,marker:e,maxPageSize:t.maxPageSize,segment:{blobItems:r.blobItems},continuationToken:r.nextMarker};return withListSegmentResponseMetadata({serviceEndpoint:o,containerName:this.containerName,prefix:t.prefix,marker:e,maxPageSize:t.maxPageSize,segment:{blobItems:r.blobItems.map(mapBlobItemInternal)},continuationToken:r.nextMarker},n,ConvertInternalResponseOfListBlobFlat(s))}async listBlobHierarchySegment(e,t,n={}){return tracingClient.withSpan(`ContainerClient-listBlobHierarchySegment`,n,async r=>{if(resolveResponseFormat(n.responseFormat)===StorageResponseFormat.Arrow)return this.listBlobHierarchySegmentApacheArrow(e,t,{...n,tracingOptions:r.tracingOptions});let i=assertResponse(await this.containerContext.listBlobHierarchySegment(e,{marker:t,...n,tracingOptions:r.tracingOptions}));return{...i,_response:{...i._response,parsedBody:ConvertInternalResponseOfListBlobHierarchy(i._response.parsedBody)},segment:{...i.segment,blobItems:i.segment.blobItems.map(mapBlobItemInternal),blobPrefixes:i.segment.blobPrefixes?.map(mapBlobPrefixInternal)}}})}async listBlobHierarchySegmentApacheArrow(e,t,n){let r=assertResponse(await this.containerContext.listBlobHierarchySegmentApacheArrow(e,{marker:t,...n}));if(!isApacheArrow(r.contentType)){let{parsed:e,bodyAsText:t}=await deserializeListBlobHierarchySegmentXml(r);return withListSegmentResponseMetadata({...e,segment:{...e.segment,blobItems:(e.segment?.blobItems??[]).map(mapBlobItemInternal),blobPrefixes:e.segment?.blobPrefixes?.map(mapBlobPrefixInternal)}},r,ConvertInternalResponseOfListBlobHierarchy(e),t)}let i=await(void 0)(r),a=new URL(this.url),o=a.pathname.replace(/\/+$/,``);a.pathname=o.slice(0,o.lastIndexOf(`/`)+1),a.search=``,a.hash=``;let s=a.toString(),c={serviceEndpoint:s,containerName:this.containerName,prefix:n.prefix,marker:t,maxPageSize:n.maxPageSize,delimiter:e,segment:{blobItems:i.blobItems,blobPrefixes:i.blobPrefixes},continuationToken:i.nextMarker};return withListSegmentResponseMetadata({serviceEndpoint:s,containerName:this.containerName,prefix:n.prefix,marker:t,maxPageSize:n.maxPageSize,delimiter:e,segment:{blobItems:i.blobItems.map(mapBlobItemInternal),blobPrefixes:i.blobPrefixes.map(mapBlobPrefixInternal)},continuationToken:i.nextMarker},r,ConvertInternalResponseOfListBlobHierarchy(c))}async*listSegments(e,t={}){let n;if(e||e===void 0)do n=await this.listBlobFlatSegment(e,t),e=n.continuationToken,yield await n;while(e)}async*listItems(e={}){let t;for await(let n of this.listSegments(t,e))yield*n.segment.blobItems}listBlobsFlat(e={}){if(e.endBefore!==void 0&&resolveResponseFormat(e.responseFormat)!==StorageResponseFormat.Arrow)throw RangeError(`The 'endBefore' option is only supported when 'responseFormat' is StorageResponseFormat.Arrow.`);let t=[];e.includeCopy&&t.push(`copy`),e.includeDeleted&&t.push(`deleted`),e.includeMetadata&&t.push(`metadata`),e.includeSnapshots&&t.push(`snapshots`),e.includeVersions&&t.push(`versions`),e.includeUncommitedBlobs&&t.push(`uncommittedblobs`),e.includeTags&&t.push(`tags`),e.includeDeletedWithVersions&&t.push(`deletedwithversions`),e.includeImmutabilityPolicy&&t.push(`immutabilitypolicy`),e.includeLegalHold&&t.push(`legalhold`),e.prefix===``&&(e.prefix=void 0);let n={...e,...t.length>0?{include:t}:{}},r=this.listItems(n);return{next(){return r.next()},[Symbol.asyncIterator](){return this},byPage:(e={})=>this.listSegments(e.continuationToken,{maxPageSize:e.maxPageSize,...n})}}async*listHierarchySegments(e,t,n={}){let r;if(t||t===void 0)do r=await this.listBlobHierarchySegment(e,t,n),t=r.continuationToken,yield await r;while(t)}async*listItemsByHierarchy(e,t={}){let n;for await(let r of this.listHierarchySegments(e,n,t)){let e=r.segment;if(e.blobPrefixes)for(let t of e.blobPrefixes)yield{kind:`prefix`,...t};for(let t of e.blobItems)yield{kind:`blob`,...t}}}listBlobsByHierarchy(e,t={}){if(e===``)throw RangeError(`delimiter should contain one or more characters`);if(t.endBefore!==void 0&&resolveResponseFormat(t.responseFormat)!==StorageResponseFormat.Arrow)throw RangeError(`The 'endBefore' option is only supported when 'responseFormat' is StorageResponseFormat.Arrow.`);let n=[];t.includeCopy&&n.push(`copy`),t.includeDeleted&&n.push(`deleted`),t.includeMetadata&&n.push(`metadata`),t.includeSnapshots&&n.push(`snapshots`),t.includeVersions&&n.push(`versions`),t.includeUncommitedBlobs&&n.push(`uncommittedblobs`),t.includeTags&&n.push(`tags`),t.includeDeletedWithVersions&&n.push(`deletedwithversions`),t.includeImmutabilityPolicy&&n.push(`immutabilitypolicy`),t.includeLegalHold&&n.push(`legalhold`),t.prefix===``&&(t.prefix=void 0);let r={...t,...n.length>0?{include:n}:{}},i=this.listItemsByHierarchy(e,r);return{async next(){return i.next()},[Symbol.asyncIterator](){return this},byPage:(t={})=>this.listHierarchySegments(e,t.continuationToken,{maxPageSize:t.maxPageSize,...r})}}async findBlobsByTagsSegment(e,t,n={}){return tracingClient.withSpan(`ContainerClient-findBlobsByTagsSegment`,n,async r=>{let i=assertResponse(await this.containerContext.filterBlobs({abortSignal:n.abortSignal,where:e,marker:t,maxPageSize:n.maxPageSize,tracingOptions:r.tracingOptions}));return{...i,_response:i._response,blobs:i.blobs.map(e=>{let t=``;return e.tags?.blobTagSet.length===1&&(t=e.tags.blobTagSet[0].value),{...e,tags:toTags(e.tags),tagValue:t}})}})}async*findBlobsByTagsSegments(e,t,n={}){let r;if(t||t===void 0)do r=await this.findBlobsByTagsSegment(e,t,n),r.blobs=r.blobs||[],t=r.continuationToken,yield r;while(t)}async*findBlobsByTagsItems(e,t={}){let n;for await(let r of this.findBlobsByTagsSegments(e,n,t))yield*r.blobs}findBlobsByTags(e,t={}){let n={...t},r=this.findBlobsByTagsItems(e,n);return{next(){return r.next()},[Symbol.asyncIterator](){return this},byPage:(t={})=>this.findBlobsByTagsSegments(e,t.continuationToken,{maxPageSize:t.maxPageSize,...n})}}async getAccountInfo(e={}){return tracingClient.withSpan(`ContainerClient-getAccountInfo`,e,async t=>assertResponse(await this.containerContext.getAccountInfo({abortSignal:e.abortSignal,tracingOptions:t.tracingOptions})))}getContainerNameFromUrl(){let e;try{let t=new URL(this.url);if(e=t.hostname.split(`.`)[1]===`blob`?t.pathname.split(`/`)[1]:isIpEndpointStyle(t)?t.pathname.split(`/`)[2]:t.pathname.split(`/`)[1],e=decodeURIComponent(e),!e)throw Error(`Provided containerName is invalid.`);return e}catch{throw Error(`Unable to extract containerName with provided information.`)}}generateSasUrl(e){return new Promise(t=>{if(!(this.credential instanceof StorageSharedKeyCredential))throw RangeError(`Can only generate the SAS when the client is initialized with a shared key credential`);let n=generateBlobSASQueryParameters({containerName:this._containerName,...e},this.credential).toString();t(appendToURLQuery(this.url,n))})}generateSasStringToSign(e){if(!(this.credential instanceof StorageSharedKeyCredential))throw RangeError(`Can only generate the SAS when the client is initialized with a shared key credential`);return generateBlobSASQueryParametersInternal({containerName:this._containerName,...e},this.credential).stringToSign}generateUserDelegationSasUrl(e,t){return new Promise(n=>{let r=generateBlobSASQueryParameters({containerName:this._containerName,...e},t,this.accountName).toString();n(appendToURLQuery(this.url,r))})}generateUserDelegationSasStringToSign(e,t){return generateBlobSASQueryParametersInternal({containerName:this._containerName,...e},t,this.accountName).stringToSign}getBlobBatchClient(){return new BlobBatchClient(this.url,this.pipeline)}};

// node_modules/@azure/storage-blob/dist/esm/sas/AccountSASPermissions.js
var AccountSASPermissions=class AccountSASPermissions{static parse(e){let t=new AccountSASPermissions;for(let n of e)switch(n){case`r`:t.read=!0;break;case`w`:t.write=!0;break;case`d`:t.delete=!0;break;case`x`:t.deleteVersion=!0;break;case`l`:t.list=!0;break;case`a`:t.add=!0;break;case`c`:t.create=!0;break;case`u`:t.update=!0;break;case`p`:t.process=!0;break;case`t`:t.tag=!0;break;case`f`:t.filter=!0;break;case`i`:t.setImmutabilityPolicy=!0;break;case`y`:t.permanentDelete=!0;break;default:throw RangeError(`Invalid permission character: ${n}`)}return t}static from(e){let t=new AccountSASPermissions;return e.read&&(t.read=!0),e.write&&(t.write=!0),e.delete&&(t.delete=!0),e.deleteVersion&&(t.deleteVersion=!0),e.filter&&(t.filter=!0),e.tag&&(t.tag=!0),e.list&&(t.list=!0),e.add&&(t.add=!0),e.create&&(t.create=!0),e.update&&(t.update=!0),e.process&&(t.process=!0),e.setImmutabilityPolicy&&(t.setImmutabilityPolicy=!0),e.permanentDelete&&(t.permanentDelete=!0),t}read=!1;write=!1;delete=!1;deleteVersion=!1;list=!1;add=!1;create=!1;update=!1;process=!1;tag=!1;filter=!1;setImmutabilityPolicy=!1;permanentDelete=!1;toString(){let e=[];return this.read&&e.push(`r`),this.write&&e.push(`w`),this.delete&&e.push(`d`),this.deleteVersion&&e.push(`x`),this.filter&&e.push(`f`),this.tag&&e.push(`t`),this.list&&e.push(`l`),this.add&&e.push(`a`),this.create&&e.push(`c`),this.update&&e.push(`u`),this.process&&e.push(`p`),this.setImmutabilityPolicy&&e.push(`i`),this.permanentDelete&&e.push(`y`),e.join(``)}};

// node_modules/@azure/storage-blob/dist/esm/sas/AccountSASResourceTypes.js
var AccountSASResourceTypes=class AccountSASResourceTypes{static parse(e){let t=new AccountSASResourceTypes;for(let n of e)switch(n){case`s`:t.service=!0;break;case`c`:t.container=!0;break;case`o`:t.object=!0;break;default:throw RangeError(`Invalid resource type: ${n}`)}return t}service=!1;container=!1;object=!1;toString(){let e=[];return this.service&&e.push(`s`),this.container&&e.push(`c`),this.object&&e.push(`o`),e.join(``)}};

// node_modules/@azure/storage-blob/dist/esm/sas/AccountSASServices.js
var AccountSASServices=class AccountSASServices{static parse(e){let t=new AccountSASServices;for(let n of e)switch(n){case`b`:t.blob=!0;break;case`f`:t.file=!0;break;case`q`:t.queue=!0;break;case`t`:t.table=!0;break;default:throw RangeError(`Invalid service character: ${n}`)}return t}blob=!1;file=!1;queue=!1;table=!1;toString(){let e=[];return this.blob&&e.push(`b`),this.table&&e.push(`t`),this.queue&&e.push(`q`),this.file&&e.push(`f`),e.join(``)}};

// node_modules/@azure/storage-blob/dist/esm/sas/AccountSASSignatureValues.js
function generateAccountSASQueryParameters(e,t){return generateAccountSASQueryParametersInternal(e,t).sasQueryParameters}function generateAccountSASQueryParametersInternal(e,t){let n=e.version?e.version:SERVICE_VERSION;if(e.permissions&&e.permissions.setImmutabilityPolicy&&n<`2020-08-04`)throw RangeError(`'version' must be >= '2020-08-04' when provided 'i' permission.`);if(e.permissions&&e.permissions.deleteVersion&&n<`2019-10-10`)throw RangeError(`'version' must be >= '2019-10-10' when provided 'x' permission.`);if(e.permissions&&e.permissions.permanentDelete&&n<`2019-10-10`)throw RangeError(`'version' must be >= '2019-10-10' when provided 'y' permission.`);if(e.permissions&&e.permissions.tag&&n<`2019-12-12`)throw RangeError(`'version' must be >= '2019-12-12' when provided 't' permission.`);if(e.permissions&&e.permissions.filter&&n<`2019-12-12`)throw RangeError(`'version' must be >= '2019-12-12' when provided 'f' permission.`);if(e.encryptionScope&&n<`2020-12-06`)throw RangeError(`'version' must be >= '2020-12-06' when provided 'encryptionScope' in SAS.`);let r=AccountSASPermissions.parse(e.permissions.toString()),i=AccountSASServices.parse(e.services).toString(),a=AccountSASResourceTypes.parse(e.resourceTypes).toString(),o;o=n>=`2020-12-06`?[t.accountName,r,i,a,e.startsOn?truncatedISO8061Date(e.startsOn,!1):``,truncatedISO8061Date(e.expiresOn,!1),e.ipRange?ipRangeToString(e.ipRange):``,e.protocol?e.protocol:``,n,e.encryptionScope?e.encryptionScope:``,``].join(`
`):[t.accountName,r,i,a,e.startsOn?truncatedISO8061Date(e.startsOn,!1):``,truncatedISO8061Date(e.expiresOn,!1),e.ipRange?ipRangeToString(e.ipRange):``,e.protocol?e.protocol:``,n,``].join(`
`);let s=t.computeHMACSHA256(o);return{sasQueryParameters:new SASQueryParameters(n,s,r.toString(),i,a,e.protocol,e.startsOn,e.expiresOn,e.ipRange,void 0,void 0,void 0,void 0,void 0,void 0,void 0,void 0,void 0,void 0,e.encryptionScope),stringToSign:o}}

// node_modules/@azure/storage-blob/dist/esm/BlobServiceClient.js
function isBlobGetUserDelegationKeyParameters(e){return!e||typeof e!=`object`?!1:e.expiresOn instanceof Date}var BlobServiceClient=class BlobServiceClient extends StorageClient{serviceContext;blobClientConfig;static fromConnectionString(e,t){t||={};let n=extractConnectionStringParts(e);if(n.kind===`AccountConnString`){if(isNodeLike){let e=new StorageSharedKeyCredential(n.accountName,n.accountKey);t.proxyOptions||(t.proxyOptions=getDefaultProxySettings(n.proxyUri));let r=newPipeline(e,t);return new BlobServiceClient(n.url,r)}throw Error(`Account connection string is only supported in Node.js environment`)}if(n.kind===`SASConnString`){let e=newPipeline(new AnonymousCredential,t);return new BlobServiceClient(n.url+`?`+n.accountSas,e,t)}throw Error(`Connection string must be either an Account connection string or a SAS connection string`)}constructor(e,t,n){n??={};let r;r=isPipelineLike(t)?t:isNodeLike&&t instanceof StorageSharedKeyCredential||t instanceof AnonymousCredential||isTokenCredential(t)?newPipeline(t,n):newPipeline(new AnonymousCredential,n),super(e,r),this.serviceContext=this.storageClientContext.service,this.blobClientConfig=n}getContainerClient(e){return new ContainerClient(appendToURLPath(this.url,encodeURIComponent(e)),this.pipeline,this.blobClientConfig)}async createContainer(e,t={}){return tracingClient.withSpan(`BlobServiceClient-createContainer`,t,async t=>{let n=this.getContainerClient(e);return{containerClient:n,containerCreateResponse:await n.create(t)}})}async deleteContainer(e,t={}){return tracingClient.withSpan(`BlobServiceClient-deleteContainer`,t,async t=>this.getContainerClient(e).delete(t))}async undeleteContainer(e,t,n={}){return tracingClient.withSpan(`BlobServiceClient-undeleteContainer`,n,async r=>{let i=this.getContainerClient(n.destinationContainerName||e),a=i.storageClientContext.container;return{containerClient:i,containerUndeleteResponse:assertResponse(await a.restore({deletedContainerName:e,deletedContainerVersion:t,tracingOptions:r.tracingOptions}))}})}async getProperties(e={}){return tracingClient.withSpan(`BlobServiceClient-getProperties`,e,async t=>assertResponse(await this.serviceContext.getProperties({abortSignal:e.abortSignal,tracingOptions:t.tracingOptions})))}async setProperties(e,t={}){return tracingClient.withSpan(`BlobServiceClient-setProperties`,t,async n=>assertResponse(await this.serviceContext.setProperties(e,{abortSignal:t.abortSignal,tracingOptions:n.tracingOptions})))}async getStatistics(e={}){return tracingClient.withSpan(`BlobServiceClient-getStatistics`,e,async t=>assertResponse(await this.serviceContext.getStatistics({abortSignal:e.abortSignal,tracingOptions:t.tracingOptions})))}async getAccountInfo(e={}){return tracingClient.withSpan(`BlobServiceClient-getAccountInfo`,e,async t=>assertResponse(await this.serviceContext.getAccountInfo({abortSignal:e.abortSignal,tracingOptions:t.tracingOptions})))}async listContainersSegment(e,t={}){return tracingClient.withSpan(`BlobServiceClient-listContainersSegment`,t,async n=>assertResponse(await this.serviceContext.listContainersSegment({abortSignal:t.abortSignal,marker:e,...t,include:typeof t.include==`string`?[t.include]:t.include,tracingOptions:n.tracingOptions})))}async findBlobsByTagsSegment(e,t,n={}){return tracingClient.withSpan(`BlobServiceClient-findBlobsByTagsSegment`,n,async r=>{let i=assertResponse(await this.serviceContext.filterBlobs({abortSignal:n.abortSignal,where:e,marker:t,maxPageSize:n.maxPageSize,tracingOptions:r.tracingOptions}));return{...i,_response:i._response,blobs:i.blobs.map(e=>{let t=``;return e.tags?.blobTagSet.length===1&&(t=e.tags.blobTagSet[0].value),{...e,tags:toTags(e.tags),tagValue:t}})}})}async*findBlobsByTagsSegments(e,t,n={}){let r;if(t||t===void 0)do r=await this.findBlobsByTagsSegment(e,t,n),r.blobs=r.blobs||[],t=r.continuationToken,yield r;while(t)}async*findBlobsByTagsItems(e,t={}){let n;for await(let r of this.findBlobsByTagsSegments(e,n,t))yield*r.blobs}findBlobsByTags(e,t={}){let n={...t},r=this.findBlobsByTagsItems(e,n);return{next(){return r.next()},[Symbol.asyncIterator](){return this},byPage:(t={})=>this.findBlobsByTagsSegments(e,t.continuationToken,{maxPageSize:t.maxPageSize,...n})}}async*listSegments(e,t={}){let n;if(e||e===void 0)do n=await this.listContainersSegment(e,t),n.containerItems=n.containerItems||[],e=n.continuationToken,yield await n;while(e)}async*listItems(e={}){let t;for await(let n of this.listSegments(t,e))yield*n.containerItems}listContainers(e={}){e.prefix===``&&(e.prefix=void 0);let t=[];e.includeDeleted&&t.push(`deleted`),e.includeMetadata&&t.push(`metadata`),e.includeSystem&&t.push(`system`);let n={...e,...t.length>0?{include:t}:{}},r=this.listItems(n);return{next(){return r.next()},[Symbol.asyncIterator](){return this},byPage:(e={})=>this.listSegments(e.continuationToken,{maxPageSize:e.maxPageSize,...n})}}async getUserDelegationKey(e,t,n={}){let r=e,i=t,a,o=n;return isBlobGetUserDelegationKeyParameters(e)&&(r=e.startsOn,i=e.expiresOn,a=e.delegatedUserTenantId,o=t,o??={}),tracingClient.withSpan(`BlobServiceClient-getUserDelegationKey`,o,async e=>{let t=assertResponse(await this.serviceContext.getUserDelegationKey({startsOn:truncatedISO8061Date(r,!1),expiresOn:truncatedISO8061Date(i,!1),delegatedUserTid:a},{abortSignal:o.abortSignal,tracingOptions:e.tracingOptions})),n={signedObjectId:t.signedObjectId,signedTenantId:t.signedTenantId,signedStartsOn:new Date(t.signedStartsOn),signedExpiresOn:new Date(t.signedExpiresOn),signedService:t.signedService,signedVersion:t.signedVersion,signedDelegatedUserTenantId:t.signedDelegatedUserTenantId,value:t.value};return{_response:t._response,requestId:t.requestId,clientRequestId:t.clientRequestId,version:t.version,date:t.date,errorCode:t.errorCode,...n}})}getBlobBatchClient(){return new BlobBatchClient(this.url,this.pipeline)}generateAccountSasUrl(e,t=AccountSASPermissions.parse(`r`),n=`sco`,r={}){if(!(this.credential instanceof StorageSharedKeyCredential))throw RangeError(`Can only generate the account SAS when the client is initialized with a shared key credential`);e===void 0&&(e=new Date(new Date().getTime()+36e5));let i=generateAccountSASQueryParameters({permissions:t,expiresOn:e,resourceTypes:n,services:AccountSASServices.parse(`b`).toString(),...r},this.credential).toString();return appendToURLQuery(this.url,i)}generateSasStringToSign(e,t=AccountSASPermissions.parse(`r`),n=`sco`,r={}){if(!(this.credential instanceof StorageSharedKeyCredential))throw RangeError(`Can only generate the account SAS when the client is initialized with a shared key credential`);return e===void 0&&(e=new Date(new Date().getTime()+36e5)),generateAccountSASQueryParametersInternal({permissions:t,expiresOn:e,resourceTypes:n,services:AccountSASServices.parse(`b`).toString(),...r},this.credential).stringToSign}};

// src/store/azure-fault.ts
/** What the service calls it, such as `BlobNotFound`; empty where it says nothing. */
const azureCode = ({ code, response }) => code ?? response?.headers?.get("x-ms-error-code") ?? "";
/** What went wrong with one request. */
function azureFault(error, asked) {
	const { place, key, act, isAnonymous } = asked;
	const { statusCode: status = 0, fault, response } = error;
	const code = azureCode(error);
	const words = wordsOf(`${code || error.name}: ${error.message}`);
	if (fault) return {
		reason: fault.reason === "certificate" ? "refused" : "unreachable",
		message: fault.message
	};
	if (isBusy(status)) {
		const retryAfter = response?.headers?.get("retry-after");
		return {
			reason: "busy",
			message: `Azure is busy: ${words}`,
			...retryAfter !== void 0 && { retryAfter }
		};
	}
	if (status < 300) return {
		reason: "unreachable",
		message: `Azure's answer broke off: ${words}`
	};
	if (code === "Md5Mismatch") return {
		reason: "unreachable",
		message: `Azure got something else: ${words}`
	};
	if (code === "InvalidBlockList") return uploadGone(asked);
	if (status === 404 && !/^(BlobNotFound|)$/.test(code)) return {
		reason: "missing",
		message: `there is no container ${place}${isAnonymous ? ", or it is not public and no Azure credentials are set up" : ""}`
	};
	if (status === 404) return {
		reason: "missing",
		message: `there is no blob ${place}/${key}`
	};
	if (status === 412 || status === 416) return {
		reason: "changed",
		message: `${place}/${key} changed while it was ${act === "write" ? "written" : "fetched"}`
	};
	return status === 401 || status === 403 || code === "PublicAccessNotPermitted" ? denied(code || `${status}`, asked) : {
		reason: "refused",
		message: `Azure refuses to ${act} ${place}/${key}: ${words}`
	};
}
function denied(code, { place, act, isAnonymous }) {
	return {
		reason: "denied",
		message: isAnonymous ? `no Azure credentials are set up, and ${place} is not public` : `the Azure identity may not ${act} ${act === "write" ? "to " : ""}${place} (${code}): it needs the role ${act === "write" ? "Storage Blob Data Contributor" : "Storage Blob Data Reader"} there`
	};
}
/** What nobody may do, whatever a container allows: a store that all the world writes to is nobody's. */
const nobodyWrites = (place) => ({
	reason: "denied",
	message: `no Azure credentials are set up, and nobody without any writes to ${place}: set AZURE_STORAGE_CONNECTION_STRING, log in with az login, or give the stack an auth`
});
/** Whoever writes a blob takes away the blocks that others have sent for it. */
const uploadGone = ({ place, key }) => ({
	reason: "refused",
	message: `the upload of ${place}/${key} was ended by somebody else`
});

// src/store/azure-handler.ts
/** What the SDK sends goes this way, as for the other clouds. Blobs stream; all else is text. */
function azureClient(transport) {
	const sendRequest = async (request) => {
		const { url, method, headers, body, abortSignal, streamResponseStatusCodes: streams } = request;
		const reply = await transport.send({
			url,
			method,
			headers: plain(headers.toJson()),
			...bodyOf(body),
			...abortSignal instanceof AbortSignal && { signal: abortSignal }
		});
		if (!reply.ok) throw Object.assign(new Error(reply.error.message), { fault: reply.error });
		const { status, headers: answered, body: stream } = reply.value;
		return {
			request,
			status,
			headers: { toJson: () => ({ ...answered }) },
			...streams?.has(status) || status < 300 && streams?.has(Number.POSITIVE_INFINITY) ? { readableStreamBody: stream } : { bodyAsText: await textOf(stream) }
		};
	};
	return { sendRequest };
}
/** Without one some requests would make an empty blob. */
function bodyOf(body) {
	if (body === void 0 || body === null) return {};
	if (typeof body === "string" || body instanceof Uint8Array) return { body };
	throw new Error("the SDK sends a body that is neither text nor bytes");
}
/** Nothing here unpacks what a server might compress. */
const plain = (headers) => Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== "accept-encoding"));
async function textOf(stream) {
	const chunks = [];
	for await (const chunk of stream) chunks.push(chunk);
	return Buffer.concat(chunks).toString("utf8");
}

// src/store/azure-client.ts
/** By a connection string of its account, the stack's identity, the environment's, or none. */
async function openContainer({ host, bucket }, { identity, transport, asNobody }) {
	const place = `${host}/${bucket}`;
	const options = {
		httpClient: azureClient(transport),
		retryOptions: { maxTries: 1 }
	};
	const connection = identity.env.AZURE_STORAGE_CONNECTION_STRING;
	if (connection && !asNobody && accountOf(connection) === host.split(".")[0]) {
		const service = BlobServiceClient.fromConnectionString(connection, options);
		return ok({
			container: service.getContainerClient(bucket),
			isAnonymous: false,
			place
		});
	}
	const credential = asNobody ? ok(void 0) : await blobCredential(identity, host);
	if (!credential.ok) return credential;
	const url = `https://${host}/${encodeURIComponent(bucket)}`;
	const container = new ContainerClient(url, credential.value, options);
	return ok({
		container,
		isAnonymous: credential.value === void 0,
		place
	});
}
/** One for another account is no use. */
function accountOf(connection) {
	if (/UseDevelopmentStorage=true/i.test(connection)) return "devstoreaccount1";
	const [, named] = /(?:^|;)\s*AccountName=([^;]+)/i.exec(connection) ?? [];
	return named ?? /(?:^|;)\s*BlobEndpoint=https?:\/\/([^.;/]+)\./i.exec(connection)?.[1];
}
function azureAsker({ place, isAnonymous }) {
	return async (asked, send) => {
		try {
			return ok(await send());
		} catch (error) {
			return err(azureFault(error, {
				...asked,
				place,
				isAnonymous
			}));
		}
	};
}

// src/store/azure-sink.ts
const mib = 2 ** 20;
const smallestBlock = 8 * mib;
const mostBlocks = 5e4;
/** Writes of one container. */
function azureSink(opened) {
	const { container, isAnonymous, place } = opened;
	const known = azureAsker(opened);
	const ask = async (asked, send) => isAnonymous ? err(nobodyWrites(place)) : known(asked, send);
	return {
		partSize: (size) => Math.max(smallestBlock, Math.ceil(size / mostBlocks / mib) * mib),
		partsAtOnce: 4,
		async put({ key, bytes, ifAbsent = false }, abortSignal) {
			const md5 = md5Of(bytes);
			const options = {
				abortSignal,
				transactionalContentMD5: md5,
				blobHTTPHeaders: { blobContentMD5: md5 },
				...ifAbsent && { conditions: { ifNoneMatch: "*" } }
			};
			return ask({
				key,
				act: "write"
			}, async () => {
				try {
					await container.getBlockBlobClient(key).upload(bufferOf(bytes), bytes.length, options);
					return "written";
				} catch (error) {
					if (ifAbsent && isThere(error)) return "exists";
					throw error;
				}
			});
		},
		async begin({ key, size }) {
			if (isAnonymous) return err(nobodyWrites(place));
			return ok(azureUpload(container.getBlockBlobClient(key), {
				key,
				size,
				ask
			}));
		},
		remove: (keys, abortSignal) => removeEach(keys, async (key) => {
			const options = {
				abortSignal,
				deleteSnapshots: "include"
			};
			const removed = await ask({
				key,
				act: "write"
			}, () => container.deleteBlob(key, options));
			return removed.ok || removed.error.reason === "missing" ? ok(void 0) : removed;
		})
	};
}
const md5Of = (bytes) => createHash("md5").update(bytes).digest();
/** The SDK measures nothing else. */
const bufferOf = ({ buffer, byteOffset, length }) => Buffer.from(buffer, byteOffset, length);
const isThere = (error) => /^(BlobAlreadyExists|ConditionNotMet)$/.test(azureCode(error)) || error.statusCode === 412;
/** Blocks that make a blob once they are committed. Those that never are expire within a week. */
function azureUpload(blob, { key, size, ask }) {
	const blocks = /* @__PURE__ */ new Map();
	const asked = {
		key,
		act: "write"
	};
	return {
		async part({ index, bytes }, abortSignal) {
			const md5 = md5Of(bytes);
			const id = blockId(index, md5);
			const options = {
				abortSignal,
				transactionalContentMD5: md5
			};
			const sent = await ask(asked, () => blob.stageBlock(id, bufferOf(bytes), bytes.length, options));
			if (!sent.ok) return sent;
			blocks.set(index, {
				id,
				length: bytes.length
			});
			return ok(void 0);
		},
		async finish(abortSignal) {
			const inOrder = [...blocks].sort(([a], [b]) => a - b).map(([, block]) => block);
			const sent = inOrder.reduce((sum, { length }) => sum + length, 0);
			if (sent !== size) throw new Error(`${key}: ${sent} bytes of ${size} are sent`);
			const ids = inOrder.map(({ id }) => id);
			const done = await ask(asked, () => blob.commitBlockList(ids, { abortSignal }));
			return done.ok ? ok(void 0) : done;
		},
		async abandon() {}
	};
}
/** All are as long. Two who write the same blob must not put each other's content under one id. */
const blockId = (index, md5) => Buffer.from(`${String(index).padStart(5, "0")}-${md5.toString("hex")}`).toString("base64");

// src/store/azure.ts
/** Reads of one container: by a connection string of its account, the stack's identity, the environment's, or none. */
async function openAzureBlobs(uri, access) {
	const opened = await openContainer(uri, access);
	return opened.ok ? ok(sourceOf(opened.value)) : opened;
}
/** Reads and writes of one container. */
async function openAzureStore(uri, access) {
	const opened = await openContainer(uri, access);
	return opened.ok ? ok({
		source: sourceOf(opened.value),
		sink: azureSink(opened.value)
	}) : opened;
}
function sourceOf(opened) {
	const { container } = opened;
	const asker = azureAsker(opened);
	const ask = (key, send) => asker({
		key,
		act: "read"
	}, send);
	return {
		async list(prefix, from, abortSignal) {
			const options = {
				prefix,
				includeMetadata: true,
				abortSignal
			};
			const pages = container.listBlobsFlat(options).byPage({
				maxPageSize: 5e3,
				...from !== void 0 && { continuationToken: from }
			});
			const page = await ask(prefix, () => pages.next());
			if (!page.ok) return page;
			if (page.value.done) return ok({ objects: [] });
			const { segment, continuationToken: next } = page.value.value;
			const objects = segment.blobItems.map(({ name, properties, metadata }) => {
				const { contentLength: size = 0, etag: version = "", contentMD5, lastModified } = properties;
				const at = lastModified && { modifiedAt: lastModified.getTime() };
				const isFolder = metadata?.hdi_isfolder === "true";
				return {
					key: name,
					size,
					version,
					...isFolder && { isFolder },
					...checksumOf(contentMD5),
					...at
				};
			});
			return ok({
				objects,
				...next && { next }
			});
		},
		async look(key, abortSignal) {
			const found = await ask(key, () => container.getBlobClient(key).getProperties({ abortSignal }));
			if (!found.ok) return found;
			const { contentLength: size = 0, etag: version = "", contentMD5 } = found.value;
			return ok({
				key,
				size,
				version,
				...checksumOf(contentMD5)
			});
		},
		async read({ key, version }, offset, abortSignal) {
			const options = {
				abortSignal,
				conditions: { ifMatch: version },
				maxRetryRequests: 0
			};
			const found = await ask(key, () => container.getBlobClient(key).download(offset, void 0, options));
			if (!found.ok) return found.error.reason === "missing" ? err({
				...found.error,
				reason: "changed"
			}) : found;
			const body = found.value.readableStreamBody;
			return body ? ok({ body }) : err({
				reason: "unreachable",
				message: "Azure sends no content"
			});
		}
	};
}
function checksumOf(md5) {
	if (!md5 || md5.length === 0) return {};
	return { checksum: {
		algorithm: "md5",
		base64: Buffer.from(md5).toString("base64")
	} };
}

export { openAzureBlobs, openAzureStore };