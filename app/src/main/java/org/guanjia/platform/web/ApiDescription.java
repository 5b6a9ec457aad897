package org.guanjia.platform.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Optional;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the description of the API says of the whole: how to come in, and that Open311, which has a specification of its own, is not in it. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class ApiDescription {

  private static final String TOKEN = "token";

  static {
    // What a controller is given by the program itself is no parameter of a call.
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(Page.class);
  }

  @Bean
  static OpenAPI openApi() {
    String version = Optional.ofNullable(ApiDescription.class.getPackage().getImplementationVersion()).orElse("development");
    return new OpenAPI()
        .info(
            new Info()
                .title("Guanjia")
                .version(version)
                .description(
                    "Everything that can be done on a page can be done here. Errors are problem details (RFC 9457). Systems that speak Open311 GeoReport v2"
                        + " come in at /open311/v2, which follows that specification and is not described here.")
                .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
        .components(new Components().addSecuritySchemes(TOKEN, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer")))
        .addSecurityItem(new SecurityRequirement().addList(TOKEN));
  }
}
