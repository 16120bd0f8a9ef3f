from http import HTTPMethod, HTTPStatus

for s in HTTPStatus:
    print(s.value, s.name, repr(s), s.phrase, "|", s.description)
print(list(HTTPMethod), str(HTTPMethod.GET), HTTPMethod.GET == "GET", HTTPMethod("PUT").description)
