package org.guanjia.requests;

import java.util.Collection;
import java.util.Map;

/**
 * Whoever publishes requests says here which words of them may be read by everybody. It stands on this side of the border because
 * modules are downstream of requests: those who show requests to the outside cannot ask the publisher itself.
 */
public interface PublishedWords {

  /**
   * What was published of a request.
   *
   * @param asked what was asked
   * @param became what became of it
   * @param href where everybody reads it
   */
  record Words(String asked, String became, String href) {}

  /**
   * The published words by receipt code, of the town of the current {@link org.guanjia.platform.database.TownContext}; a request that
   * is not published, or no longer, is missing.
   *
   * @param codes at most 1,000
   */
  Map<String, Words> of(Collection<String> codes);
}
