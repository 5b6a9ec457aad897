package org.guanjia.benefits;

/** What a round counted of one programme; {@code amountFen} a month, {@code appeared}, {@code gone} and {@code changed} against the month before. */
public record CountLine(String programme, String name, int entitled, int unknown, int refused, long amountFen, int appeared, int gone, int changed) {}
