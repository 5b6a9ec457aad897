package org.guanjia.requests;

/** A request made a move of its life cycle. */
public record RequestMoved(String town, long requestId, Move move, State from, State to) {}
