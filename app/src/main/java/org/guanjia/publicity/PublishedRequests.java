package org.guanjia.publicity;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.guanjia.requests.PublishedWords;
import org.springframework.stereotype.Component;

/** Says to those who show requests to the outside what of them was looked at and published. */
@Component
class PublishedRequests implements PublishedWords {

  private final Publications publications;

  PublishedRequests(Publications publications) {
    this.publications = publications;
  }

  @Override
  public Map<String, Words> of(Collection<String> codes) {
    Map<String, Words> words = new HashMap<>();
    publications.publishedTexts(codes).forEach((code, text) -> words.put(code, new Words(text.asked(), text.became(), "/public/requests/" + text.id())));
    return words;
  }
}
