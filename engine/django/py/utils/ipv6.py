from django.core.exceptions import ValidationError
from django.core.validators import validate_ipv6_address
from django.utils.translation import gettext_lazy as _

MAX_IPV6_ADDRESS_LENGTH = 39


def is_valid_ipv6_address(ip_addr):
    try:
        validate_ipv6_address(str(ip_addr))
    except ValidationError:
        return False
    return True


def clean_ipv6_address(ip_str, unpack_ipv4=False, error_message=_("This is not a valid IPv6 address."), max_length=MAX_IPV6_ADDRESS_LENGTH):
    """The shortest form of an address, as the column of a GenericIPAddressField has it."""
    from django.db.models import GenericIPAddressField

    if not is_valid_ipv6_address(ip_str):
        raise ValidationError(error_message, code="invalid", params={"protocol": "IPv6"})
    return GenericIPAddressField(unpack_ipv4=unpack_ipv4).to_python(ip_str)
