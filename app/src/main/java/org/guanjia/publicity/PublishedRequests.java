package org.guanjia.publicity;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.guanjia.requests.PublishedWords;
import org.springframework.stereotype.Component;

/** Says to those who show requests to the outside which words of them were looked at and published. */
@Component
class PublishedRequests implements PublishedWords {

  private final Publications publications;

  PublishedRequests(Publications publications) {
    this.publications = publications;
  }

  @Override
  public Map<String, String> of(Collection<String> codes) {
    Map<String, String> words = new HashMap<>();
    publications.publishedTexts(codes).forEach((code, text) -> words.put(code, text.asked()));
    return words;
  }
}
