package org.guanjia.benefits;

import java.time.Instant;

/**
 * A person's facts as the rules see them. A new one is kept only when something differs: its number is the version of the facts.
 *
 * @param raw by the places of {@link org.guanjia.rules.Vocabulary#PERSON_MONTH}; not to be changed
 * @param version number of the sheet
 * @param knownAt as of which moment the register was read for it first
 */
public record FactSheet(long personId, long[] raw, long version, Instant knownAt) {}
