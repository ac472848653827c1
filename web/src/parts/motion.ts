// motion.ts — what glides for those who like it, and is there at once for those who do not.
export const gently = (): ScrollBehavior => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth");
