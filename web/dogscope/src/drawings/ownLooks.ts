/**
 * What a drawing shows of a breed where no source has it and its family's usual look would not be like it: the
 * drawer's choice, never shown as a fact.
 */
import type { Look } from "./look";

export const OWN_LOOKS: Readonly<Record<string, Partial<Look>>> = {
  // Chihuahua
  n02085620: { ears: "pricked", pattern: "solid" },
  // Japanese Chin
  n02085782: { coat: "feathered" },
  // Pekingese
  n02086079: { pattern: "solid", build: "short" },
  // Shih Tzu
  n02086240: { pattern: "piebald", muzzle: "flat" },
  // Cavalier King Charles spaniel
  n02086646: { ears: "hanging" },
  // Rhodesian ridgeback
  n02087394: { features: ["ridge"] },
  // basset hound
  n02088238: { pattern: "hound" },
  // beagle
  n02088364: { build: "sturdy" },
  // treeing Walker coonhound
  n02089867: { build: "elegant", ears: "long", tail: "sabre" },
  // black and tan coonhound
  n02089078: { ears: "long", pattern: "points" },
  // Irish wolfhound
  n02090721: { build: "elegant", pattern: "brindle", colours: ["grey", "steel"] },
  // borzoi
  n02090622: { pattern: "piebald", colours: ["fawn", "white"] },
  // whippet
  n02091134: { pattern: "tuxedo" },
  // Ibizan hound
  n02091244: { ears: "tall", pattern: "piebald" },
  // otterhound
  n02091635: { coat: "shaggy" },
  // Staffordshire bull terrier
  n02093256: { pattern: "solid" },
  // Bedlington terrier
  n02093647: {
    build: "elegant",
    muzzle: "roman",
    ears: "hanging",
    tail: "low",
    coat: "lamb",
    features: ["topknot", "roach"],
  },
  // Kerry blue terrier
  n02093859: { coat: "curly" },
  // Yorkshire terrier
  n02094433: { features: ["topknot", "mustache", "bow"] },
  // wire fox terrier
  n02095314: { pattern: "hound" },
  // Lakeland terrier
  n02095570: { pattern: "saddle" },
  // Sealyham terrier
  n02095889: { ears: "button" },
  // Australian terrier
  n02096294: { pattern: "saddle" },
  // Dandie Dinmont terrier
  n02096437: { ears: "hanging", coat: "wire", pattern: "furnished" },
  // Boston terrier
  n02096585: { pattern: "tuxedo", ears: "small" },
  // miniature schnauzer
  n02097047: { pattern: "furnished" },
  // standard schnauzer
  n02097209: { pattern: "furnished" },
  // Scottish terrier
  n02097298: { features: ["beard", "brows"] },
  // Tibetan terrier
  n02097474: { pattern: "piebald" },
  // soft-coated wheaten terrier
  n02098105: { coat: "curly" },
  // flat-coated retriever
  n02099267: { coat: "feathered" },
  // Labrador retriever
  n02099712: { ears: "folded", tail: "otter" },
  // Chesapeake Bay retriever
  n02099849: { coat: "plush" },
  // Gordon setter
  n02101006: { pattern: "points" },
  // cocker spaniel
  n02102318: { ears: "long" },
  // Sussex spaniel
  n02102480: { build: "short" },
  // Irish water spaniel
  n02102973: { ears: "long", features: ["topknot"], tail: "whip" },
  // kuvasz
  n02104029: { coat: "feathered" },
  // Belgian Malinois
  n02105162: { pattern: "mask" },
  // Old English sheepdog
  n02105641: { pattern: "collar" },
  // Shetland sheepdog
  n02105855: { features: ["mane"] },
  // German shepherd
  n02106662: { pattern: "saddle" },
  // Doberman pinscher
  n02107142: { ears: "folded" },
  // miniature pinscher
  n02107312: { pattern: "solid" },
  // Greater Swiss mountain dog
  n02107574: { build: "massive" },
  // Appenzeller Sennenhund
  n02107908: { tail: "curl" },
  // Entlebucher mountain dog
  n02108000: { tail: "bob" },
  // Tibetan mastiff
  n02108551: { pattern: "points" },
  // French bulldog
  n02108915: { ears: "round" },
  // Great Dane
  n02109047: { ears: "folded" },
  // Saint Bernard
  n02109525: { pattern: "piebald" },
  // affenpinscher
  n02110627: { features: ["beard", "brows", "topknot"] },
  // basenji
  n02110806: { pattern: "tuxedo" },
  // pug
  n02110958: { ears: "folded" },
  // Great Pyrenees
  n02111500: { features: ["mane", "breeches"] },
  // Pomeranian
  n02112018: { build: "toy" },
  // keeshond
  n02112350: { pattern: "wolfGrey" },
  // dhole
  n02115913: { coat: "plush" },
  // African wild dog
  n02116738: { build: "elegant" },
};

/** The smaller of two breeds that look alike but for their size: a small dog's head is large for its body. */
export const SMALL_TWINS: ReadonlySet<string> = new Set([
  "n02088364", // beagle
  "n02095570", // Lakeland terrier
  "n02097047", // miniature schnauzer
  "n02105855", // Shetland sheepdog
  "n02108000", // Entlebucher mountain dog
]);
