package org.guanjia.linkage;

/**
 * Why two records are of one person, or are not: shown by {@code field.messageKey()} and {@code level.messageKey()}.
 *
 * @param weight bits of evidence: one more doubles the odds, a negative one speaks against it
 */
public record Reason(Field field, Level level, double weight) {}
