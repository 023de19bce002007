// Two catalogues as a reading system's own library reads them → what it made of each, as JSON.
import fs from "node:fs";
import { createRequire } from "node:module";

const [folder, site] = process.argv.slice(2);
const require = createRequire(`${folder}/package.json`);
const opds = "r2-opds-js/dist/es8-es2017/src/opds";
require(`${opds}/init-globals`).initGlobalConverters_OPDS();
require("r2-shared-js/dist/es8-es2017/src/init-globals").initGlobalConverters_GENERIC();
const { XML } = require("r2-utils-js/dist/es8-es2017/src/_utils/xml-js-mapper");
const { TaJsonDeserialize } = require("r2-lcp-js/dist/es8-es2017/src/serializable");
const { OPDS } = require(`${opds}/opds1/opds`);
const { OPDSFeed } = require(`${opds}/opds2/opds2`);
const { convertOpds1ToOpds2 } = require(`${opds}/converter`);
const { DOMParser } = require("@xmldom/xmldom");

const read = (name) => fs.readFileSync(`${site}/${name}`, "utf8");
const document = new DOMParser().parseFromString(read("opds.xml"), "text/xml");
const feeds = [
  convertOpds1ToOpds2(XML.deserialize(document, OPDS)),
  TaJsonDeserialize(JSON.parse(read("opds.json")), OPDSFeed),
];
const acquisitions = (links) =>
  links.filter((link) => (link.Rel ?? []).some((rel) => rel.includes("acquisition")));
console.log(JSON.stringify(feeds.map((feed) => feed.Publications.map((found) => ({
  title: found.Metadata.Title,
  identifier: found.Metadata.Identifier,
  authors: (found.Metadata.Author ?? []).map((person) => person.Name),
  links: acquisitions(found.Links).map((link) => [link.Href, link.TypeLink]),
  images: (found.Images ?? []).map((image) => image.Href),
})))));
