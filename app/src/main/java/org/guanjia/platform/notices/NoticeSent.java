package org.guanjia.platform.notices;

/** A notice was handed to the gateway, server or page that it was meant for, or a person says it arrived. */
public record NoticeSent(String town, String event, NoticeChannel channel) {}
