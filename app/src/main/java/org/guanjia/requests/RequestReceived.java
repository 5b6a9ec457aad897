package org.guanjia.requests;

/** A request was taken down. */
public record RequestReceived(String town, long requestId) {}
