package org.guanjia.benefits;

/**
 * What was stated, as a person's page shows it.
 *
 * @param words the fact and its value, in the reader's language
 */
public record StatedLine(StatedFacts.Stated stated, String words) {}
