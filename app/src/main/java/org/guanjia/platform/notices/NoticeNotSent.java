package org.guanjia.platform.notices;

/**
 * A notice will not go out by itself any more: refused, tried too often, or with an outcome nobody knows.
 *
 * @param uncertain it may have arrived all the same
 */
public record NoticeNotSent(String town, String event, NoticeChannel channel, boolean uncertain) {}
