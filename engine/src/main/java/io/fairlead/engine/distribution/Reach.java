package io.fairlead.engine.distribution;

import java.util.BitSet;

/**
 * Whom a rule could reach at one instant with a lead that excludes nobody and may be on any listing, as numbers of the
 * {@link RuleBook}. What it holds is not to be changed.
 *
 * @param available who could receive any lead for which they are a candidate
 * @param known who could receive only as the known advisor of the lead's contact
 */
public record Reach(BitSet available, BitSet known) {}
