package org.guanjia.requests;

/**
 * What the reporter takes home.
 *
 * @param code receipt code, eight characters
 * @param secret six digits that open the follow-up page together with the code
 */
public record Receipt(String code, String secret) {}
