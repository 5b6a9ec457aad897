package org.guanjia.requests;

import jakarta.servlet.http.HttpServletResponse;
import org.guanjia.platform.web.Page;
import org.guanjia.platform.web.SentForm;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * A form of a matter's page as it came in.
 *
 * @param code the matter's receipt code as written in the address
 */
record Sent(Page page, HttpServletResponse response, String code, MultiValueMap<String, String> typed) implements SentForm {

  Sent {
    typed = new LinkedMultiValueMap<>(typed);
  }
}
