package org.guanjia.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletResponse;

class PreferencesControllerTests {

  private final PreferencesController controller = new PreferencesController();

  @Test
  void keepsWhatIsKnownForAYearAndGoesBack() {
    var response = new MockHttpServletResponse();
    var answer = controller.choose("dark", "en", "on", "/triage?village=hj", response);
    assertThat(answer.getStatusCode().value()).isEqualTo(303);
    assertThat(answer.getHeaders().getLocation()).hasToString("/triage?village=hj");
    assertThat(response.getHeaders(HttpHeaders.SET_COOKIE))
        .hasSize(3)
        .allMatch(cookie -> cookie.contains("Max-Age=31536000") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"));
  }

  @Test
  void ignoresWhatIsUnknown() {
    var response = new MockHttpServletResponse();
    controller.choose("neon", "fr", "<script>", "/", response);
    assertThat(response.getHeaders(HttpHeaders.SET_COOKIE)).isEqualTo(List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.org/", "//example.org", "/\\example.org", "\\\\example.org", "javascript:alert(1)", "example.org",
        "/ a b", "", "http:/x", "/%zz"
      })
  void neverLeadsElsewhere(String back) {
    assertThat(PreferencesController.local(back)).isEqualTo("/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/triage?sort=-due&after=12", "/follow/K7QM-2XD4", "/requests?q=%E8%B7%AF%E7%81%AF"})
  void leadsBackToOurOwnPages(String back) {
    assertThat(PreferencesController.local(back)).isEqualTo(back);
  }
}
